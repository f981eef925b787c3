/* layout.c — places, counts and file order of tensors.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/nn/layout.h"
#include "suites.h"

#include <string.h>

static TdTensor
tensor (const char *name, const char *role, gsize rows, gsize columns, gint task)
{
  return (TdTensor) {
    .id = (char *) "l1", .role = (char *) role, .name = (char *) name,
    .n_dims = columns > 0 ? 2 : 1, .dims = { rows, columns },
    .transposed = columns > 0, .shared = task < 0, .trainable = TRUE, .l2 = -1, .task = task,
  };
}

static TdLayout *
example (void)
{
  TdLayout *layout = td_layout_new ();
  TdTensor tensors[] = {
    tensor ("trunk.0.weight", "weight", 5, 7, -1),
    tensor ("trunk.0.bias", "bias", 5, 0, -1),
    tensor ("trunk.1.running_mean", "running_mean", 20, 0, -1),
    tensor ("heads.0.0.weight", "weight", 3, 16, 0),
    tensor ("heads.1.0.weight", "weight", 1, 5, 1),
    tensor ("trunk.1.running_var", "running_var", 4, 0, -1),
  };

  tensors[2].statistic = tensors[5].statistic = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (tensors); i++)
    g_assert_cmpuint (td_layout_add (layout, &tensors[i]), ==, i);
  td_layout_finish (layout);
  return layout;
}

static void
test_places (void)
{
  g_autoptr (TdLayout) layout = example ();
  gsize ends[2] = { 0, layout->n_parameters };

  for (guint i = 0; i < layout->n_tensors; i++)
    {
      const TdTensor *at = &layout->tensors[i];

      g_assert_cmpuint (at->offset % 16, ==, 0);
      g_assert_cmpuint (at->offset, >=, ends[at->statistic]);
      ends[at->statistic] = at->offset + at->n;
    }
  g_assert_cmpuint (layout->n_parameters, ==, 48 + 16 + 48 + 16);
  g_assert_cmpuint (layout->n_weights, ==, layout->n_parameters + 32 + 16);
}

static void
test_counts (void)
{
  g_autoptr (TdLayout) layout = example ();

  g_assert_cmpuint (td_layout_count (layout, -2), ==, 35 + 5 + 48 + 5);
  g_assert_cmpuint (td_layout_count (layout, -1), ==, 40);
  g_assert_cmpuint (td_layout_count (layout, 0), ==, 48);
  g_assert_cmpuint (td_layout_count (layout, 1), ==, 5);
  g_assert_cmpuint (td_layout_count (layout, 2), ==, 0);
}

static void
test_find (void)
{
  g_autoptr (TdLayout) layout = example ();

  g_assert_true (td_layout_find (layout, "heads.1.0.weight") == &layout->tensors[4]);
  g_assert_null (td_layout_find (layout, "heads.2.0.weight"));
}

static void
test_round_trip (void)
{
  g_autoptr (TdLayout) layout = example ();
  g_autofree float *memory = g_new0 (float, layout->n_weights);
  g_autofree float *back = g_new0 (float, layout->n_weights);
  float file[64];

  for (guint i = 0; i < layout->n_tensors; i++)
    {
      const TdTensor *at = &layout->tensors[i];

      for (gsize j = 0; j < at->n && !at->statistic; j++)
        memory[at->offset + j] = (float) (at->offset + j);
    }
  for (guint i = 0; i < layout->n_tensors; i++)
    if (!layout->tensors[i].statistic)
      {
        td_tensor_to_file (&layout->tensors[i], memory, file);
        td_tensor_from_file (&layout->tensors[i], file, back);
      }
  g_assert_cmpmem (memory, layout->n_parameters * sizeof (float),
                   back, layout->n_parameters * sizeof (float));
}

/* (units, inputs) in files, (inputs, units) in memory. */
static void
test_transposed (void)
{
  g_autoptr (TdLayout) layout = td_layout_new ();
  TdTensor weight = tensor ("trunk.0.weight", "weight", 2, 3, -1);
  const float memory[] = { 11, 21, 12, 22, 13, 23 };
  const float expected[] = { 11, 12, 13, 21, 22, 23 };
  float file[6];

  td_layout_add (layout, &weight);
  td_tensor_to_file (&layout->tensors[0], memory, file);
  g_assert_cmpmem (file, sizeof file, expected, sizeof expected);
}

static void
test_equal (void)
{
  g_autoptr (TdLayout) a = example ();
  g_autoptr (TdLayout) b = example ();
  g_autoptr (TdLayout) same = td_layout_ref (a);
  TdTensor more = tensor ("heads.2.0.weight", "weight", 2, 5, 2);

  g_assert_true (td_layout_equal (a, b));
  g_assert_true (td_layout_equal (a, same));
  b->tensors[1].trainable = FALSE;
  g_assert_false (td_layout_equal (a, b));
  b->tensors[1].trainable = TRUE;
  td_layout_add (b, &more);
  g_assert_false (td_layout_equal (a, b));
}

void
add_layout_tests (void)
{
  g_test_add_func ("/layout/tensors-start-on-16-floats", test_places);
  g_test_add_func ("/layout/counts-leave-out-gaps-and-statistics", test_counts);
  g_test_add_func ("/layout/finds-by-file-name", test_find);
  g_test_add_func ("/layout/file-order-round-trips", test_round_trip);
  g_test_add_func ("/layout/files-hold-units-by-inputs", test_transposed);
  g_test_add_func ("/layout/equal-means-places-and-flags", test_equal);
}
