/* curves.h — the two charts of a run made from its history: loss per task, accuracy.
 *
 * Used by the Curves page, by `tandem-cli plot` and by exports.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/project/settings.h"
#include "core/train/trainer.h"
#include "ui/chart/chart.h"

typedef struct _TdCurves TdCurves;

/* What a legend has a button for: a task, the mean, or a way of drawing lines. */
typedef struct
{
  const char *id;     /* a task's id, else one with a slash: of the columns of the history */
  TdSeries    sample; /* its label, look, and whether it is hidden; no points */
  const char *help;   /* a sentence, NULL for a task */
} TdCurvesEntry;

TdCurves *td_curves_new  (void);
void      td_curves_free (TdCurves *self);
/* Rebuilds the models from @history (copying only what is new) for the tasks of @project.
 * @progress adds the provisional last point of an epoch under way and the marks of edits and of
 * the best epoch; may be NULL. Answers whether anything changed. */
gboolean  td_curves_update (TdCurves *self, TdHistory *history, const TdSpec *project,
                            const TdProgress *progress, gboolean dark);
const TdChartModel *td_curves_loss     (TdCurves *self);
const TdChartModel *td_curves_accuracy (TdCurves *self); /* with the thick mean; R² for number tasks */
/* What is visible of every task once, the mean, and what dashes are: for one legend under both
 * charts. */
const TdChartModel *td_curves_legend   (TdCurves *self);

/* Lines can be hidden, by an entry's id; that outlives entries which come and go. Shown from the
 * next td_curves_update() on. td_curves_show_only() hides all other entries of its sort (tasks and
 * mean, or ways of drawing), or shows them all when they already are hidden. */
const TdCurvesEntry *td_curves_get_entries (TdCurves *self, guint *n_entries);
void                 td_curves_set_hidden  (TdCurves *self, const char *id, gboolean hidden);
void                 td_curves_show_only   (TdCurves *self, const char *id);
void                 td_curves_show_all    (TdCurves *self);
void                 td_curves_copy_hidden (TdCurves *self, TdCurves *from);

/* What is shown of each chart, and how. */
typedef struct
{
  TdChartView loss, accuracy;
} TdCurvesLook;

/* All of the run, the loss on a log axis. */
#define TD_CURVES_LOOK ((TdCurvesLook){ .loss = { .log_y = TRUE } })
/* The usual size of a picture. */
#define TD_CURVES_WIDTH 1200
#define TD_CURVES_HEIGHT 520

/* Both charts side by side with a legend; td_curves_export() as SVG, PDF or PNG by @path's ending.
 * td_curves_draw_image() answers NULL when there isn't enough memory; it has two pixels
 * to each unit of @width and @height. */
void             td_curves_draw       (TdCurves *self, cairo_t *cr, double width, double height,
                                       const TdCurvesLook *look, const TdPalette *palette);
cairo_surface_t *td_curves_draw_image (TdCurves *self, double width, double height,
                                       const TdCurvesLook *look, const TdPalette *palette);
gboolean         td_curves_export     (TdCurves *self, const char *path, double width,
                                       double height, const TdCurvesLook *look,
                                       const TdPalette *palette, GError **error);
/* What td_curves_export() writes: ".svg" and a title; NULL at the end. */
const char      *td_curves_get_format (guint position, const char **title);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TdCurves, td_curves_free)
