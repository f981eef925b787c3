/* legend.h — buttons that say which line is which, and show or hide it.
 *
 * They wrap like words. A double click, or the menu of a button, shows one line alone.
 *
 * Signals:
 *   toggled (const char *id, gboolean shown)
 *   only (const char *id): this one alone.
 *   all: every one.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/chart/curves.h"
#include <gtk/gtk.h>

#define TD_TYPE_LEGEND (td_legend_get_type ())
G_DECLARE_FINAL_TYPE (TdLegend, td_legend, TD, LEGEND, GtkWidget)

/* Copied. Buttons are used again, so that what has the focus keeps it. */
void td_legend_set_entries (TdLegend *self, const TdCurvesEntry *entries, guint n_entries);
