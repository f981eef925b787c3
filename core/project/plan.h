/* plan.h — an immutable plain-C copy of a project with its data and network: what trainers take.
 *
 * TdData loads and encodes the data of a project and keeps the result, so that making the plan
 * after an edit of the optimizer reads no file. TdData is main-thread only; a plan is immutable
 * and reference-counted: any thread may read it.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/base/refs.h"
#include "core/data/dataset.h"
#include "core/data/folder.h"
#include "core/nn/graph.h"
#include "core/project/settings.h"
#include "core/project/task.h"

typedef struct _TdData TdData;

/* @folder: where relative paths start. @fit: a trained file's, used and not derived again (a task
 * that it lacks is fitted anew); may be NULL. */
TdData *td_data_new    (const char *folder, TdFit *fit);
/* The same where data files may be inside the project file. */
TdData *td_data_new_in (TdFolder *folder, TdFit *fit);
void    td_data_free   (TdData *self);
/* The fit stays as it is from now on: called when training starts. */
void    td_data_keep_fit (TdData *self);
/* The same files have other names from now on: @before is the project as they were found so far,
 * @after as they are found in @folder. What was read stays, if it is what @before names. */
void    td_data_move   (TdData *self, TdFolder *folder, const TdSpec *before, const TdSpec *after);
/* The table that @project, a spec that need not make a plan, takes its rows from: the one at hand,
 * else it is read. NULL with a sentence. Owned. */
TdTable *td_data_dup_table (TdData *self, const TdSpec *project, GError **error);
/* Tells what the loaded fit was learned for: another project learns anew what it uses otherwise.
 * Without this the first plan tells. */
void    td_data_know_uses (TdData *self, const TdSpec *project);
/* Plans are made of the kept fit alone where it is enough, and no data file is read: to predict. */
void    td_data_leave_out (TdData *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TdData, td_data_free)

typedef struct
{
  TdRefs refs;
  TdSpec     project; /* td_project_of() */
  TdFit     *fit;
  TdDataset *dataset; /* NULL: the data file is missing, but there is a fit */
  char      *missing; /* why there is no dataset, a sentence; else NULL */
  char      *changed; /* how the data files differ from those of @fit, a sentence; else NULL */
  gsize     *n_unseen; /* (n_tasks) labels that no training row has, counted as missing; NULL
                          without a dataset */
  TdGraph   *graph;   /* borrows options from @project */
  float    **class_weights; /* (n_tasks) of (columns, classes) as in TdLossTask; NULL: all alike */
  guint      n_tasks;
} TdPlan;

/* NULL with a sentence when the project can't be trained or used as it stands. */
TdPlan *td_plan_new   (const TdSpec *project, TdData *data, GError **error);
/* Of a project that makes no plan yet: its settings, but neither tasks nor layers nor data, and
 * @missing. It holds the place of the first real one. */
TdPlan *td_plan_new_blank (const TdSpec *project, const char *missing);
TdPlan *td_plan_ref   (TdPlan *self);
void    td_plan_unref (TdPlan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TdPlan, td_plan_unref)

const TdSpec        *td_plan_task     (const TdPlan *self, guint task);
const TdTargetFit   *td_plan_target   (const TdPlan *self, guint task);
/* What the task's loss has to know, with the 1/labelled rows of each column; borrows from both. */
TdLossTask           td_plan_loss_task (const TdPlan *self, guint task, const float *share);
guint64              td_plan_steps_per_epoch (const TdPlan *self); /* 0 without a dataset */
/* training.batch-size, but no more than there are training rows, and at least 1. */
gsize                td_plan_batch_size      (const TdPlan *self);

/* Another table (`evaluate --data`) encoded as this plan's fit says; every row is in the test
 * part. Target columns that @table lacks are missing labels. */
TdDataset *td_plan_encode (const TdPlan *self, const TdTable *table, GError **error);
