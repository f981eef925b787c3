/* cli-bench.c — `tandem-cli bench`: how fast the standard workloads train on this computer.
 *
 * SPDX-License-Identifier: MIT
 */
#include "app/cli-common.h"
#include "app/cli-table.h"

#include "core/base/team.h"
#include "core/bench/bench.h"
#include "core/math/blas.h"
#include "core/math/kernels.h"

#include <glib/gi18n.h>
#include <math.h>

#define DEFAULT_SECONDS 0.3 /* of a run; each is repeated */

typedef struct
{
  const TdWorkload *workload;
  TdBenchResult     figures;
} Row;

/* Those named in @names, or all; NULL with an error. NULL-terminated. */
static const TdWorkload **
choose_workloads (char *const *names, guint n, GError **error)
{
  g_autoptr(GPtrArray) chosen = g_ptr_array_new ();
  g_autoptr(GString) known = g_string_new (NULL);

  for (const TdWorkload *const *w = td_workloads (); *w != NULL; w++)
    {
      if (n == 0)
        g_ptr_array_add (chosen, (gpointer) *w);
      g_string_append_printf (known, "%s%s", known->len > 0 ? ", " : "", (*w)->name);
    }
  for (guint i = 0; i < n; i++)
    {
      const TdWorkload *workload = td_workload_find (names[i]);

      if (workload == NULL)
        {
          g_set_error (error, TD_CLI_ERROR, TD_CLI_ERROR_USAGE,
                       _("There is no workload “%s”; there are %s."), names[i], known->str);
          return NULL;
        }
      g_ptr_array_add (chosen, (gpointer) workload);
    }
  g_ptr_array_add (chosen, NULL);
  return (const TdWorkload **) g_ptr_array_free (g_steal_pointer (&chosen), FALSE);
}

static void
add_figure (TdCliTable *table, const char *format, double figure) G_GNUC_PRINTF (2, 0);

static void
add_figure (TdCliTable *table, const char *format, double figure)
{
  g_autofree char *text = isfinite (figure) ? g_strdup_printf (format, figure) : g_strdup ("–");

  td_cli_table_add (table, text);
}

static void
add_way (TdCliTable *table, const Row *row, guint index)
{
  const TdBenchWay *way = &row->figures.ways[index];
  g_autofree char *workers = g_strdup_printf ("%u%s", way->n_workers,
                                              index == row->figures.chosen ? "*" : "");

  td_cli_table_add (table, index == 0 ? row->workload->name : "");
  td_cli_table_add (table, index == 0 ? row->workload->title : "");
  td_cli_table_add (table, workers);
  add_figure (table, "%.0f", way->steps_per_second);
  add_figure (table, "%.0f", way->steps_per_second * row->workload->batch_size);
  add_figure (table, "%.0f", way->floor_per_second);
  add_figure (table, "%.2f", way->floor_per_second / way->steps_per_second);
}

static void
print_table (const Row *rows, guint n)
{
  g_autoptr(TdCliTable) table = td_cli_table_new ("llrrrrr");
  const char *const headings[] = { _("Workload"), "", _("Workers"), _("Steps/s"), _("Samples/s"),
                                   _("Floor/s"), _("Step/floor") };

  for (guint i = 0; i < G_N_ELEMENTS (headings); i++)
    td_cli_table_add (table, headings[i]);
  for (guint i = 0; i < n; i++)
    for (guint w = 0; w < rows[i].figures.n_ways; w++)
      add_way (table, &rows[i], w);
  td_cli_table_print (table);
}

static void
print_report (const Row *rows, guint n)
{
  print_table (rows, n);
  g_print ("\n%s\n", _("*: what a run chooses by itself. The floor is the bare matrix products of "
                       "a step, cut over as many workers."));
  for (guint i = 0; i < n; i++)
    {
      const TdBenchResult *figures = &rows[i].figures;

      if (isfinite (figures->peak_memory))
        g_print (_("%s: at most %.0f MB of memory.\n"), rows[i].workload->name,
                 figures->peak_memory / 1e6);
      if (isfinite (figures->evaluate_seconds))
        g_print (_("%s: %zu rows evaluated in %.3f s.\n"), rows[i].workload->name,
                 rows[i].workload->n_evaluated, figures->evaluate_seconds);
    }
  g_print (_("BLAS kernel %s, own kernels %s, %u processors.\n"), td_blas_kernel (),
           td_kernels ()->name, td_n_processors ());
}

static void
write_number (TdJsonWriter *writer, const char *name, double number)
{
  td_json_writer_name (writer, name);
  td_json_writer_number (writer, number);
}

static void
write_way (TdJsonWriter *writer, const TdWorkload *workload, const TdBenchWay *way)
{
  td_json_writer_begin_object (writer);
  write_number (writer, "workers", way->n_workers);
  write_number (writer, "steps_per_second", way->steps_per_second);
  write_number (writer, "samples_per_second", way->steps_per_second * workload->batch_size);
  write_number (writer, "floor_per_second", way->floor_per_second);
  write_number (writer, "ratio", way->floor_per_second / way->steps_per_second);
  td_json_writer_end_object (writer);
}

static void
write_row (TdJsonWriter *writer, const Row *row)
{
  const TdBenchResult *figures = &row->figures;

  td_json_writer_begin_object (writer);
  td_json_writer_name (writer, "name");
  td_json_writer_text (writer, row->workload->name);
  td_json_writer_name (writer, "title");
  td_json_writer_text (writer, row->workload->title);
  write_number (writer, "rows", row->workload->n_rows);
  write_number (writer, "batch_size", row->workload->batch_size);
  write_number (writer, "chosen_workers", figures->ways[figures->chosen].n_workers);
  td_json_writer_name (writer, "ways");
  td_json_writer_begin_array (writer);
  for (guint i = 0; i < figures->n_ways; i++)
    write_way (writer, row->workload, &figures->ways[i]);
  td_json_writer_end_array (writer);
  write_number (writer, "peak_memory", figures->peak_memory);
  write_number (writer, "evaluated_rows", row->workload->n_evaluated);
  write_number (writer, "evaluate_seconds", figures->evaluate_seconds);
  td_json_writer_end_object (writer);
}

static void
print_json (const Row *rows, guint n)
{
  TdJsonWriter *writer = td_json_writer_new (FALSE);

  td_json_writer_begin_object (writer);
  td_json_writer_name (writer, "blas_kernel");
  td_json_writer_text (writer, td_blas_kernel ());
  td_json_writer_name (writer, "kernels");
  td_json_writer_text (writer, td_kernels ()->name);
  write_number (writer, "processors", td_n_processors ());
  td_json_writer_name (writer, "workloads");
  td_json_writer_begin_array (writer);
  for (guint i = 0; i < n; i++)
    write_row (writer, &rows[i]);
  td_json_writer_end_array (writer);
  td_json_writer_end_object (writer);
  td_cli_print_json (writer);
}

static gboolean
bench (const TdWorkload *const *workloads, double seconds, gboolean json, GError **error)
{
  guint n = g_strv_length ((char **) workloads);
  g_autofree Row *rows = g_new0 (Row, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    {
      td_cli_note (_("Timing %s: %s …"), workloads[i]->name, workloads[i]->title);
      rows[i].workload = workloads[i];
      if (!td_bench_run (workloads[i], seconds, &rows[i].figures, error))
        return FALSE;
    }
  if (json)
    print_json (rows, n);
  else
    print_report (rows, n);
  return TRUE;
}

static int
run (int argc, char **argv, GError **error)
{
  g_autofree const TdWorkload **workloads = NULL;
  double seconds = DEFAULT_SECONDS;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "seconds", 0, 0, G_OPTION_ARG_DOUBLE, &seconds,
      N_("How long each of a workload's runs takes; several are made, and the best counts"),
      N_("S") },
    TD_CLI_JSON_ENTRY (&json),
    { NULL }
  };

  if (!td_cli_parse (&td_verb_bench, entries, 0, G_MAXINT, &argc, argv, error))
    return 1;
  workloads = choose_workloads (argv + 1, (guint) argc - 1, error);
  return workloads != NULL && bench (workloads, seconds, json, error) ? 0 : 1;
}

const TdVerb td_verb_bench = {
  .name = "bench",
  .arguments = N_("[WORKLOAD…]"),
  .summary = N_("Time the standard workloads on this computer"),
  .computes = TRUE,
  .run = run,
};
