/* column-item.h — a column of the data in a list to choose from.
 *
 * Main thread only.
 *
 * Properties: `name` (string, read-only), `chosen` (boolean).
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/project/column-summary.h"
#include <glib-object.h>

#define TD_TYPE_COLUMN_ITEM (td_column_item_get_type ())
G_DECLARE_FINAL_TYPE (TdColumnItem, td_column_item, TD, COLUMN_ITEM, GObject)

/* Column @index of @table, which is referenced. */
TdColumnItem          *td_column_item_new         (TdTable *table, guint index);
const char            *td_column_item_get_name    (TdColumnItem *self);
gboolean               td_column_item_get_chosen  (TdColumnItem *self);
void                   td_column_item_set_chosen  (TdColumnItem *self, gboolean chosen);
/* Made when it is first asked for. */
const TdColumnSummary *td_column_item_get_summary (TdColumnItem *self);
/* "yes or no · 1 797 labels": what it would be as a task; "17 values": what it is as an input.
 * Owned. */
char                  *td_column_item_describe_task  (TdColumnItem *self);
char                  *td_column_item_describe_input (TdColumnItem *self);
