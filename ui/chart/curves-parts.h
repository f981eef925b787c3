/* curves-parts.h — what the parts of a run's charts share; not for other folders.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/chart/curves.h"
#include "ui/chart/edit-marks.h"

/* Ids of what isn't a task. Those of tasks have no slash. */
#define TD_CURVES_MEAN "/mean_accuracy"
#define TD_CURVES_TRAIN "/train_loss"
#define TD_CURVES_VALIDATION "/validation_loss"

struct _TdCurves
{
  TdHistoryView view;
  TdChartModel  loss, accuracy, legend;
  GArray       *loss_series, *accuracy_series, *legend_series; /* TdSeries */
  TdEditMarks  *marks;
  GArray       *entries; /* TdCurvesEntry */
  GPtrArray    *labels; /* char *, what the series and entries borrow */
  GHashTable   *hidden; /* char *, ids */
  guint         n_hidings, n_shown_hidings; /* changes of @hidden: all, and up to the last update */
  char         *title;  /* of the accuracy chart */
  char         *key;    /* what of the project and the style the series were made from */
  guint64       progress_revision;
};

/* The cells of "ID/NAME", or of "NAME"; NULL when there is no such column. */
const TdCell *td_curves_find_cells  (const TdCurves *self, const char *id, const char *name);
gboolean      td_curves_is_hidden   (const TdCurves *self, const char *id);

/* The series of both charts and the legend's entries, into empty lists. @progress: NULL before a
 * run. */
void          td_curves_add_series  (TdCurves *self, const TdSpecList *tasks,
                                     const TdProgress *progress, gboolean dark);
/* With the part of the epoch under way; epochs may differ in length. */
double        td_curves_epochs_done (const TdProgress *progress);
