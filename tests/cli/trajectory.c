/* trajectory.c — 40 steps of every optimizer from loaded weights, compared with PyTorch's.
 *
 * tests/reference/digits_net.py, image_net.py and norm_net.py made the values and say how.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/cli/cli-run.h"

#include "core/optim/optimizer.h"
#include "core/project/safetensors.h"

#include <math.h>

#define TOLERANCE 1e-3
#define IMAGE_TOLERANCE 1e-5
#define NORM_TOLERANCE 1e-5

static char *
reference_path (const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "reference", "trajectory", name, NULL);
}

static TdArraySet *
parse_arrays (GBytes *bytes, const char *what)
{
  g_autoptr(GError) error = NULL;
  TdArraySet *set = td_array_set_from_bytes (bytes, what, &error);

  g_assert_no_error (error);
  return set;
}

static TdArraySet *
read_arrays (const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = NULL;
  char *contents;
  gsize length;

  g_file_get_contents (path, &contents, &length, &error);
  g_assert_no_error (error);
  bytes = g_bytes_new_take (contents, length);
  return parse_arrays (bytes, path);
}

/* |a - b| / |b| */
static double
relative_distance (const TdArray *a, const TdArray *b)
{
  const float *x = a->data, *y = b->data;
  double distance = 0, size = 0;

  for (gsize i = 0; i < b->n; i++)
    {
      distance += ((double) x[i] - y[i]) * ((double) x[i] - y[i]);
      size += (double) y[i] * y[i];
    }
  return sqrt (distance / size);
}

static void
compare (TdArraySet *mine, TdArraySet *reference, double tolerance)
{
  g_assert_cmpuint (td_array_set_n (mine), ==, td_array_set_n (reference));
  for (guint i = 0; i < td_array_set_n (reference); i++)
    {
      const TdArray *b = td_array_set_get (reference, i);
      const TdArray *a = td_array_set_find (mine, b->name);

      g_assert_nonnull (a);
      g_assert_cmpuint (a->n, ==, b->n);
      g_test_message ("%s: %.1e", b->name, relative_distance (a, b));
      g_assert_cmpfloat (relative_distance (a, b), <, tolerance);
    }
}

static void
check_trajectory (const char *result_name, const char *project_name, const char *start_name,
                  double tolerance)
{
  g_autofree char *path = reference_path (result_name);
  g_autofree char *project = reference_path (project_name);
  g_autofree char *start = reference_path (start_name);
  g_autoptr(TdArraySet) reference = read_arrays (path);
  g_autofree char *set = g_strdup_printf ("training.optimizer=%s",
                                          td_array_set_get_metadata (reference, "optimizer"));
  g_auto(Folder) folder = { 0 };
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(TdArraySet) mine = NULL;

  folder_init (&folder);
  CLI (result, &folder, "train", project, "--load-weights", start, "--set", set, "--steps", "40",
       "-o", "out.tandem", "--json");
  assert_done (&result);
  g_assert_cmpint (json_object_get_int_member (result.json, "steps"), ==, 40);
  bytes = archive_entry (&folder, "out.tandem", "weights.safetensors");
  mine = parse_arrays (bytes, "out.tandem");
  compare (mine, reference, tolerance);
}

static void
test_trajectory (gconstpointer data)
{
  const TdKind *kind = data;
  g_autofree char *name = g_strdup_printf ("%s.safetensors", kind->id);

  check_trajectory (name, "project.json", "start.safetensors", TOLERANCE);
}

static void
test_image_trajectory (void)
{
  check_trajectory ("image-adam.safetensors", "image-project.json", "image-start.safetensors",
                    IMAGE_TOLERANCE);
}

/* Running means and variances are compared, too. */
static void
test_norm_trajectory (void)
{
  check_trajectory ("norm-adam.safetensors", "norm-project.json", "norm-start.safetensors",
                    NORM_TOLERANCE);
}

/* A kind is tested by being listed. */
void
add_trajectory_tests (void)
{
  for (const TdKind *const *kind = td_optimizers.kinds; *kind != NULL; kind++)
    {
      g_autofree char *name = g_strdup_printf ("/cli/trajectory/%s-agrees-with-pytorch",
                                               (*kind)->id);

      g_test_add_data_func (name, *kind, test_trajectory);
    }
  g_test_add_func ("/cli/trajectory/convolutions-agree-with-pytorch", test_image_trajectory);
  g_test_add_func ("/cli/trajectory/normalization-agrees-with-pytorch", test_norm_trajectory);
}
