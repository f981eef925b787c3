/* form-row.h — one option of a config as a row: its title, and the control its type calls for.
 *
 * What is typed is checked as it is typed and takes effect on Enter or when the entry is left; a
 * refused text stays, marked, with the reason under the title. Escape brings the value in force
 * back. Changes that come from elsewhere show at once.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/base/config.h"
#include <adwaita.h>

#define TD_TYPE_FORM_ROW (td_form_row_get_type ())
G_DECLARE_FINAL_TYPE (TdFormRow, td_form_row, TD, FORM_ROW, AdwActionRow)

/* Of any type but KIND_LIST. @title NULL: the option's label. */
GtkWidget      *td_form_row_new         (TdConfig *config, const TdOption *option,
                                         const char *title);
TdConfig       *td_form_row_get_config  (TdFormRow *self);
const TdOption *td_form_row_get_option  (TdFormRow *self);
GtkWidget      *td_form_row_get_control (TdFormRow *self);
/* Whether its entry has a text that isn't the document's, or not yet. */
gboolean        td_form_row_is_typed_in (TdFormRow *self);
