/* guess-task.h — which kind of task people mean when they choose these columns as targets.
 *
 * Each task kind says how likely it is (TdTaskKind.guess). Pure functions; any thread.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/project/task.h"

/* The likeliest kind; NULL: none can read these columns together. */
const TdTaskKind *td_task_guess     (const TdColumnSummary *columns, guint n_columns);
/* Whether @kind can read them at all. */
gboolean          td_task_kind_fits (const TdTaskKind *kind, const TdColumnSummary *columns,
                                     guint n_columns);
