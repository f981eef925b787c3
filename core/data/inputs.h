/* inputs.h — from named columns to the feature matrix: choice, one-hot, blanks, scaling.
 *
 * Pure functions on immutable tables; any thread.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/data/fit.h"
#include "core/data/settings.h"

/* How often the data had to be helped, to be said to the user. */
typedef struct
{
  gsize n_blank;  /* blank inputs: numbers take the training mean, texts are all zero */
  gsize n_unseen; /* texts that no training row has: all zero */
} TdInputNotes;

/* Chooses columns by settings->inputs (file order within a pattern, first mention wins; "*" never
 * takes a name in @targets, an exact name that is a target is an error) and learns their means,
 * scales and categories from the @n_train rows in @train into @fit->inputs. */
gboolean td_inputs_fit (TdFit                *fit,
                        const TdTable        *table,
                        const TdDataSettings *settings,
                        const char *const    *targets, /* NULL-terminated */
                        const guint32        *train,
                        gsize                 n_train,
                        GError              **error);

/* The scaled matrix (n_rows, td_fit_width), g_malloc'ed; NULL when a column is missing or a cell
 * isn't a finite float. @notes may be NULL. */
float *td_inputs_encode (const TdFit   *fit,
                         const TdTable *table,
                         TdInputNotes  *notes,
                         GError       **error);
/* The same for @n rows from @first on; adds to @notes. */
float *td_inputs_encode_rows (const TdFit   *fit,
                              const TdTable *table,
                              gsize          first,
                              gsize          n,
                              TdInputNotes  *notes,
                              GError       **error);
