/* map-cell.h — one decision map with its name and figure: a button that enlarges it.
 *
 * The map, its points and the cross under the pointer are layers: while training, only the map is
 * drawn again.
 *
 * Signal: pointed (double x, double y, gboolean inside): where on the plane the pointer is.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/chart/decision-map.h"
#include <gtk/gtk.h>

#define TD_TYPE_MAP_CELL (td_map_cell_get_type ())
G_DECLARE_FINAL_TYPE (TdMapCell, td_map_cell, TD, MAP_CELL, GtkButton)

GtkWidget *td_map_cell_new        (void);
void       td_map_cell_set_title  (TdMapCell *self, const char *title, const GdkRGBA *color);
/* The figure beside the title. */
void       td_map_cell_set_value  (TdMapCell *self, const char *value);
/* @points is taken; (n) of TdMapPoint. */
void       td_map_cell_set_points (TdMapCell *self, GArray *points);
/* Numbers are borrowed until the next call. */
void       td_map_cell_set_map    (TdMapCell *self, const TdDecisionMap *map);
void       td_map_cell_set_cross  (TdMapCell *self, double x, double y, gboolean shown);
