/* settings.h — the document's option tables: project, network, training (data: core/data).
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/base/spec.h"
#include "core/data/settings.h"

typedef struct
{
  TdSpec     sharing; /* of td_sharings */
  TdSpecList trunk;   /* of td_layers */
} TdNetworkSettings;

typedef struct
{
  TdSpec   optimizer, schedule, balancer, sampling;
  gint64   batch_size, epochs; /* epochs 0: until paused */
  gboolean shuffle;
  gint64   seed, workers;      /* workers 0: measured */
  double   l1, l2, clip_norm;  /* clip_norm 0: off */
  gint64   early_stopping;     /* patience in epochs, 0: off */
  char    *monitor;            /* "loss", "mean-accuracy" or a task's name */
} TdTrainingSettings;

typedef struct
{
  char      *name;
  TdSpec     data;     /* record, TdDataSettings */
  TdSpecList tasks;    /* of td_tasks */
  TdSpec     network;  /* record, TdNetworkSettings */
  TdSpec     training; /* record, TdTrainingSettings */
} TdProjectSettings;

extern const TdFamily td_project_settings, td_network_settings, td_training_settings;

/* Shorthands into a project spec. */
const TdProjectSettings  *td_project_of  (const TdSpec *project);
const TdDataSettings     *td_data_of     (const TdSpec *project);
const TdNetworkSettings  *td_network_of  (const TdSpec *project);
const TdTrainingSettings *td_training_of (const TdSpec *project);

/* Every family there is, for `list` and the manual; NULL-terminated. */
const TdFamily *const *td_families (void);
