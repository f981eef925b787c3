/* schedule-curve.c — a picture of the learning rate over the session's run.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/schedule-curve.h"

#include "core/optim/optimizer.h"
#include "ui/accessible.h"
#include "ui/chart/schedule-view.h"
#include "ui/style.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define REDRAW_INTERVAL (G_USEC_PER_SEC / 4) /* it creeps */
#define HEIGHT 92

struct _TdScheduleCurve
{
  GtkWidget parent_instance;

  TdSession    *session;
  TdHistoryView history;
  gint64        drawn_at;
};

G_DEFINE_FINAL_TYPE (TdScheduleCurve, td_schedule_curve, GTK_TYPE_WIDGET)

/* Borrows from the plan in force. */
static TdScheduleModel
model_of (TdScheduleCurve *self)
{
  const TdProgress *progress = td_session_get_progress (self->session);
  const TdTrainingSettings *training
    = td_training_of (&td_session_get_plan (self->session)->project);
  const TdOptimizerOptions *optimizer = training->optimizer.options;

  guint64 steps_per_epoch = MAX (progress->steps_per_epoch, 1);

  return (TdScheduleModel){ .schedule = &training->schedule,
                            .base = optimizer->learning_rate,
                            .steps_per_epoch = steps_per_epoch,
                            .epochs = (guint64) training->epochs,
                            .step = progress->epoch * steps_per_epoch + progress->batch,
                            .drops = progress->drops,
                            .past = self->history.moments,
                            .n_past = self->history.n_rows };
}

static void
redraw (TdScheduleCurve *self)
{
  TdScheduleModel model;
  g_autofree char *description = NULL;

  td_history_view_update (&self->history, td_session_get_history (self->session));
  model = model_of (self);
  description = td_schedule_view_describe (&model);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  description, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
progress_cb (TdScheduleCurve *self)
{
  gint64 now = g_get_monotonic_time ();

  if (td_session_get_status (self->session) == TD_RUN_TRAINING
      && now - self->drawn_at < REDRAW_INTERVAL)
    return;
  self->drawn_at = now;
  redraw (self);
}

static void
td_schedule_curve_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  TdScheduleCurve *self = TD_SCHEDULE_CURVE (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  TdScheduleModel model = model_of (self);
  TdPalette palette = td_style_palette (widget);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &bounds);

  td_schedule_view_draw (cr, width, height, &model, &palette);
  cairo_destroy (cr);
}

static void
td_schedule_curve_measure (GtkWidget *widget, GtkOrientation orientation, int for_size,
                           int *minimum, int *natural, int *minimum_baseline,
                           int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? HEIGHT : 0;
}

static void
td_schedule_curve_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (td_schedule_curve_parent_class)->css_changed (widget, change);
  gtk_widget_queue_draw (widget);
}

static void
td_schedule_curve_dispose (GObject *object)
{
  g_clear_object (&TD_SCHEDULE_CURVE (object)->session);
  G_OBJECT_CLASS (td_schedule_curve_parent_class)->dispose (object);
}

static void
td_schedule_curve_finalize (GObject *object)
{
  td_history_view_clear (&TD_SCHEDULE_CURVE (object)->history);
  G_OBJECT_CLASS (td_schedule_curve_parent_class)->finalize (object);
}

static void
td_schedule_curve_class_init (TdScheduleCurveClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = td_schedule_curve_dispose;
  G_OBJECT_CLASS (klass)->finalize = td_schedule_curve_finalize;
  widget_class->snapshot = td_schedule_curve_snapshot;
  widget_class->measure = td_schedule_curve_measure;
  widget_class->css_changed = td_schedule_curve_css_changed;
  gtk_widget_class_set_css_name (widget_class, "tdschedule");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
td_schedule_curve_init (TdScheduleCurve *self)
{
  td_accessible_set_name (GTK_WIDGET (self), _("Learning rate over the run"));
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}

GtkWidget *
td_schedule_curve_new (TdSession *session)
{
  TdScheduleCurve *self;

  g_return_val_if_fail (TD_IS_SESSION (session), NULL);

  self = g_object_new (TD_TYPE_SCHEDULE_CURVE, NULL);
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "planned", G_CALLBACK (redraw), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "progress", G_CALLBACK (progress_cb), self,
                           G_CONNECT_SWAPPED);
  redraw (self);
  return GTK_WIDGET (self);
}
