/* legend-entry.h — one button of a legend: a sample of the line and its name.
 *
 * Active while the line is shown.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/chart/curves.h"
#include <gtk/gtk.h>

#define TD_TYPE_LEGEND_ENTRY (td_legend_entry_get_type ())
G_DECLARE_FINAL_TYPE (TdLegendEntry, td_legend_entry, TD, LEGEND_ENTRY, GtkToggleButton)

TdLegendEntry *td_legend_entry_new    (void);
/* Copied. Emits no `toggled` of a person's doing: see td_legend_entry_is_updating(). */
void           td_legend_entry_update (TdLegendEntry *self, const TdCurvesEntry *entry);
gboolean       td_legend_entry_is_updating (TdLegendEntry *self);
const char    *td_legend_entry_get_id (TdLegendEntry *self);
