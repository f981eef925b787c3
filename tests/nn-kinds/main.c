/* main.c — tests of activations, initializers, losses, metrics and the layout.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/math/blas.h"
#include "suites.h"

#include <glib.h>
#include <locale.h>

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  td_blas_init ();
  add_activation_tests ();
  add_initializer_tests ();
  add_layout_tests ();
  add_loss_tests ();
  add_metrics_tests ();
  return g_test_run ();
}
