/* workloads.c — the table of standard workloads, and their rows.
 *
 * Rows are a CSV file in memory: inputs are digits and targets a hash, so that another program can
 * make the same up, and what is timed is neither reading nor luck.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/bench/workload.h"

#include "core/project/document.h"

#include <string.h>

#define DATA                                                                                       \
  "\"data\": {\"source\": {\"kind\": \"csv\", \"path\": \"bench.csv\"}, \"inputs\": [\"x*\"],"     \
  " \"split\": {\"train\": 1, \"validation\": 0, \"test\": 0}}"
#define START "{\"format\": \"tandem-project\", \"version\": 1, " DATA ", "
#define YES_NO(target) "{\"kind\": \"yes-no\", \"targets\": [\"" target "\"], \"name\": \"" target "\"}"
#define CLASSES(target) "{\"kind\": \"classes\", \"targets\": [\"" target "\"], \"name\": \"" target "\"}"
#define NUMBER(target) "{\"kind\": \"number\", \"targets\": [\"" target "\"], \"name\": \"" target "\"}"
#define DENSE(units, activation)                                                                   \
  "{\"kind\": \"dense\", \"units\": " units ", \"activation\": \"" activation "\"}"

#define CONV(channels, size)                                                                       \
  "{\"kind\": \"conv2d\", \"channels\": " channels ", \"size\": " size ", \"activation\": \"relu\"}"
#define POOL "{\"kind\": \"max-pool\", \"size\": 2}"

static const TdWorkload small = {
  .name = "W1",
  .title = "2-8-8 tanh, 3 yes-no",
  .project = START
    "\"tasks\": [" YES_NO ("t0") ", " YES_NO ("t1") ", " YES_NO ("t2") "],"
    "\"network\": {\"trunk\": [" DENSE ("8", "tanh") ", " DENSE ("8", "tanh") "]},"
    "\"training\": {\"batch-size\": 32}}",
  .n_features = 2,
  .n_rows = 3200,
  .batch_size = 32,
  .n_values = { 2, 2, 2 },
  .layers = { { 2, 8, 0 }, { 8, 8, 0 }, { 8, 3, 0 } },
};

static const TdWorkload middle = {
  .name = "W2",
  .title = "64-128-64 relu, 10 classes, 2 yes-no, 1 number",
  .project = START
    "\"tasks\": [" CLASSES ("t0") ", " YES_NO ("t1") ", " YES_NO ("t2") ", " NUMBER ("t3") "],"
    "\"network\": {\"trunk\": [" DENSE ("128", "relu") ", " DENSE ("64", "relu") "]},"
    "\"training\": {\"batch-size\": 64}}",
  .n_features = 64,
  .n_rows = 6400,
  .batch_size = 64,
  .n_values = { 10, 2, 2, 100 },
  .layers = { { 64, 128, 0 }, { 128, 64, 0 }, { 64, 13, 0 } },
};

static const TdWorkload large = {
  .name = "W3",
  .title = "784-512-256 relu, 10 classes, 2 yes-no",
  .project = START
    "\"tasks\": [" CLASSES ("t0") ", " YES_NO ("t1") ", " YES_NO ("t2") "],"
    "\"network\": {\"trunk\": [" DENSE ("512", "relu") ", " DENSE ("256", "relu") "]},"
    "\"training\": {\"batch-size\": 256}}",
  .n_features = 784,
  .n_rows = 2560,
  .batch_size = 256,
  .n_values = { 10, 2, 2 },
  .layers = { { 784, 512, 0 }, { 512, 256, 0 }, { 256, 12, 0 } },
  .n_evaluated = 60000,
};

static const TdWorkload images = {
  .name = "W4",
  .title = "36x36, conv 9x9x10, conv 5x5x20, 50 relu, 2 x 10 classes",
  .project = "{\"format\": \"tandem-project\", \"version\": 1, \"data\": {"
    "\"source\": {\"kind\": \"csv\", \"path\": \"bench.csv\"}, \"inputs\": [\"x*\"],"
    " \"image\": {\"width\": 36, \"height\": 36, \"channels\": 1},"
    " \"split\": {\"train\": 1, \"validation\": 0, \"test\": 0}},"
    "\"tasks\": [" CLASSES ("t0") ", " CLASSES ("t1") "],"
    "\"network\": {\"trunk\": [" CONV ("10", "9") ", " POOL ", " CONV ("20", "5") ", " POOL ", "
    DENSE ("50", "relu") "]},"
    "\"training\": {\"batch-size\": 256}}",
  .n_features = 1296,
  .n_rows = 2560,
  .batch_size = 256,
  .n_values = { 10, 10 },
  .layers = { { 81, 10, 784 }, { 250, 20, 100 }, { 500, 50, 0 }, { 50, 20, 0 } },
};

#define PCGRAD(batch) "\"training\": {\"batch-size\": " batch ", \"balancer\": \"pcgrad\"}}"

static const TdWorkload large_gradients = {
  .name = "W5",
  .title = "784-512-256 relu, 10 yes-no, PCGrad",
  .project = START
    "\"tasks\": [" YES_NO ("t0") ", " YES_NO ("t1") ", " YES_NO ("t2") ", " YES_NO ("t3") ", "
    YES_NO ("t4") ", " YES_NO ("t5") ", " YES_NO ("t6") ", " YES_NO ("t7") ", " YES_NO ("t8") ", "
    YES_NO ("t9") "],"
    "\"network\": {\"trunk\": [" DENSE ("512", "relu") ", " DENSE ("256", "relu") "]},"
    PCGRAD ("256"),
  .n_features = 784,
  .n_rows = 2560,
  .batch_size = 256,
  .n_values = { 2, 2, 2, 2, 2, 2, 2, 2, 2, 2 },
  .layers = { { 784, 512, 0 }, { 512, 256, 0 }, { 256, 10, 0 } },
};

static const TdWorkload middle_gradients = {
  .name = "W6",
  .title = "64-128-64 relu, 4 yes-no, PCGrad",
  .project = START
    "\"tasks\": [" YES_NO ("t0") ", " YES_NO ("t1") ", " YES_NO ("t2") ", " YES_NO ("t3") "],"
    "\"network\": {\"trunk\": [" DENSE ("128", "relu") ", " DENSE ("64", "relu") "]},"
    PCGRAD ("64"),
  .n_features = 64,
  .n_rows = 6400,
  .batch_size = 64,
  .n_values = { 2, 2, 2, 2 },
  .layers = { { 64, 128, 0 }, { 128, 64, 0 }, { 64, 4, 0 } },
};

static const TdWorkload *const workloads[]
  = { &small, &middle, &large, &images, &large_gradients, &middle_gradients, NULL };

const TdWorkload *const *
td_workloads (void)
{
  return workloads;
}

const TdWorkload *
td_workload_find (const char *name)
{
  for (guint i = 0; workloads[i] != NULL; i++)
    if (g_ascii_strcasecmp (workloads[i]->name, name) == 0)
      return workloads[i];
  return NULL;
}

/* Scattered numbers, from the finalizer of MurmurHash3 (A. Appleby). */
static guint32
scatter (guint32 x)
{
  x = (x ^ x >> 16) * 0x85ebca6bu;
  x = (x ^ x >> 13) * 0xc2b2ae35u;
  return x ^ x >> 16;
}

static void
append_header (const TdWorkload *self, GString *csv)
{
  for (gsize i = 0; i < self->n_features; i++)
    g_string_append_printf (csv, "x%zu,", i);
  for (guint t = 0; self->n_values[t] > 0; t++)
    g_string_append_printf (csv, "t%u%s", t, self->n_values[t + 1] > 0 ? "," : "\n");
}

static void
append_row (const TdWorkload *self, gsize row, GString *csv)
{
  for (gsize i = 0; i < self->n_features; i++)
    {
      char cell[] = { (char) ('0' + scatter ((guint32) (row * self->n_features + i)) % 10), ',' };

      g_string_append_len (csv, cell, sizeof cell);
    }
  for (guint t = 0; self->n_values[t] > 0; t++)
    g_string_append_printf (csv, "%u%s", scatter ((guint32) row + 1000003u * (t + 1)) % self->n_values[t],
                            self->n_values[t + 1] > 0 ? "," : "\n");
}

static GBytes *
make_rows (const TdWorkload *self)
{
  GString *csv = g_string_sized_new (2 * self->n_rows * (self->n_features + 8));

  append_header (self, csv);
  for (gsize row = 0; row < self->n_rows; row++)
    append_row (self, row, csv);
  return g_string_free_to_bytes (csv);
}

TdPlan *
td_workload_plan (const TdWorkload *self, guint workers, GError **error)
{
  g_auto(TdSpec) project = { NULL };
  g_autoptr(TdFolder) folder = td_folder_new (NULL);
  g_autoptr(GBytes) rows = make_rows (self);
  g_autoptr(TdData) data = NULL;
  g_autofree char *text = g_strdup_printf ("%u", workers);

  if (!td_document_parse (self->project, strlen (self->project), self->name, &project, error)
      || !td_spec_set_path (&project, "training.workers", text, error))
    return NULL;
  td_document_complete (&project);
  td_folder_add (folder, "bench.csv", rows);
  data = td_data_new_in (folder, NULL);
  return td_plan_new (&project, data, error);
}
