/* sampling.h — which rows a step trains on: the family "sampling".
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/base/random.h"
#include "core/base/spec.h"

/* The order of one epoch; a pure function of (seed, epoch), so a resumed epoch goes on as it
 * would have. */
typedef struct
{
  TdKind kind;
  /* Steps an epoch has for @n_rows training rows. */
  guint64 (*steps_per_epoch) (gconstpointer options, gsize n_rows, gsize batch_size);
  /* Fills @order (n_rows), indices into the training part, for @epoch (counted from 0). */
  void    (*order) (gconstpointer options, TdStream stream, guint64 epoch, gboolean shuffle,
                    guint32 *order, gsize n_rows);
} TdSamplingKind;

extern const TdFamily td_samplings;
