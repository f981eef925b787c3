/* maps.c — every task's answer all over a plane of two inputs.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/train/maps.h"

#include "core/train/forward.h"

#include <math.h>

#define MARGIN 0.08 /* of the data's range, on each side */

typedef struct
{
  TdForward forward;
} Question;

typedef struct
{
  const TdForward *forward;
  TdMaps          *maps;
  double          *numbers; /* (widest task) */
} Work;

gboolean
td_maps_suit (const TdPlan *plan)
{
  return plan->dataset != NULL && plan->dataset->n_rows > 0 && plan->fit->n_inputs == 2
         && plan->fit->inputs[0].categories == NULL && plan->fit->inputs[1].categories == NULL;
}

double
td_maps_input (const TdPlan *plan, gsize row, guint axis)
{
  const TdInputFit *fit = &plan->fit->inputs[axis];

  return plan->dataset->inputs[2 * row + axis] * fit->scale + fit->mean;
}

static void
find_range (const TdPlan *plan, guint axis, double *least, double *most)
{
  double margin;

  *least = INFINITY;
  *most = -INFINITY;
  for (gsize row = 0; row < plan->dataset->n_rows; row++)
    {
      double value = td_maps_input (plan, row, axis);

      *least = MIN (*least, value);
      *most = MAX (*most, value);
    }
  margin = *most > *least ? MARGIN * (*most - *least) : 1;
  *least -= margin;
  *most += margin;
}

static void
fill (gpointer data, gsize first, gsize n, float *inputs)
{
  const TdMaps *maps = ((Work *) data)->maps;
  const TdInputFit *fit = maps->plan->fit->inputs;

  for (gsize i = 0; i < n; i++)
    {
      double right = ((first + i) % TD_MAP_SIDE) / (TD_MAP_SIDE - 1.0);
      double down = ((first + i) / TD_MAP_SIDE) / (TD_MAP_SIDE - 1.0);
      double x = maps->x0 + right * (maps->x1 - maps->x0);
      double y = maps->y1 + down * (maps->y0 - maps->y1);

      inputs[2 * i] = (float) ((x - fit[0].mean) / fit[0].scale);
      inputs[2 * i + 1] = (float) ((y - fit[1].mean) / fit[1].scale);
    }
}

static void
take (gpointer data, gsize first, gsize n)
{
  Work *work = data;
  TdMaps *maps = work->maps;

  for (guint task = 0; task < maps->plan->n_tasks; task++)
    {
      const TdTaskKind *kind = td_task_kind (td_plan_task (maps->plan, task));
      guint width;
      const float *outputs = td_forward_outputs (work->forward, task, &width);

      for (gsize i = 0; i < n; i++)
        {
          kind->numbers (td_plan_target (maps->plan, task), outputs + i * width, width,
                         work->numbers);
          for (guint c = 0; c < width; c++)
            maps->numbers[task][(first + i) * width + c] = (float) work->numbers[c];
        }
    }
}

static TdMaps *
new_maps (const TdSight *sight, guint *widest)
{
  TdMaps *self = g_new0 (TdMaps, 1);
  const TdGraph *graph = sight->plan->graph;
  guint n_tasks = sight->plan->n_tasks;

  self->plan = td_plan_ref (sight->plan);
  self->step = sight->step;
  find_range (self->plan, 0, &self->x0, &self->x1);
  find_range (self->plan, 1, &self->y0, &self->y1);
  self->n_outputs = g_new0 (guint, MAX (n_tasks, 1));
  self->numbers = g_new0 (float *, MAX (n_tasks, 1));
  *widest = 1;
  for (guint task = 0; task < n_tasks; task++)
    {
      self->n_outputs[task] = graph->values[graph->outputs[task]].width;
      self->numbers[task] = g_new (float, TD_MAP_SIDE * TD_MAP_SIDE * self->n_outputs[task]);
      *widest = MAX (*widest, self->n_outputs[task]);
    }
  return self;
}

static gpointer
compute (gpointer data, const TdSight *sight, const TdJob *job)
{
  Question *question = data;
  g_autoptr (TdMaps) maps = NULL;
  g_autofree double *numbers = NULL;
  guint widest;

  if (!td_maps_suit (sight->plan))
    return NULL;
  maps = new_maps (sight, &widest);
  numbers = g_new (double, widest);
  if (!td_forward_run (&question->forward, sight, TD_MAP_SIDE * TD_MAP_SIDE, fill, take,
                       &(Work) { &question->forward, maps, numbers }, job))
    return NULL;
  return g_steal_pointer (&maps);
}

gpointer
td_maps_ask (void)
{
  return g_new0 (Question, 1);
}

static void
free_question (gpointer data)
{
  Question *question = data;

  td_forward_clear (&question->forward);
  g_free (question);
}

void
td_maps_free (TdMaps *self)
{
  if (self == NULL)
    return;
  for (guint task = 0; task < self->plan->n_tasks; task++)
    g_free (self->numbers[task]);
  g_free (self->numbers);
  g_free (self->n_outputs);
  td_plan_unref (self->plan);
  g_free (self);
}

static void
free_result (gpointer result)
{
  td_maps_free (result);
}

const TdJobKind td_maps_job = {
  .interval = 0.1,
  .compute = compute,
  .free_result = free_result,
  .free_question = free_question,
};

static guint
nearest (double value, double first, double last)
{
  return (guint) (CLAMP ((value - first) / (last - first), 0, 1) * (TD_MAP_SIDE - 1) + 0.5);
}

const float *
td_maps_at (const TdMaps *self, guint task, double x, double y)
{
  guint column = nearest (x, self->x0, self->x1);
  guint row = nearest (y, self->y1, self->y0);

  return self->numbers[task] + (row * TD_MAP_SIDE + column) * self->n_outputs[task];
}
