/* bench.c — how long a balancer thinks about one step, for 2 to 139 tasks.
 *
 * Prints the median of many random Gram matrices in microseconds; asserts nothing. Rows that need
 * the gradients themselves are timed for their weights alone.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/balance/samples.h"
#include "tests/balance/suites.h"

#include <locale.h>
#include <stdlib.h>

#define N_MATRICES 40
#define SECONDS 0.02

static const guint sizes[] = { 2, 4, 10, 40, 139 };

static int
compare (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* Microseconds for a call of weigh(). */
static double
measure (const TdSpec *spec, TdBalancerMatrix *matrix)
{
  const TdBalancerKind *kind = (const TdBalancerKind *) spec->kind;
  g_autofree double *weights = g_new (double, matrix->n_tasks);
  gint64 start = g_get_monotonic_time (), stop = start;
  guint n = 0;

  for (; stop - start < SECONDS * G_USEC_PER_SEC / N_MATRICES || n < 1; n++)
    {
      kind->weigh (spec->options, &matrix->step, matrix->memory, weights);
      stop = g_get_monotonic_time ();
    }
  return (double) (stop - start) / n;
}

static double
bench (const TdKind *kind, guint n)
{
  TdDice dice = { td_stream (1, "samples"), 0 };
  double times[N_MATRICES];

  for (guint i = 0; i < N_MATRICES; i++)
    {
      g_autofree double *rows = draw_normal (&dice, n, 2 * n, n);
      g_autofree double *losses = g_new (double, n);
      g_auto(TdSpec) spec = { NULL };
      g_autoptr(TdBalancerMatrix) matrix = NULL;

      for (guint k = 0; k < n; k++)
        losses[k] = .1 + roll_unit (&dice);
      make_balancer (&spec, kind->id, NULL);
      matrix = td_balancer_matrix_new (&spec, n, 2 * n, 1);
      td_balancer_matrix_step (matrix, rows, losses, NULL, NULL);
      matrix->step.losses = matrix->step.means[0] = matrix->step.means[1] = losses;
      times[i] = measure (&spec, matrix);
    }
  qsort (times, N_MATRICES, sizeof (double), compare);
  return times[N_MATRICES / 2];
}

int
main (void)
{
  setlocale (LC_ALL, "");
  g_print ("%-12s", "µs, K =");
  for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
    g_print ("%12u", sizes[s]);
  for (const TdKind *const *kind = td_balancers.kinds; *kind != NULL; kind++)
    {
      g_print ("\n%-12s", (*kind)->id);
      for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
        g_print ("%12.1f", bench (*kind, sizes[s]));
    }
  g_print ("\n");
  return 0;
}
