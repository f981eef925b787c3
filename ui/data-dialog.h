/* data-dialog.h — where the rows come from, which columns are inputs, and how they are scaled and
 * split: made from the option tables, in force at once, undone like any edit.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/session.h"
#include <adwaita.h>

#define TD_TYPE_DATA_DIALOG (td_data_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TdDataDialog, td_data_dialog, TD, DATA_DIALOG, AdwWindow)

GtkWidget *td_data_dialog_new      (GtkWindow *parent, TdSession *session);
/* As if @path had been chosen in the file chooser. */
void       td_data_dialog_use_file (TdDataDialog *self, const char *path);
/* As if it had been chosen as a further file, whose rows follow those of the others; its own target
 * columns are missing labels there. */
void       td_data_dialog_add_file (TdDataDialog *self, const char *path);
