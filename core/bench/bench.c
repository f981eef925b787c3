/* bench.c — see bench.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/bench/bench.h"

#include "core/base/clock.h"
#include "core/bench/floor.h"
#include "core/train/engine.h"

#include <malloc.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define N_ROUNDS 5
#define STEPS_PER_LOOK 8 /* at the clock */
#define MAX_CHOICE_STEPS 1000

typedef gboolean (*StepFunc) (gpointer data);

static gboolean
train (gpointer data)
{
  TdEngine *engine = data;

  if (td_engine_is_epoch_due (engine))
    td_engine_end_epoch (engine, NULL, NULL);
  return td_engine_step (engine);
}

static gboolean
multiply (gpointer data)
{
  td_floor_step (data);
  return TRUE;
}

/* Steps per second over about @seconds; NaN when training diverged. */
static double
time_steps (StepFunc step, gpointer data, double seconds)
{
  double start = td_clock_now (), passed;
  guint64 n = 0;

  do
    {
      for (guint i = 0; i < STEPS_PER_LOOK; i++)
        if (!step (data))
          return NAN;
      n += STEPS_PER_LOOK;
      passed = td_clock_now () - start;
    }
  while (passed < seconds);
  return n / passed;
}

/* The most memory that was held since the mark. */
static void
mark_memory (void)
{
  FILE *file = fopen ("/proc/self/clear_refs", "w");

  malloc_trim (0);
  if (file == NULL)
    return;
  fwrite ("5", 1, 1, file);
  fclose (file);
}

static double
peak_memory (void)
{
  g_autofree char *text = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &text, NULL, NULL))
    return NAN;
  line = strstr (text, "VmHWM:");
  return line != NULL ? 1024 * g_ascii_strtod (line + strlen ("VmHWM:"), NULL) : NAN;
}

/* How many workers a run chooses that is left to itself. */
static guint
choose_workers (TdPlan *plan)
{
  g_autoptr(TdEngine) engine = td_engine_new (plan);

  for (guint i = 0; i < MAX_CHOICE_STEPS && engine->measuring; i++)
    train (engine);
  return engine->n_workers;
}

static gboolean
time_way (const TdWorkload *workload, TdBenchWay *way, double seconds, GError **error)
{
  g_autoptr(TdPlan) plan = td_workload_plan (workload, way->n_workers, error);
  g_autoptr(TdEngine) engine = plan != NULL ? td_engine_new (plan) : NULL;
  g_autoptr(TdFloor) floor = td_floor_new (workload, way->n_workers);

  if (engine == NULL)
    return FALSE;
  if (engine->n_workers < way->n_workers) /* there is nothing for the others to do */
    {
      way->n_workers = 0;
      return TRUE;
    }
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      way->steps_per_second = fmax (way->steps_per_second, time_steps (train, engine, seconds));
      way->floor_per_second = fmax (way->floor_per_second, time_steps (multiply, floor, seconds));
    }
  return TRUE;
}

/* @n rows of the plan's, over and over. */
static TdDataset *
repeat_rows (const TdPlan *plan, gsize n)
{
  const TdDataset *data = plan->dataset;
  float *inputs = g_new (float, n * data->n_features);
  TdTargets *targets = g_new0 (TdTargets, data->n_tasks);
  guint32 *rows[TD_N_PARTS] = { g_new (guint32, 1), g_new (guint32, 1), g_new (guint32, n) };
  const gsize n_part[TD_N_PARTS] = { 0, 0, n };

  for (gsize i = 0; i < n; i++)
    {
      rows[TD_PART_TEST][i] = (guint32) i;
      memcpy (inputs + i * data->n_features, data->inputs + i % data->n_rows * data->n_features,
              data->n_features * sizeof (float));
    }
  for (guint k = 0; k < data->n_tasks; k++)
    {
      guint n_columns = targets[k].n_columns = data->targets[k].n_columns;

      targets[k].values = g_new (float, n * n_columns);
      for (gsize i = 0; i < n; i++)
        memcpy (targets[k].values + i * n_columns,
                data->targets[k].values + i % data->n_rows * n_columns, n_columns * sizeof (float));
    }
  return td_dataset_new (n, data->n_features, inputs, data->n_tasks, targets, rows, n_part);
}

/* The best of a few times, or of one where that is long enough. */
static double
time_evaluation (const TdPlan *plan, gsize n, double seconds)
{
  g_autoptr(TdDataset) dataset = repeat_rows (plan, n);
  g_autofree TdTaskMetrics *metrics = g_new (TdTaskMetrics, plan->n_tasks);
  g_autofree float *parameters = g_new (float, plan->graph->layout->n_weights);
  double best = INFINITY, end = td_clock_now () + 2 * N_ROUNDS * seconds;

  td_graph_initialize (plan->graph, parameters);
  for (guint round = 0; round < N_ROUNDS && (round == 0 || td_clock_now () < end); round++)
    {
      double start = td_clock_now ();

      td_evaluate (plan, dataset, parameters, TD_PART_TEST, metrics);
      best = fmin (best, td_clock_now () - start);
    }
  return best;
}

gboolean
td_bench_run (const TdWorkload *workload, double seconds, TdBenchResult *result, GError **error)
{
  g_autoptr(TdPlan) plan = NULL;
  guint most = td_n_processors (), chosen;

  *result = (TdBenchResult) { .evaluate_seconds = NAN };
  mark_memory ();
  plan = td_workload_plan (workload, 0, error);
  if (plan == NULL)
    return FALSE;
  chosen = choose_workers (plan);
  result->peak_memory = peak_memory ();
  result->ways[result->n_ways++].n_workers = 1;
  if (most > 1)
    result->ways[result->n_ways++].n_workers = most;
  for (guint i = 0; i < result->n_ways; i++)
    if (!time_way (workload, &result->ways[i], seconds, error))
      return FALSE;
  if (result->ways[result->n_ways - 1].n_workers == 0)
    result->n_ways--;
  result->chosen = result->n_ways > 1 && chosen > 1;
  if (workload->n_evaluated > 0)
    result->evaluate_seconds = time_evaluation (plan, workload->n_evaluated, seconds);
  return TRUE;
}
