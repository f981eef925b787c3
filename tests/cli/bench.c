/* bench.c — that every standard workload can be timed, and what the report holds; not how fast.
 *
 * SPDX-License-Identifier: MIT
 */
#include "cli-run.h"

#include "core/bench/workload.h"

static void
assert_way (JsonObject *way)
{
  g_assert_cmpint (json_object_get_int_member (way, "workers"), >=, 1);
  g_assert_cmpfloat (json_object_get_double_member (way, "steps_per_second"), >, 0);
  g_assert_cmpfloat (json_object_get_double_member (way, "samples_per_second"), >, 0);
  g_assert_cmpfloat (json_object_get_double_member (way, "floor_per_second"), >, 0);
  g_assert_cmpfloat (json_object_get_double_member (way, "ratio"), >, 0);
}

static void
assert_workload (JsonObject *row, const TdWorkload *workload)
{
  JsonArray *ways = json_object_get_array_member (row, "ways");

  g_assert_cmpstr (json_object_get_string_member (row, "name"), ==, workload->name);
  g_assert_cmpint (json_object_get_int_member (row, "rows"), ==, workload->n_rows);
  g_assert_cmpint (json_object_get_int_member (row, "batch_size"), ==, workload->batch_size);
  g_assert_cmpint (json_object_get_int_member (row, "evaluated_rows"), ==, workload->n_evaluated);
  g_assert_cmpuint (json_array_get_length (ways), >=, 1);
  for (guint i = 0; i < json_array_get_length (ways); i++)
    assert_way (json_array_get_object_element (ways, i));
  g_assert_cmpint (json_object_get_int_member (row, "chosen_workers"), >=, 1);
  g_assert_cmpint (json_object_get_int_member (row, "chosen_workers"), <=,
                   json_array_get_length (ways));
}

static void
test_every_workload (void)
{
  g_auto(Folder) folder = { 0 };

  folder_init (&folder);
  for (const TdWorkload *const *w = td_workloads (); *w != NULL; w++)
    {
      CLI (result, &folder, "bench", "--json", "--seconds", "0.001", (*w)->name);
      JsonArray *rows;

      assert_done (&result);
      g_assert_nonnull (result.json);
      g_assert_nonnull (json_object_get_string_member (result.json, "blas_kernel"));
      g_assert_nonnull (json_object_get_string_member (result.json, "kernels"));
      rows = json_object_get_array_member (result.json, "workloads");
      g_assert_cmpuint (json_array_get_length (rows), ==, 1);
      assert_workload (json_array_get_object_element (rows, 0), *w);
    }
}

/* The table names each workload, its batch and the products of its layers as they are. */
static void
test_table (void)
{
  for (const TdWorkload *const *w = td_workloads (); *w != NULL; w++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(TdPlan) plan = td_workload_plan (*w, 1, &error);
      const TdGraph *graph;
      gsize n_weights = 0, n_products = 0;

      g_assert_no_error (error);
      graph = plan->graph;
      g_assert_true (td_workload_find ((*w)->name) == *w);
      g_assert_cmpuint (plan->dataset->n_part[TD_PART_TRAIN], ==, (*w)->n_rows);
      g_assert_cmpuint (td_training_of (&plan->project)->batch_size, ==, (*w)->batch_size);
      for (guint i = 0; i < graph->layout->n_tensors; i++)
        n_weights += graph->layout->tensors[i].n_dims > 1 ? graph->layout->tensors[i].n : 0;
      for (guint i = 0; (*w)->layers[i].n_in > 0; i++)
        n_products += (*w)->layers[i].n_in * (*w)->layers[i].n_out;
      g_assert_cmpuint (n_weights, ==, n_products);
    }
}

static void
test_report (void)
{
  g_auto(Folder) folder = { 0 };

  folder_init (&folder);
  CLI (result, &folder, "bench", "--seconds", "0.001", "w1");
  assert_done (&result);
  g_assert_nonnull (g_strstr_len (result.out, -1, "2-8-8 tanh"));
  CLI (unknown, &folder, "bench", "W99");
  assert_refused (&unknown, 2, "W99");
}

void
add_bench_tests (void)
{
  if (g_test_slow ()) /* half a minute under AddressSanitizer, for steps that others make too */
    g_test_add_func ("/cli/bench/runs-every-workload", test_every_workload);
  g_test_add_func ("/cli/bench/tables-name-the-products-of-each-layer", test_table);
  g_test_add_func ("/cli/bench/prints-a-table-and-refuses-unknown-names", test_report);
}
