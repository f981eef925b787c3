/* helpers.c — making a balancer, taking a step, comparing.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/balance/suites.h"

#include <string.h>

void
make_balancer (TdSpec *spec, const char *id, ...)
{
  va_list options;

  td_spec_init (spec, td_family_find (&td_balancers, id));
  g_assert_nonnull (spec->kind);
  va_start (options, id);
  for (const char *text = va_arg (options, char *); text != NULL; text = va_arg (options, char *))
    {
      g_auto(GStrv) parts = g_strsplit (text, "=", 2);
      g_autoptr(GError) error = NULL;

      td_spec_set_path (spec, parts[0], parts[1], &error);
      g_assert_no_error (error);
    }
  va_end (options);
}

void
balance_once (const TdSpec *balancer, guint n, gsize p, const double *gradients,
              const double *losses, double *weights, double *combined)
{
  g_autoptr(TdBalancerMatrix) matrix = td_balancer_matrix_new (balancer, n, p, 1);

  td_balancer_matrix_step (matrix, gradients, losses, weights, combined);
}

void
assert_near (const char *what, gsize n, const double *value, const double *wanted,
             double tolerance)
{
  for (gsize i = 0; i < n; i++)
    if (!(fabs (value[i] - wanted[i]) <= tolerance))
      g_error ("%s: element %" G_GSIZE_FORMAT " is %.12g, not %.12g", what, i, value[i],
               wanted[i]);
}
