/* layout.h — names and places of every tensor in the flat arrays of a network.
 *
 * What a network computes with is one array of n_weights floats: its parameters, then running
 * statistics (batch-norm). Gradients and optimizer slots end with the parameters, after
 * n_parameters floats: optimizers never see statistics. Tensors start on 16-float boundaries; the
 * gaps are zero and stay zero.
 *
 * Immutable once the network is built and reference-counted: any thread may read it.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/base/refs.h"
#include <glib.h>

#define TD_TENSOR_ALIGNMENT 16 /* floats: one cache line, one AVX-512 register */

typedef struct
{
  char    *id;         /* the layer's id: with role, what an edit keeps */
  char    *role;       /* "weight", "bias", "running_mean" */
  char    *name;       /* in files: "trunk.0.weight" */
  gsize    offset;     /* in floats */
  gsize    n;          /* elements */
  guint    n_dims;
  gsize    dims[4];    /* shape in files (PyTorch's), row-major */
  gboolean transposed; /* two dims, held in memory as (dims[1], dims[0]) */
  gboolean statistic;  /* behind the parameters; measured, not learned */
  gboolean shared;     /* gradients of two or more enabled tasks can reach it */
  gboolean trainable;  /* not frozen, and some enabled task can reach it */
  gboolean penalized;  /* L1 and L2 apply: weights, not biases or norms */
  double   l2;         /* the layer's own, negative: the project's */
  gint     task;       /* private to this task, -1: trunk or common */
  char   **pieces;     /* names of equal parts in the order of files, which edits keep one by one, such
                        * as what a task takes of another; of a transposed tensor, its rows. NULL: it
                        * is kept as a whole */
} TdTensor;

typedef struct
{
  TdRefs refs;
  guint     n_tensors;
  TdTensor *tensors;
  gsize     n_parameters; /* floats with gaps */
  gsize     n_weights;    /* floats with gaps, statistics included */
  GHashTable *places;     /* name to index + 1, for td_layout_find() */
} TdLayout;

TdLayout *td_layout_new    (void);
TdLayout *td_layout_ref    (TdLayout *self);
void      td_layout_unref  (TdLayout *self);
/* Appends a copy of @tensor, sets its n and, of a parameter, its offset; returns its index. While
 * building only. */
guint     td_layout_add    (TdLayout *self, const TdTensor *tensor);
/* Puts the statistics behind the parameters, once all tensors are there. */
void      td_layout_finish (TdLayout *self);
/* Same tensors, places and flags: a running optimizer may go on with it. */
gboolean  td_layout_equal  (const TdLayout *a, const TdLayout *b);
const TdTensor *td_layout_find (const TdLayout *self, const char *name); /* by file name */

/* Copies between memory order and file order; @memory points at the start of the array. */
void td_tensor_to_file   (const TdTensor *self, const float *memory, float *file);
void td_tensor_from_file (const TdTensor *self, const float *file, float *memory);

/* Real parameters, without gaps and statistics. @task as in TdTensor, or -2 for all. */
gsize td_layout_count (const TdLayout *self, gint task);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TdLayout, td_layout_unref)
