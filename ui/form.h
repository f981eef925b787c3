/* form.h — a titled group of rows made from option tables, which can be folded.
 *
 * Each option has its row; a nested kind has a drop-down, and the rows of the kind in force follow
 * it, replaced when another is chosen: who was in one of them stays with the option of that name,
 * or comes to the drop-down. Hidden options and lists of kinds have no rows.
 *
 * Properties: `expanded` (boolean), notified.
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
/* The same for a KIND, whose sentence and paper stand under it; also where there is no choice. */
void       td_form_add_method  (TdForm *self, TdConfig *config, const TdOption *option,
                                const char *title);
/* All options of @config; with @kinds FALSE those that aren't kinds. */
void       td_form_add_options (TdForm *self, TdConfig *config, gboolean kinds);
/* Below all rows. */
void       td_form_add_widget  (TdForm *self, GtkWidget *widget);

guint      td_form_n_rows      (TdForm *self); /* of options */
void       td_form_set_expanded (TdForm *self, gboolean expanded);
gboolean   td_form_get_expanded (TdForm *self);
/* Shows the rows that have @text in title or help, or all when the form's title has it; folded or
 * not. A form without any hides. NULL: all as usual. Returns whether any are shown. */
gboolean   td_form_set_filter  (TdForm *self, const char *text);

/* The control of the row whose option is named so; NULL: none. For tests. */
GtkWidget *td_form_find_control (TdForm *self, const char *option);
