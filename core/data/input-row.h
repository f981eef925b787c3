/* input-row.h — one row of inputs in the user's terms: what is put in to see what comes out.
 *
 * A value per input column: a number in its own units, or the place of a text among the column's
 * categories, -1 for none of them.
 *
 * Pure functions; any thread.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/data/dataset.h"

/* The usual row: training means, and no category. @values (n_inputs). */
void td_input_row_usual  (const TdFit *fit, double *values);
/* Row @row of @data, which was encoded with @fit, up to the rounding of floats. */
void td_input_row_read   (const TdFit *fit, const TdDataset *data, gsize row, double *values);
/* @inputs (td_fit_width): as the network takes them. */
void td_input_row_encode (const TdFit *fit, const double *values, float *inputs);
/* The least and the greatest value of every column in @data; around the mean without (NULL).
 * Both (n_inputs); of text columns 0 and the number of categories - 1. */
void td_input_row_range  (const TdFit *fit, const TdDataset *data, double *least, double *most);
