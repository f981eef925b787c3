/* dataset.h — the numbers a network trains on: inputs, targets, and which rows serve for what.
 *
 * Immutable once built and reference-counted: any thread may read it.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/base/refs.h"
#include "core/data/inputs.h"

typedef enum { TD_PART_TRAIN, TD_PART_VALIDATION, TD_PART_TEST, TD_N_PARTS } TdPart;
extern const char *const td_part_names[]; /* "training", "validation", "test", NULL: as in --json */

/* One task's targets, as its task kind encodes them. */
typedef struct
{
  guint  n_columns;
  float *values;   /* (n_rows, n_columns); NaN: this row lacks this label */
  gsize *n_labels; /* (TD_N_PARTS, n_columns): rows of the part that carry the label */
  gsize  n_rows[TD_N_PARTS]; /* rows of the part that carry any of them */
} TdTargets;

typedef struct
{
  TdRefs refs;
  gsize      n_rows;
  guint      n_features;
  float     *inputs;            /* (n_rows, n_features), scaled */
  guint      n_tasks;
  TdTargets *targets;           /* (n_tasks) */
  guint32   *rows[TD_N_PARTS];  /* (n_part[p]) row numbers */
  gsize      n_part[TD_N_PARTS];
  TdInputNotes notes;
} TdDataset;

TdDataset *td_dataset_ref   (TdDataset *self);
void       td_dataset_unref (TdDataset *self);

/* Takes @inputs, @targets and @rows; counts labels. */
TdDataset *td_dataset_new (gsize n_rows, guint n_features, float *inputs,
                           guint n_tasks, TdTargets *targets,
                           guint32 *rows[TD_N_PARTS], const gsize n_part[TD_N_PARTS]);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TdDataset, td_dataset_unref)

/* Cuts rows 0 … n_rows-1 into parts: n_test = round(test n), n_validation = round(validation n),
 * the rest trains; rows are ordered by a hash of (seed, row), the first test, the next validate.
 * With a split column its values decide and the fractions don't matter. Else, if
 * there is a row @first_test_row, by a test-path or the source's own test files, the rows from it
 * on are the test part, and validation takes round(validation / (train + validation)
 * first_test_row) of the others. Rows of a part are in file order. */
gboolean td_split_rows (const TdSplitSettings *settings, const TdTable *table, gsize first_test_row,
                        guint32 *rows[TD_N_PARTS], gsize n_part[TD_N_PARTS], GError **error);
