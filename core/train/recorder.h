/* recorder.h — writes what an engine measured into a history and a progress report.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/train/engine.h"
#include "core/train/trainer.h"

typedef struct
{
  TdHistory *history; /* borrowed */
  guint      n_tasks;
  guint    (*columns)[5]; /* (n_tasks): train and validation loss, train and validation score, weight */
  guint      mean_accuracy, mean_log_loss;
  guint      conflict_rate;
  guint     *labels;     /* (n_tasks) NULL: every batch has all labels of its rows */
  guint     *norms;      /* (n_tasks) NULL: no gradients are compared */
  guint     *cosines;    /* (n_tasks, n_tasks) a < b; NULL as well when there are too many tasks */
  guint      n_values;
  double    *values;
} TdRecorder;

void td_recorder_init  (TdRecorder *self, TdHistory *history, const TdEngine *engine);
void td_recorder_clear (TdRecorder *self);
/* Appends the epoch that @engine has just closed. */
void td_recorder_take  (TdRecorder *self, const TdEngine *engine);

/* Fills all of @progress but status, message, speed and revision; tasks and training must be
 * (n_tasks). */
void td_progress_fill  (TdProgress *progress, const TdEngine *engine);
