/* history.h — the curves of a run: bounded, and safe to read while it is written.
 *
 * A table of columns over x (epochs). Each cell keeps {min, max, last, mean} of what fell into its
 * row; when TD_HISTORY_MAX_ROWS rows are full, neighbours merge and the stride doubles, so files,
 * drawing and memory stay small for ever.
 *
 * The trainer appends, anyone reads: one mutex, held to append a row or copy rows.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include <glib.h>

#define TD_HISTORY_MAX_ROWS 65536
#define TD_HISTORY_MAX_PAIRED 12 /* tasks: with more, cosines of pairs are not recorded */

/* One value over the x-range of a row; NaN: not measured. */
typedef struct
{
  float min, max, last, mean;
} TdCell;

typedef struct _TdHistory TdHistory;

TdHistory *td_history_new   (void);
TdHistory *td_history_ref   (TdHistory *self);
void       td_history_unref (TdHistory *self);

/* Where in the run a row was measured. */
typedef struct
{
  double x; /* epochs done */
  double step, seconds, learning_rate;
} TdMoment;

/* Columns are named "t1/train_loss" (task id, not name), "mean_accuracy", of runs whose batches
 * lack labels "t1/labels", and of those that compare gradients "t1/gradient_norm", "t1/t2/cosine",
 * "conflict_rate"; found or added at the end, earlier rows NaN. Returns the column's index. */
guint    td_history_column (TdHistory *self, const char *name);
/* @values in column order; columns beyond @n_values are NaN. moment->x must grow. */
void     td_history_append (TdHistory *self, const TdMoment *moment, const double *values,
                            guint n_values);
/* Removes rows beyond @x, for Reset and going back. */
void     td_history_truncate (TdHistory *self, double x);
gsize    td_history_n_rows (TdHistory *self);

/* td_history_assign() gives @self all that @from holds, for whoever reads @self. */
TdHistory *td_history_copy   (TdHistory *self);
void       td_history_assign (TdHistory *self, TdHistory *from);
gsize      td_history_size   (TdHistory *self); /* bytes, roughly */

/* At most @n values of a column, each the mean of a row, evenly spaced over all rows with the last
 * among them: for a picture a few pixels wide. Costs the same however long the history is. Returns
 * how many; 0 when there is no such column. */
guint td_history_sample (TdHistory *self, const char *name, float *values, guint n);

/* A reader's own copy. td_history_view_update() copies only what is new since the last time and
 * answers whether anything was; cells are column-major: cells[column][row]. */
typedef struct
{
  guint    n_columns;
  char   **names;     /* (n_columns) */
  gsize    n_rows;
  double  *x;         /* (n_rows) the last x of each row */
  TdMoment *moments;  /* (n_rows) the last of each row */
  TdCell **cells;     /* (n_columns)(n_rows) */
  gsize    capacity;  /* private from here */
  guint64  revision, generation;
} TdHistoryView;

gboolean td_history_view_update (TdHistoryView *view, TdHistory *history);
void     td_history_view_clear  (TdHistoryView *view);
/* The index of a column, -1: none. */
gint     td_history_view_find   (const TdHistoryView *view, const char *name);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TdHistory, td_history_unref)
