/* fit.h — what was learned from data before training, and is needed to use a model without it.
 *
 * Input columns with mean and scale (or categories), each task's classes or target mean and
 * scale, and the fingerprint of each data file: the archive's fit.json.
 *
 * Filled once, then immutable and reference-counted: any thread may read it.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/base/json.h"
#include "core/base/refs.h"
#include "core/data/table.h"

#define TD_MAX_CATEGORIES 50 /* of an input; more of them are names of rows */

typedef struct
{
  char  *column;
  char **categories;  /* one-hot, NULL-terminated; NULL for a numeric column */
  double mean, scale; /* numeric: x becomes (x - mean) / scale */
  double blank;       /* numeric: what a blank cell counts as, the training mean */
} TdInputFit;

/* What a task learned about its targets. Which fields are used is the task kind's affair. */
typedef struct
{
  char   *task;        /* the task's id */
  char  **classes;     /* NULL-terminated; NULL where there are none */
  guint   n_columns;   /* target columns */
  double *mean, *scale; /* (n_columns); NULL where targets aren't scaled */
  guint   n_classes;    /* of the labels of each column; 0 of numbers */
  double *counts;       /* (n_columns, n_classes) training labels of each; NULL: not counted */
} TdTargetFit;

typedef struct
{
  TdRefs refs;
  guint        n_inputs;  /* columns */
  TdInputFit  *inputs;
  guint        n_targets; /* tasks */
  TdTargetFit *targets;
  guint        n_files;
  TdTableFile *files;
} TdFit;

TdFit *td_fit_new   (void); /* empty, one reference */
TdFit *td_fit_ref   (TdFit *self);
void   td_fit_unref (TdFit *self);
guint  td_fit_width (const TdFit *self); /* features after one-hot */
const TdTargetFit *td_fit_find_target (const TdFit *self, const char *task); /* NULL: none */
/* A sentence when @table wasn't read from the files that @self was learned from, else NULL. */
char  *td_fit_describe_change (const TdFit *self, const TdTable *table);

void   td_fit_write_json (const TdFit *self, TdJsonWriter *writer);
TdFit *td_fit_from_json  (JsonNode *node, GError **error); /* trusts nothing */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TdFit, td_fit_unref)

void td_input_fit_clear  (TdInputFit *self);
void td_target_fit_clear (TdTargetFit *self);
