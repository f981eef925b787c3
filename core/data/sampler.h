/* sampler.h — the batches of an epoch, by a kind of sampling.
 *
 * Batches are a pure function of (seed, epoch, step in the epoch): one that was interrupted goes on
 * as it would have. A task's rows are gone through in an order of chance, all once before any comes
 * again; what is left at the end of such a round is a smaller batch.
 *
 * Belongs to one thread. td_sampler_batch() allocates nothing.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/base/spec.h"
#include "core/data/dataset.h"

typedef struct _TdSampler TdSampler;

typedef struct
{
  const TdSpec      *sampling;
  const TdDataset   *data;       /* borrowed, and as the next must live as long as the sampler */
  const char *const *tasks;      /* (n_tasks) ids, which name their streams of random numbers */
  const gboolean    *enabled;    /* (n_tasks) */
  gsize              batch_size; /* at least 1 */
  guint64            seed;
  gboolean           shuffle;    /* FALSE: rows in the order of the file */
} TdSamplerSetup;

/* Which rows of a batch a task learns from. */
typedef struct
{
  gsize first, n;
} TdBatchSpan;

TdSampler *td_sampler_new  (const TdSamplerSetup *setup);
void       td_sampler_free (TdSampler *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TdSampler, td_sampler_free)

/* The rows (*n) of step @step of epoch @epoch, both from 0, and each task's part of them; valid
 * until the next call. */
const guint32 *td_sampler_batch (TdSampler *self, guint64 epoch, guint64 step, gsize *n,
                                 TdBatchSpan *spans /* (n_tasks) */);

/* Steps that an epoch has; 0 without training rows. */
guint64 td_sampler_steps (const TdSampler *self);
/* The same without making one. */
guint64 td_sampling_steps (const TdSpec *sampling, const TdDataset *data, const gboolean *enabled,
                           gsize batch_size);
/* Whether a batch has room for a row of every enabled task where each needs some: FALSE with how
 * many it has to have in *least. */
gboolean td_sampling_fits (const TdSpec *sampling, const TdDataset *data, const gboolean *enabled,
                           gsize batch_size, gsize *least);
