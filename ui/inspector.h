/* inspector.h — the right pane: what is selected, then how training is done, as forms.
 *
 * All of it is made from option tables: each kind of the training settings becomes a group, what is
 * left the last one.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/project/project.h"
#include "ui/form.h"

#define TD_TYPE_INSPECTOR (td_inspector_get_type ())
G_DECLARE_FINAL_TYPE (TdInspector, td_inspector, TD, INSPECTOR, GtkWidget)

void    td_inspector_set_project (TdInspector *self, TdProject *project);
/* The task or layer with the id @id; NULL: nothing. */
void    td_inspector_select      (TdInspector *self, const char *id);
/* The control of the first row for the option named so; NULL: none. For tests. */
GtkWidget *td_inspector_find_control (TdInspector *self, const char *option);
