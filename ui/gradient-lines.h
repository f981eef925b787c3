/* gradient-lines.h — the tasks' gradients over time, as lines of a chart.
 *
 * What the run has recorded comes first: it is in the file, and there whoever looks. Runs that
 * don't compare gradients record nothing of them, and none records single layers: there the lines
 * are of what was seen while somebody looked.
 *
 * Main thread only.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/train/history.h"
#include "ui/agreement-model.h"

typedef struct _TdGradientLines TdGradientLines;

TdGradientLines *td_gradient_lines_new  (void);
void             td_gradient_lines_free (TdGradientLines *self);

/* News: what was seen, and what the run has recorded since. */
void td_gradient_lines_see  (TdGradientLines *self, const TdGradients *gradients);
void td_gradient_lines_read (TdGradientLines *self, TdHistory *history);

/* These fill the lines anew. */
/* Each other task's cosine with task @chosen; @layer -1: on all that is shared. */
void td_gradient_lines_show_cosines   (TdGradientLines *self, const TdAgreementModel *tasks,
                                       guint chosen, gint layer);
void td_gradient_lines_show_norms     (TdGradientLines *self, const TdAgreementModel *tasks);
void td_gradient_lines_show_conflicts (TdGradientLines *self, const char *label, TdRgba color);
void td_gradient_lines_show_nothing   (TdGradientLines *self);

/* Borrowed until the next call of any of those above. */
const TdSeries *td_gradient_lines_get (const TdGradientLines *self, guint *n);
/* The share of pairs that conflicted in the last epoch; NaN: the run doesn't say. */
double          td_gradient_lines_last_conflict (const TdGradientLines *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TdGradientLines, td_gradient_lines_free)
