/* form.h — a titled group of rows made from option tables.
 *
 * Each option has its row; a nested kind has a drop-down, and the rows of the kind in force follow
 * it, replaced when another is chosen. Hidden options and lists of kinds have no rows.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/base/config.h"
#include <gtk/gtk.h>

#define TD_TYPE_FORM (td_form_get_type ())
G_DECLARE_FINAL_TYPE (TdForm, td_form, TD, FORM, GtkWidget)

GtkWidget *td_form_new         (const char *title);
/* One option of @config. @title NULL: the option's label. */
void       td_form_add_option  (TdForm *self, TdConfig *config, const TdOption *option,
                                const char *title);
/* All options of @config; with @kinds FALSE those that aren't kinds. */
void       td_form_add_options (TdForm *self, TdConfig *config, gboolean kinds);
guint      td_form_n_rows      (TdForm *self);
/* The control of the row whose option is named so; NULL: none. For tests. */
GtkWidget *td_form_find_control (TdForm *self, const char *option);
