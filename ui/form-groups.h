/* form-groups.h — groups of settings, one below the other: forms that fold and are searched.
 *
 * Each group has a name of its own, in every window and language, by which the document's view
 * tells whether it is folded; a group that comes back is as it was left.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/project/view-state.h"
#include "ui/form.h"

#define TD_TYPE_FORM_GROUPS (td_form_groups_get_type ())
G_DECLARE_FINAL_TYPE (TdFormGroups, td_form_groups, TD, FORM_GROUPS, GtkWidget)

/* Which groups are folded from the start; and which of those that are there are now. */
void       td_form_groups_set_view  (TdFormGroups *self, const TdViewState *view);
void       td_form_groups_keep_view (TdFormGroups *self, TdViewState *view);

/* A form to be filled and appended; owned. */
TdForm    *td_form_groups_new_form  (TdFormGroups *self, const char *title, const char *name);
void       td_form_groups_append    (TdFormGroups *self, TdForm *form);
void       td_form_groups_clear     (TdFormGroups *self);

/* The group that is called @name; NULL: none. */
TdForm    *td_form_groups_find      (TdFormGroups *self, const char *name);
/* As td_form_set_filter(), in all of them. */
gboolean   td_form_groups_filter    (TdFormGroups *self, const char *text);
/* The control of the first row whose option is named so; NULL: none. For tests. */
GtkWidget *td_form_groups_find_control (TdFormGroups *self, const char *option);
