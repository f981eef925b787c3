/* convolution.h — convolutions and poolings of images in the lane layout.
 *
 * A block is TD_LANES images, [channel][y][x][image]. Weights are PyTorch's (filters, channels,
 * size, size). Outputs at the edge are there only where a whole filter or window fits, so padding
 * is a border of zeros around the input. Part of the table in kernels.h.
 *
 * Paper: LeCun et al. 1998 (convolution); the direct form, without a matrix of patches, after
 * Zhang, Franchetti & Low, 2018, arXiv:1809.10170.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include <glib.h>

typedef struct
{
  gsize channels, height, width; /* of the input, with its border */
  gsize filters, size, stride;
  gsize out_height, out_width;
  gsize x_block, y_block;        /* floats from one block of inputs or outputs to the next */
} TdConvolution;

typedef struct
{
  gsize channels, height, width; /* of the input; its blocks follow each other */
  gsize size, stride;
  gsize out_height, out_width;
} TdPooling;

/* y = x * w + bias (NULL: 0), and max (y, 0) if @relu. With @winners, y is the largest of each
 * whole 2 x 2 window of that, and @winners says which, as in pool_max; its blocks are
 * @winners_block floats apart. */
typedef void TdConvolve (const TdConvolution *conv, const float *x, const float *w,
                         const float *bias, gboolean relu, float *y, float *winners,
                         gsize winners_block, gsize n_blocks);

/* The derivative by x, without its @border, from that by y, @d; @add adds to what is there. */
typedef void TdConvolveBack (const TdConvolution *conv, const float *d, const float *w,
                             gsize border, float *dx, gsize dx_block, gboolean add, gsize n_blocks);

/* The derivative by weights [first_filter, last_filter) x [first_tap, last_tap), over all blocks; a
 * tap is one of the channels x size x size weights of a filter. @dw is the whole array. */
typedef void TdConvolveGradient (const TdConvolution *conv, const float *x, const float *d,
                                 gsize n_blocks, gsize first_filter, gsize last_filter,
                                 gsize first_tap, gsize last_tap, float *dw);

/* Σ over blocks, pixels and images of planes [first, last) of @n_planes, @plane pixels each. */
typedef void TdSumPlanes (const float *d, gsize n_planes, gsize plane, gsize n_blocks, gsize first,
                          gsize last, float *sums);

/* The largest of each window; of equal ones the first. @winners (as y) are 32-bit whole numbers:
 * which pixel of the window that was, row by row. */
typedef void TdPoolMax (const TdPooling *pooling, const float *x, float *y, float *winners,
                        gsize n_blocks);
typedef void TdUnpoolMax (const TdPooling *pooling, const float *d, const float *winners,
                          gsize winners_block, float *dx, gboolean add, gsize n_blocks);
typedef void TdPoolAverage (const TdPooling *pooling, const float *x, float *y, gsize n_blocks);
typedef void TdUnpoolAverage (const TdPooling *pooling, const float *d, float *dx, gboolean add,
                              gsize n_blocks);
