/* safetensors.c — fuzzes tensor files, and a run's state read from them: what is read is written
 * and read back equal.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/fuzz/fuzz.h"

#include "core/train/state.h"

#include <string.h>

static void
add_tensor (TdLayout    *layout,
            const char  *name,
            guint        n_dims,
            const gsize *dims)
{
  TdTensor tensor = { .id = (char *) "l1", .role = (char *) "weight", .name = (char *) name,
                      .n_dims = n_dims, .transposed = n_dims == 2 };

  for (guint i = 0; i < n_dims; i++)
    tensor.dims[i] = dims[i];
  td_layout_add (layout, &tensor);
}

static TdLayout *
small_layout (void)
{
  TdLayout *layout = td_layout_new ();

  add_tensor (layout, "trunk.0.weight", 2, (gsize[]) { 2, 3 });
  add_tensor (layout, "trunk.0.bias", 1, (gsize[]) { 2 });
  add_tensor (layout, "c", 4, (gsize[]) { 1, 2, 2, 1 });
  add_tensor (layout, "s", 1, (gsize[]) { 1 });
  td_layout_finish (layout);
  return layout;
}

static void
read_state (TdArraySet *set)
{
  g_autoptr (TdLayout) layout = small_layout ();
  g_autofree float *initial = g_new0 (float, layout->n_weights);
  g_autoptr (TdState) state = NULL;
  g_autoptr (TdState) strict = NULL;
  g_autofree char *unfit = NULL;
  g_autoptr (TdArraySet) weights = NULL;
  g_autoptr (TdArraySet) rest = NULL;
  g_autoptr (TdState) again = NULL;
  GError *error = NULL;

  strict = td_state_from_arrays (layout, initial, set, NULL, TRUE, NULL, &error);
  fuzz_check (strict != NULL, error);
  error = NULL;
  state = td_state_from_arrays (layout, initial, set, set, FALSE, &unfit, &error);
  g_assert_no_error (error);
  g_assert_true (unfit == NULL || g_utf8_validate (unfit, -1, NULL));
  weights = td_state_weights (state);
  rest = td_state_rest (state);
  again = td_state_from_arrays (layout, initial, weights, rest, TRUE, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (state->parameters, layout->n_weights * sizeof (float), again->parameters,
                   layout->n_weights * sizeof (float));
  g_assert_cmpuint (state->step, ==, again->step);
  g_assert_cmpuint (state->n_slots, ==, again->n_slots);
}

static void
check_same (TdArraySet *set)
{
  g_autoptr (GBytes) bytes = td_array_set_to_bytes (set);
  g_autoptr (GBytes) twice = NULL;
  g_autoptr (TdArraySet) again = NULL;
  GError *error = NULL;

  again = td_array_set_from_bytes (bytes, "written", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (td_array_set_n (set), ==, td_array_set_n (again));
  twice = td_array_set_to_bytes (again);
  g_assert_true (g_bytes_equal (bytes, twice));
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        size_t        size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  GError *error = NULL;
  g_autoptr (TdArraySet) set = td_array_set_from_bytes (bytes, "fuzz.safetensors", &error);

  fuzz_check (set != NULL, error);
  if (set == NULL)
    return 0;
  check_same (set);
  read_state (set);
  return 0;
}
