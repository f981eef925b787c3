/* column-list.h — the columns of the data with a check each, and a search above them.
 *
 * Main thread only.
 *
 * Signals:
 *   changed: a person or a call has chosen other columns.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/column-item.h"
#include <gtk/gtk.h>

#define TD_TYPE_COLUMN_LIST (td_column_list_get_type ())
G_DECLARE_FINAL_TYPE (TdColumnList, td_column_list, TD, COLUMN_LIST, GtkWidget)

/* What is said of a column beside its name; owned. */
typedef char *(*TdDescribeColumn) (TdColumnItem *item);

/* @name is the list's, for assistive tools. */
GtkWidget  *td_column_list_new         (const char *name, TdDescribeColumn describe);
/* All columns but those named in @except; none chosen. */
void        td_column_list_set_table   (TdColumnList *self, TdTable *table,
                                        const char *const *except);
/* TdColumnItem, in the table's order; whatever is searched for. Borrowed. */
GListModel *td_column_list_get_columns (TdColumnList *self);
/* The chosen ones. Owned. */
GPtrArray  *td_column_list_dup_chosen  (TdColumnList *self);
void        td_column_list_grab_search (TdColumnList *self);
