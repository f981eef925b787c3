/* main.c — the math test program: kernels and BLAS.
 *
 * SPDX-License-Identifier: MIT
 */
#include "kernel-tests.h"

#include "core/base/random.h"

#include <locale.h>

void
for_each_table (KernelsTest test)
{
  for (const TdKernels *const *table = td_kernels_all (); *table != NULL; table++)
    {
      g_test_message ("kernels: %s", (*table)->name);
      test (*table);
    }
}

void
fill (float      *x,
      gsize       n,
      float       size,
      const char *name)
{
  TdStream stream = td_stream (1, name);

  for (gsize i = 0; i < n; i++)
    x[i] = size * (float) (2.0 * td_stream_unit (stream, 0, (guint32) i) - 1.0);
}

int
main (int    argc,
      char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  add_function_tests ();
  add_vector_tests ();
  add_optimizer_tests ();
  add_lane_tests ();
  add_norm_tests ();
  add_product_tests ();
  add_convolution_tests ();
  add_blas_tests ();
  add_solver_tests ();
  return g_test_run ();
}
