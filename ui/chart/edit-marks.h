/* edit-marks.h — the edits of a run as marks on the x axis of its charts.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/train/edits.h"
#include "ui/chart/chart.h"

typedef struct _TdEditMarks TdEditMarks;

TdEditMarks *td_edit_marks_new  (void);
void         td_edit_marks_free (TdEditMarks *self);

/* @edits may be NULL. Costs nothing when they are those of the last time, and only what is new when
 * they go on from there. Answers whether there is any difference. */
gboolean td_edit_marks_update (TdEditMarks *self, TdEdit *edits, guint64 steps_per_epoch);
/* Ascending in x; borrowed until the next update. */
const TdChartMark *td_edit_marks_get (TdEditMarks *self, guint *n_marks);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TdEditMarks, td_edit_marks_free)
