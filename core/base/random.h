/* random.h — counter-based random numbers: the same number for the same place, whoever asks.
 *
 * Threefry-2x32 with 20 rounds (Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as
 * 1, 2, 3", SC 2011). A stream is a key made from (seed, name); the counter is (step, index). No
 * state, so any thread may compute any number, in any order.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include <glib.h>

typedef struct
{
  guint32 key[2];
} TdStream;

/* @name tells streams of one seed apart: "shuffle", a layer's id. */
TdStream td_stream      (guint64 seed, const char *name);

/* Two words per counter. The kernel `dropout` keeps element i when words[0] >= rate 2^32. */
void     td_stream_words (TdStream self, guint32 high, guint32 low, guint32 words[2]);

/* 64 bits; @step and @index up to 2^32 - 1 each. */
guint64  td_stream_bits   (TdStream self, guint32 step, guint32 index);
double   td_stream_unit   (TdStream self, guint32 step, guint32 index); /* [0, 1) */
double   td_stream_normal (TdStream self, guint32 step, guint32 index); /* mean 0, deviation 1 */

/* A permutation of 0 … n-1 (Fisher–Yates), the same for the same (stream, step). */
void     td_stream_permute (TdStream self, guint32 step, guint32 *order, gsize n);

/* A hash of (seed, row), to order rows of a data set. */
guint64  td_random_hash (guint64 seed, guint64 row);
