/* bonds.h — what a graph notes of how its tasks hang together, beside its operations.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include <glib.h>

/* Tensors of one shape that a penalty draws to their mean m: strength/2 Σ |θ - m|². */
typedef struct
{
  guint  n_tensors;
  guint *tensors;
  double strength;
} TdTie;

/* Where tasks exchange what they know, for pictures: the shares of a gate, a mask, or a stitch. */
typedef struct
{
  gint     task;   /* whose; -1: of all */
  guint    level;  /* or stage, from 0 */
  gboolean is_mask;
  guint    value;  /* (rows, n) shares or mask; of a stitch its outputs */
  gint     tensor; /* of a stitch its weights, index into the layout; else -1 */
} TdJoint;
