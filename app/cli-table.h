/* cli-table.h — text in columns that line up, on stdout.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include <glib.h>

typedef struct _TdCliTable TdCliTable;

/* One letter per column: l or r, where its text stands. */
TdCliTable *td_cli_table_new   (const char *alignment);
void        td_cli_table_free  (TdCliTable *self);
/* The next cell, row by row; copied. */
void        td_cli_table_add   (TdCliTable *self, const char *text);
void        td_cli_table_print (TdCliTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TdCliTable, td_cli_table_free)
