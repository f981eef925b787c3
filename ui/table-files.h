/* table-files.h — the files that tables come in.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include <gtk/gtk.h>

/* Whether @path is called like one; what is in it is said when it is read. */
gboolean td_table_files_has         (const char *path);
/* Filters for these, and for all files. */
void     td_table_files_add_filters (GtkFileChooser *chooser);
