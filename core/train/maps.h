/* maps.h — a job of the observer: every task's answer all over a plane of two inputs.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/train/observer.h"

#define TD_MAP_SIDE 64 /* points in each direction */

typedef struct
{
  TdPlan *plan;     /* a reference */
  guint64 step;
  double  x0, x1, y0, y1; /* of the plane, in the user's units */
  guint  *n_outputs; /* (n_tasks) */
  float **numbers;   /* (n_tasks)(TD_MAP_SIDE, TD_MAP_SIDE, n_outputs): TdTaskKind.numbers; rows
                        from y1 down to y0, each from x0 to x1 */
} TdMaps;

/* Question: td_maps_ask(). Answers TdMaps; nothing for plans without a plane. Ten times a
 * second. */
extern const TdJobKind td_maps_job;

gpointer td_maps_ask   (void);
void     td_maps_free  (TdMaps *self);

/* Whether there is a plane to draw: rows of two numeric inputs. */
gboolean td_maps_suit  (const TdPlan *plan);
/* Input @axis (0 or 1) of a row of the plan's data, in the user's units. */
double   td_maps_input (const TdPlan *plan, gsize row, guint axis);
/* The numbers (n_outputs) of @task at the point of the grid next to (@x, @y). */
const float *td_maps_at (const TdMaps *self, guint task, double x, double y);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TdMaps, td_maps_free)
