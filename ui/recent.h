/* recent.h — projects that were opened or saved lately, as the whole desktop knows them.
 *
 * They are in GTK's list of recent files, so file managers and choosers offer them too, and
 * forgetting history in the system's settings forgets them.
 *
 * Main thread only.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include <gtk/gtk.h>

/* Puts @path, absolute, on top. */
void   td_recent_add       (const char *path);
/* Paths of projects that still exist, the latest first, NULL-terminated. */
char **td_recent_dup_paths (void);
