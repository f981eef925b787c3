/* cli-matrix.h — a matrix of numbers from a CSV file without a header.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include <glib.h>

typedef struct
{
  gsize   n_rows, n_columns; /* at least 1 */
  double *values;            /* (n_rows, n_columns) */
} TdCliMatrix;

/* Commas, semicolons or tabs part the numbers; blank lines don't count. Refuses what isn't a
 * finite number and rows of different lengths. On error @self needs no clearing. */
gboolean td_cli_matrix_read  (TdCliMatrix *self, const char *path, GError **error);
void     td_cli_matrix_clear (TdCliMatrix *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TdCliMatrix, td_cli_matrix_clear)
