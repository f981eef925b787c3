/* target-values.h — a target column as a few distinct values: what task kinds read labels from.
 *
 * Task kinds decide once per distinct value what it means, and once per row which value it is, so
 * numbers and texts go one way and a large table costs no more than a pass over its codes.
 *
 * Pure functions on immutable tables; any thread.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/project/task.h"

typedef struct
{
  guint    n;       /* distinct values, in order of appearance */
  char   **texts;   /* (n) numbers in their shortest form; NULL-terminated */
  double  *numbers; /* (n) NaN where the text isn't a finite number */
  guint32 *codes;   /* (n_rows), TD_MISSING: no label */
} TdTargetValues;

/* @column NULL: every row lacks a label. */
void td_target_values_init  (TdTargetValues *self, const TdColumn *column, gsize n_rows);
void td_target_values_clear (TdTargetValues *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TdTargetValues, td_target_values_clear)

/* The codes that occur in the @n_train rows of @train, as flags (n). */
gboolean *td_target_values_used (const TdTargetValues *self, const guint32 *train, gsize n_train);
/* Sorts codes: by number when all of them are numbers, else by bytes. */
void      td_target_values_sort (const TdTargetValues *self, guint32 *codes, guint n);

/* Whether @text, from a file or an option, means the value @code: the same text or number. */
gboolean  td_target_values_match (const TdTargetValues *self, guint code, const char *text);
/* NaN when @text isn't a finite number. */
double    td_target_number (const char *text);

/* Reads 1, yes, true and y as 1, their opposites as 0, in any letter case; -1: no such word. */
int         td_yes_no_word     (const char *text);
const char *td_yes_no_opposite (const char *word); /* "no" for "yes" */

/* Every row's value as @meaning (n) says, NaN: not a label. Writes each @stride floats; counts
 * labelled rows that have no meaning. */
void td_target_values_encode (const TdTargetValues *self, const float *meaning, gsize n_rows,
                              float *values, gsize stride, gsize *n_unseen);

/* FALSE with "Task “Ink”, column “ink”: ", the place of @row (G_MAXSIZE: none), and a sentence. */
gboolean td_target_refuse (GError **error, gconstpointer options, const TdColumn *column,
                           const TdTable *table, gsize row, const char *format, ...)
  G_GNUC_PRINTF (6, 7);
/* Refuses a task of @n_columns targets unless there is exactly one. */
gboolean td_target_is_single (gconstpointer options, guint n_columns, GError **error);
/* Refuses a fit that another kind of task learned, as when a trained project is edited. */
gboolean td_target_refuse_fit (gconstpointer options, GError **error);
