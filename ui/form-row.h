/* form-row.h — one option of a config as a row: its title, the control its type calls for, and,
 * where the value isn't the default, a button that brings it back.
 *
 * Why a typed text is refused stands under the row. Changes that come from elsewhere show at once.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/base/config.h"
#include <adwaita.h>

#define TD_TYPE_FORM_ROW (td_form_row_get_type ())
G_DECLARE_FINAL_TYPE (TdFormRow, td_form_row, TD, FORM_ROW, AdwPreferencesRow)

/* Of any type but KIND_LIST. @title NULL: the option's label. */
GtkWidget      *td_form_row_new         (TdConfig *config, const TdOption *option,
                                         const char *title);
TdConfig       *td_form_row_get_config  (TdFormRow *self);
const TdOption *td_form_row_get_option  (TdFormRow *self);
/* What has the option's accessible name: a GtkEntry, GtkSwitch or GtkDropDown. */
GtkWidget      *td_form_row_get_control (TdFormRow *self);
/* Whether its entry has a text that isn't the document's, or not yet. */
gboolean        td_form_row_is_typed_in (TdFormRow *self);
/* Takes the focus to the control, or throws the switch. */
void            td_form_row_activate    (TdFormRow *self);
/* Whether its title or help has @text (casefolded) in it. */
gboolean        td_form_row_matches     (TdFormRow *self, const char *text);
