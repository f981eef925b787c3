/* checkpoint-runs.h — the runs in a project file: runs/<n>/.
 *
 * Each has project.json as it started, and edits.json. The current one, if it has begun, is the
 * last; those before it have history.csv and weights.safetensors as well.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/project/archive.h"
#include "core/train/state.h"

/* @project: that of the run, with the names of data files as they are saved. */
void     td_runs_add  (TdArchive *archive, const TdState *state, const TdSpec *project);
/* *edits NULL: there are no runs. */
gboolean td_runs_load (TdArchive *archive, const TdSpec *project, TdEdit **edits, GError **error);
