/* predict.h — what a trained network answers to rows it hasn't seen.
 *
 * Rows are encoded and computed in chunks, so that a large table costs no more than itself. Chunks
 * are cut into slices whose size depends on nothing else: the bits are those of td_evaluate().
 *
 * A predictor belongs to one thread at a time.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/project/plan.h"

#define TD_PREDICT_ROWS 2048 /* in a chunk */

typedef struct _TdPredictor TdPredictor;

/* Borrows @parameters; @plan needs no data set. */
TdPredictor *td_predictor_new     (TdPlan *plan, const float *parameters);
void         td_predictor_free    (TdPredictor *self);
/* Computes the @n <= TD_PREDICT_ROWS rows of @table from @first on; adds to @notes. FALSE with a
 * sentence when an input column is missing or a cell can't be read. */
gboolean     td_predictor_run     (TdPredictor *self, const TdTable *table, gsize first, gsize n,
                                   TdInputNotes *notes, GError **error);
/* The raw outputs of the last run, (n, n_outputs), for TdTaskKind.answer; stays @self's. */
const float *td_predictor_outputs (const TdPredictor *self, guint task, guint *n_outputs);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TdPredictor, td_predictor_free)

/* Takes the next piece of a text; FALSE ends the work. */
typedef gboolean (*TdTextFunc) (gpointer data, const char *text, gsize length, GError **error);

/* Answers all rows of @table as a CSV file, with a header, rows in order: per enabled task NAME,
 * then NAME:DETAIL as its kind names them. */
gboolean td_predict_csv (TdPlan *plan, const float *parameters, const TdTable *table,
                         TdTextFunc write, gpointer data, TdInputNotes *notes, GError **error);
