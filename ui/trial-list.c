/* trial-list.c — the step lab.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/trial-list.h"

#include "ui/accessible.h"
#include "ui/format.h"
#include "ui/trial-row.h"
#include "ui/watch.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _TdTrialList
{
  GtkWidget parent_instance;

  GtkLabel   *summary;
  GtkBox     *headings; /* of the rows' columns */
  GtkButton  *freeze;
  GtkListBox *list;

  TdSession *session;
  TdWatch   *watch;
  TdStepLab *lab; /* the newest; NULL: none yet */
  TdConfig  *balancer;
};

G_DEFINE_FINAL_TYPE (TdTrialList, td_trial_list, GTK_TYPE_WIDGET)

static TdTrialRow *
row_at (TdTrialList *self, guint position)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, (int) position);

  return row != NULL ? TD_TRIAL_ROW (row) : NULL;
}

static void
show_used (TdTrialList *self)
{
  const TdKind *kind = td_config_get_kind (self->balancer);
  TdTrialRow *row;

  for (guint i = 0; (row = row_at (self, i)) != NULL; i++)
    td_trial_row_set_used (row, &td_trial_row_get_kind (row)->kind == kind);
}

static void
show_summary (TdTrialList *self)
{
  g_autofree char *step = NULL, *rate = NULL, *text = NULL;

  if (self->lab != NULL)
    {
      step = td_format_count (self->lab->step);
      rate = td_format_number (self->lab->rate);
      text = g_strdup_printf (_("One batch after step %s, and a trial step of rate %s, which is "
                                "undone: a bar is a loss's change as measured, to the left where it "
                                "falls, a tick as predicted."), step, rate);
    }
  gtk_label_set_text (self->summary, text != NULL ? text : _("There is no batch to look at yet"));
}

/* The trial of a row's kind: trials stand in the order of the family, as rows do. */
static void
show (TdTrialList *self)
{
  TdTrialRow *row;

  for (guint i = 0; (row = row_at (self, i)) != NULL; i++)
    td_trial_row_show (row, self->lab != NULL && i < self->lab->n_trials ? self->lab : NULL, i);
  show_summary (self);
}

static void
take (gpointer widget, gpointer lab)
{
  TdTrialList *self = TD_TRIAL_LIST (widget);

  td_step_lab_free (self->lab);
  self->lab = lab;
  show (self);
}

static gpointer
ask (gpointer widget)
{
  return td_step_lab_ask (0);
}

static const TdWatcher watcher = { .job = &td_step_lab_job, .ask = ask, .take = take };

static void
freeze_cb (TdTrialList *self)
{
  td_watch_ask (self->watch);
}

/* Old bars are about other tasks. */
static void
planned_cb (TdTrialList *self)
{
  if (self->lab != NULL && self->lab->plan->graph != td_session_get_plan (self->session)->graph)
    freeze_cb (self);
}

static void
use_cb (TdTrialList *self, TdTrialRow *row)
{
  td_config_set_kind (self->balancer, &td_trial_row_get_kind (row)->kind);
}

/* Enter, or a second click. */
static void
activated_cb (TdTrialList *self, GtkListBoxRow *row)
{
  use_cb (self, TD_TRIAL_ROW (row));
}

static void
td_trial_list_dispose (GObject *object)
{
  TdTrialList *self = TD_TRIAL_LIST (object);
  GtkWidget *child;

  g_clear_pointer (&self->watch, td_watch_free);
  g_clear_object (&self->balancer);
  g_clear_object (&self->session);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (td_trial_list_parent_class)->dispose (object);
}

static void
td_trial_list_finalize (GObject *object)
{
  td_step_lab_free (TD_TRIAL_LIST (object)->lab);
  G_OBJECT_CLASS (td_trial_list_parent_class)->finalize (object);
}

static void
td_trial_list_class_init (TdTrialListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = td_trial_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = td_trial_list_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "tdtrials");
  gtk_widget_class_set_template_from_resource (widget_class, "/org/tandem/Tandem/trial-list.ui");
  gtk_widget_class_bind_template_child (widget_class, TdTrialList, summary);
  gtk_widget_class_bind_template_child (widget_class, TdTrialList, headings);
  gtk_widget_class_bind_template_child (widget_class, TdTrialList, freeze);
  gtk_widget_class_bind_template_child (widget_class, TdTrialList, list);
  gtk_widget_class_bind_template_callback (widget_class, freeze_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

static void
td_trial_list_init (TdTrialList *self)
{
  g_autoptr(GtkSizeGroup) titles = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);

  gtk_widget_init_template (GTK_WIDGET (self));
  td_accessible_set_name (GTK_WIDGET (self->list), _("Step Lab"));
  gtk_box_append (self->headings, td_trial_row_new_headings (titles));
  for (guint i = 0; td_balancers.kinds[i] != NULL; i++)
    {
      GtkWidget *row = td_trial_row_new ((const TdBalancerKind *) td_balancers.kinds[i],
                                         titles);

      g_signal_connect_swapped (row, "use", G_CALLBACK (use_cb), self);
      gtk_list_box_append (self->list, row);
    }
  show (self);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (show),
                           self, G_CONNECT_SWAPPED);
}

void
td_trial_list_set_session (TdTrialList *self, TdSession *session)
{
  TdConfig *training;

  g_return_if_fail (TD_IS_TRIAL_LIST (self) && self->session == NULL);

  training = td_project_get_training (td_session_get_project (session));
  self->session = g_object_ref (session);
  self->balancer = g_object_ref (td_config_get_child (training, "balancer"));
  g_signal_connect_object (self->balancer, "changed", G_CALLBACK (show_used), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "planned", G_CALLBACK (planned_cb), self, G_CONNECT_SWAPPED);
  show_used (self);
  self->watch = td_watch_new (GTK_WIDGET (self), session, &watcher);
}
