/* random-kernels.h — loops that draw random numbers; a part of td_kernels(), with its promises.
 *
 * Numbers are those of td_stream_words() (core/base/random.h), so they depend on a stream's key and
 * a counter alone.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include <glib.h>

/* y = keep ? x / (1 - rate) : 0, where element i is kept when words[0] of td_stream_words() for
 * stream @key and counter (@step, @first + i) is >= rate 2^32. x and y may be the same array. */
typedef void TdDropout (const float *x, float *y, gsize n, float rate, const guint32 key[2],
                        guint32 step, guint32 first);

/* y in [0, 1): the upper 24 bits of words[0] of td_stream_words() for stream @key and counter
 * (@step, @first + i). */
typedef void TdUniform (float *y, gsize n, const guint32 key[2], guint32 step, guint32 first);

/* Gradient sign dropout of the n floats from @at on of each of some vectors: an element is kept in
 * the vectors that agree with its sign, else multiplied by @leak. The sign is up where the share of
 * what pulls up, ½ (1 + Σ x / Σ |x|), is above chances[i]. */
typedef void TdDropSigns (float *const *vectors, guint n_vectors, gsize at, gsize n, float leak,
                          const float *chances);
