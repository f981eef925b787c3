/* data.h — what TdData (plan.h) has ready for a plan.
 *
 * Main thread only.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/project/plan.h"

typedef struct
{
  TdFit     *fit;
  TdDataset *dataset;  /* NULL: see @missing */
  gsize     *n_unseen; /* (n_tasks); NULL without a dataset */
  char      *missing;  /* why the data can't be read though there is a fit; else NULL */
  char      *changed;  /* how the data differ from those of the fit; else NULL */
} TdPrepared;

void td_prepared_clear (TdPrepared *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TdPrepared, td_prepared_clear)

/* @project is checked (td_document_check). Reads files only when they or their use changed. */
gboolean td_data_prepare (TdData *self, const TdSpec *project, TdPrepared *prepared,
                          GError **error);
