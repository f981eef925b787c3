/* checkpoint.h — a project file with all that belongs to it: .tandem, or a bare project.json.
 *
 * Loading trusts nothing and leaves nothing half-loaded. Saving is atomic. Any thread, as long as
 * what it is given isn't changed meanwhile.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/project/plan.h"
#include "core/project/view-state.h"
#include "core/train/history.h"
#include "core/train/state.h"

typedef struct
{
  TdSpec      project;
  TdFit      *fit;     /* NULL: not trained yet */
  TdArraySet *weights; /* NULL: not trained yet */
  TdArraySet *rest;    /* state.safetensors; NULL: none */
  TdHistory  *history; /* NULL: none */
  TdFolder   *folder;  /* the file's, with the data files inside it */
  TdEdit     *edits;   /* of the run, which knows earlier runs too; NULL: none */
  TdViewState     *view;    /* may be empty */
} TdCheckpoint;

gboolean td_checkpoint_load  (const char *path, TdCheckpoint *self, GError **error);
void     td_checkpoint_clear (TdCheckpoint *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TdCheckpoint, td_checkpoint_clear)

/* The state of a loaded file for @plan; NULL without error when it has neither weights nor earlier
 * runs. *unfit as in td_state_from_arrays(). */
TdState *td_checkpoint_state (TdCheckpoint *self, TdPlan *plan, char **unfit, GError **error);

/* What goes into a file. With `state` NULL: the document alone. A state that is before its first
 * step and has earlier runs (td_state_has_past()): the document and these. */
typedef struct
{
  const TdSpec   *project;
  const TdSpec   *run;     /* whose names of data files the run gets, when @project makes no plan and
                              the run is still that of another one; NULL: @project */
  const TdFolder *folder;  /* with the data files that go inside; NULL: none */
  const TdFit    *fit;     /* NULL: none */
  const TdState  *state;   /* NULL: not trained */
  TdHistory      *history; /* NULL: none */
  const TdViewState *view; /* NULL: not known */
} TdCheckpointParts;

gboolean td_checkpoint_save_parts (const char *path, const TdCheckpointParts *parts,
                                   GError **error);
gboolean td_checkpoint_save (const char *path, const TdSpec *project, const TdFit *fit,
                             const TdState *state, TdHistory *history, GError **error);

/* history.csv: the columns of docs/project-file.md, with task names; and back. */
char      *td_history_to_csv   (TdHistory *history, const TdSpec *project);
TdHistory *td_history_from_csv (const char *text, gsize length, const TdSpec *project, GError **error);
