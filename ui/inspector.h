/* inspector.h — the right pane: what is selected, then how training is done, as forms.
 *
 * All of it is made from option tables: each kind of the training settings becomes a group, the
 * rest stands in the groups that the table names, what names none in the last. Without a selection
 * the network's own settings come first. Groups fold and stay so while others are selected,
 * and when the project is opened again.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/form.h"
#include "ui/session.h"

#define TD_TYPE_INSPECTOR (td_inspector_get_type ())
G_DECLARE_FINAL_TYPE (TdInspector, td_inspector, TD, INSPECTOR, GtkWidget)

/* Once. */
void       td_inspector_set_session  (TdInspector *self, TdSession *session);
/* The task or layer with the id @id; NULL: nothing. */
void       td_inspector_select       (TdInspector *self, const char *id);
/* Opens the search for settings, or puts the cursor back into it. */
void       td_inspector_search       (TdInspector *self);
/* The control of the first row for the option named so; NULL: none. For tests. */
GtkWidget *td_inspector_find_control (TdInspector *self, const char *option);
