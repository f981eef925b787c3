/* map-model.c — what decision maps are drawn from.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/map-model.h"

#include "ui/format.h"

#include <math.h>
#include <string.h>

#define MOST_ITEMS 12
#define MOST_POINTS 400

static void
free_item (gpointer data)
{
  TdMapItem *item = data;

  g_free (item->title);
  g_strfreev (item->names);
  g_free (item);
}

/* The label of one row in the terms of TdMapPoint. */
static double
label_of (const TdPlan *plan, const TdMapItem *item, gsize row)
{
  const TdTaskKind *kind = td_task_kind (td_plan_task (plan, item->task));
  const TdTargets *targets = &plan->dataset->targets[item->task];
  const float *values = targets->values + row * targets->n_columns;
  g_autofree double *numbers = NULL;

  if (kind->form == TD_ANSWER_CHOICE)
    return values[0];
  if (kind->form == TD_ANSWER_TRUTHS || isnan (values[item->output]))
    return values[item->output];
  numbers = g_new (double, targets->n_columns);
  kind->numbers (td_plan_target (plan, item->task), values, targets->n_columns, numbers);
  return numbers[item->output];
}

static void
find_range (const TdPlan *plan, TdMapItem *item)
{
  item->least = INFINITY;
  item->most = -INFINITY;
  for (gsize row = 0; row < plan->dataset->n_rows; row++)
    {
      double label = label_of (plan, item, row);

      if (isnan (label))
        continue;
      item->least = MIN (item->least, label);
      item->most = MAX (item->most, label);
    }
}

static void
add_items (GPtrArray *items, const TdPlan *plan, guint task, gboolean dark)
{
  const TdSpec *spec = td_plan_task (plan, task);
  const TdTaskKind *kind = td_task_kind (spec);
  const TdTaskOptions *options = td_task_options (spec);
  g_auto(GStrv) names = kind->output_names (spec->options, td_plan_target (plan, task));
  guint n = kind->form == TD_ANSWER_CHOICE ? 1 : g_strv_length (names);

  for (guint output = 0; output < n && items->len < MOST_ITEMS; output++)
    {
      TdMapItem *item = g_new0 (TdMapItem, 1);

      item->task = task;
      item->output = output;
      item->color = td_task_color (options->color, dark);
      item->names = g_strdupv (names);
      item->title = n > 1 ? g_strdup_printf ("%s · %s", options->name, names[output])
                          : g_strdup (options->name);
      find_range (plan, item);
      g_ptr_array_add (items, item);
    }
}

GPtrArray *
td_map_items (const TdPlan *plan, gboolean dark)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (free_item);

  for (guint task = 0; task < plan->n_tasks && td_maps_suit (plan); task++)
    if (td_task_options (td_plan_task (plan, task))->enabled)
      add_items (items, plan, task, dark);
  return items;
}

GArray *
td_map_points (const TdPlan *plan, const TdMapItem *item)
{
  const TdDataset *data = plan->dataset;
  GArray *points = g_array_new (FALSE, FALSE, sizeof (TdMapPoint));
  gsize stride = (data->n_rows + MOST_POINTS - 1) / MOST_POINTS;

  for (guint part = 0; part < TD_N_PARTS; part++)
    for (gsize i = 0; i < data->n_part[part]; i += stride)
      {
        gsize row = data->rows[part][i];
        TdMapPoint point = { td_maps_input (plan, row, 0), td_maps_input (plan, row, 1),
                             label_of (plan, item, row), part == TD_PART_TRAIN };

        g_array_append_val (points, point);
      }
  return points;
}

/* The task of @maps that is @item's, of the same shape; FALSE: there is none. */
static gboolean
find_task (const TdPlan *plan, const TdMapItem *item, const TdMaps *maps, guint *task)
{
  const TdSpec *wanted = td_plan_task (plan, item->task);
  guint n_outputs = plan->graph->values[plan->graph->outputs[item->task]].width;

  for (*task = 0; maps != NULL && *task < maps->plan->n_tasks; (*task)++)
    {
      const TdSpec *spec = td_plan_task (maps->plan, *task);

      if (strcmp (td_task_options (spec)->id, td_task_options (wanted)->id) == 0)
        return td_task_kind (spec)->form == td_task_kind (wanted)->form
               && maps->n_outputs[*task] == n_outputs;
    }
  return FALSE;
}

TdDecisionMap
td_map_fill (const TdPlan *plan, const TdMapItem *item, const TdMaps *maps)
{
  TdDecisionMap map = {
    .form = td_task_kind (td_plan_task (plan, item->task))->form,
    .side = TD_MAP_SIDE,
    .n_outputs = plan->graph->values[plan->graph->outputs[item->task]].width,
    .output = item->output,
    .color = item->color,
    .least = item->least,
    .most = item->most,
  };
  guint task;

  if (maps == NULL)
    return map;
  map.x0 = maps->x0;
  map.x1 = maps->x1;
  map.y0 = maps->y0;
  map.y1 = maps->y1;
  if (find_task (plan, item, maps, &task))
    map.numbers = maps->numbers[task];
  return map;
}

char *
td_map_read (const TdPlan *plan, const TdMapItem *item, const TdMaps *maps, double x, double y)
{
  const TdTaskKind *kind = td_task_kind (td_plan_task (plan, item->task));
  g_autofree char *share = NULL;
  const float *numbers;
  guint task, best = item->output;

  if (!find_task (plan, item, maps, &task))
    return NULL;
  numbers = td_maps_at (maps, task, x, y);
  if (kind->form == TD_ANSWER_AMOUNTS)
    return td_format_number (numbers[best]);
  for (guint i = 0; kind->form == TD_ANSWER_CHOICE && i < maps->n_outputs[task]; i++)
    if (numbers[i] > numbers[best])
      best = i;
  share = td_format_percent (numbers[best]);
  if (kind->form == TD_ANSWER_CHOICE)
    return g_strdup_printf ("%s · %s", item->names[best], share);
  return g_steal_pointer (&share);
}
