/* foot.c — the line at the window's foot.
 *
 * A label that gets the text it has does nothing, so only what changed costs a layout.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/foot.h"

#include "ui/format.h"
#include "ui/session-save.h"

#include <glib/gi18n.h>
#include <inttypes.h>

#define RATE_INTERVAL (G_USEC_PER_SEC / 2) /* figures that change faster can't be read */

struct _TdFoot
{
  GtkWidget parent_instance;

  GtkLabel       *epoch;
  GtkProgressBar *bar;
  GtkLabel       *rate;
  GtkLabel       *left;
  GtkLabel       *message;
  TdSession      *session;
  gint64          rated_at;
};

G_DEFINE_FINAL_TYPE (TdFoot, td_foot, GTK_TYPE_WIDGET)

static void
show_epoch (TdFoot *self, const TdProgress *progress, guint64 epochs)
{
  g_autofree char *text = NULL;
  double done = 0;

  if (epochs == 0)
    text = g_strdup_printf (_("Epoch %" PRIu64), progress->epoch);
  else
    text = g_strdup_printf (_("Epoch %" PRIu64 " / %" PRIu64), progress->epoch, epochs);
  gtk_label_set_text (self->epoch, text);
  if (epochs > 0 && progress->steps_per_epoch > 0)
    done = ((double) progress->epoch
            + (double) progress->batch / (double) progress->steps_per_epoch) / (double) epochs;
  gtk_widget_set_visible (GTK_WIDGET (self->bar), epochs > 0);
  gtk_progress_bar_set_fraction (self->bar, CLAMP (done, 0, 1));
}

static void
show_rate (TdFoot *self, const TdProgress *progress, guint64 epochs)
{
  gboolean training = td_session_get_status (self->session) == TD_RUN_TRAINING;
  guint64 steps = epochs > progress->epoch
                    ? (epochs - progress->epoch) * progress->steps_per_epoch : 0;
  gint64 now = g_get_monotonic_time ();
  g_autofree char *rate = NULL, *speed = NULL, *left = NULL, *duration = NULL;

  if (training && now - self->rated_at < RATE_INTERVAL)
    return;
  self->rated_at = now;
  if (training && progress->steps_per_second > 0)
    {
      speed = td_format_rate (progress->steps_per_second);
      rate = g_strdup_printf (_("%s steps/s"), speed);
    }
  if (rate != NULL && steps > progress->batch)
    {
      duration = td_format_duration ((double) (steps - progress->batch)
                                     / progress->steps_per_second);
      left = g_strdup_printf (_("%s left"), duration);
    }
  gtk_label_set_text (self->rate, rate != NULL ? rate : "");
  gtk_label_set_text (self->left, left != NULL ? left : "");
}

static const char *
active_name (TdFoot *self, const TdProgress *progress)
{
  const TdPlan *plan = td_session_get_plan (self->session);

  return td_task_options (td_plan_task (plan, progress->active_task))->name;
}

/* Problems, and why a run diverged, are told at the head of the window. */
static char *
dup_message (TdFoot *self, const TdProgress *progress, guint64 epochs)
{
  if (td_session_is_saving (self->session))
    return g_strdup (_("Saving…"));
  if (*progress->message != '\0' && progress->status != TD_RUN_DIVERGED)
    return g_strdup (progress->message);
  if (epochs > 0 && progress->epoch >= epochs)
    return g_strdup (_("All epochs are done: reset, or raise Epochs to go on"));
  if (progress->active_task < MIN (progress->n_tasks, td_session_get_plan (self->session)->n_tasks)
      && progress->status == TD_RUN_TRAINING)
    return g_strdup_printf (_("This step trains “%s” alone"), active_name (self, progress));
  if (progress->best_epoch > 0)
    return g_strdup_printf (_("Validation was best at %" PRIu64), progress->best_epoch);
  return g_strdup ("");
}

static void
update (TdFoot *self)
{
  const TdProgress *progress = td_session_get_progress (self->session);
  guint64 epochs
    = (guint64) td_training_of (&td_session_get_plan (self->session)->project)->epochs;
  g_autofree char *message = dup_message (self, progress, epochs);

  show_epoch (self, progress, epochs);
  show_rate (self, progress, epochs);
  if (g_strcmp0 (message, gtk_label_get_text (self->message)) == 0)
    return;
  gtk_label_set_text (self->message, message);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->message), *message != '\0' ? message : NULL);
}

static void
td_foot_dispose (GObject *object)
{
  TdFoot *self = TD_FOOT (object);
  GtkWidget *child;

  g_clear_object (&self->session);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (td_foot_parent_class)->dispose (object);
}

static void
td_foot_class_init (TdFootClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = td_foot_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "tdfoot");
  gtk_widget_class_set_template_from_resource (widget_class, "/org/tandem/Tandem/foot.ui");
  gtk_widget_class_bind_template_child (widget_class, TdFoot, epoch);
  gtk_widget_class_bind_template_child (widget_class, TdFoot, bar);
  gtk_widget_class_bind_template_child (widget_class, TdFoot, rate);
  gtk_widget_class_bind_template_child (widget_class, TdFoot, left);
  gtk_widget_class_bind_template_child (widget_class, TdFoot, message);
}

static void
td_foot_init (TdFoot *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
td_foot_set_session (TdFoot *self, TdSession *session)
{
  g_return_if_fail (TD_IS_FOOT (self) && self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "progress", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "planned", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
