/* map-model.h — what decision maps are drawn from: a plan's tasks, its rows, and the observer's
 * newest answers.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/train/maps.h"
#include "ui/chart/decision-map.h"

/* A picture: of a task, or of one of its outputs where each is a question of its own. */
typedef struct
{
  guint  task, output;
  char  *title;
  TdRgba color;
  double least, most; /* of the targets, of a number */
  char **names;       /* of the outputs */
} TdMapItem;

/* TdMapItem, as many as have room; for g_ptr_array_unref(). */
GPtrArray *td_map_items  (const TdPlan *plan, gboolean dark);
/* TdMapPoint of some of the rows. */
GArray    *td_map_points (const TdPlan *plan, const TdMapItem *item);
/* @maps may be of an earlier plan, or NULL: numbers are NULL where they don't fit. */
TdDecisionMap td_map_fill (const TdPlan *plan, const TdMapItem *item, const TdMaps *maps);
/* What the task answers there: "93 %", "7 · 93 %", "12.3"; NULL: not known yet. */
char      *td_map_read   (const TdPlan *plan, const TdMapItem *item, const TdMaps *maps, double x,
                          double y);
