/* most-frequent.h — how often each class occurs: what a model that never looks would get right.
 *
 * Pure functions; any thread.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/data/dataset.h"

typedef struct
{
  gsize n_labels; /* labelled cells */
  gsize n_most;   /* of these, of the most frequent class */
  guint most;     /* which; the first of equals */
} TdMostFrequent;

/* Column @column of @targets, encoded as 0 … n_classes - 1, over the @n rows in @rows. */
TdMostFrequent td_most_frequent (const TdTargets *targets, guint column, guint n_classes,
                                 const guint32 *rows, gsize n);
