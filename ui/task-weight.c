/* task-weight.c — see task-weight.h.
 *
 * The slider is GTK's, for its keys, steps and what it tells assistive tools; its filled part takes
 * the widget's text colour, which the style sheet of each one sets.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/task-weight.h"

#include "core/balance/balancer.h"
#include "core/balance/describe.h"
#include "ui/accessible.h"

#include <glib/gi18n.h>
#include <math.h>

/* λ = (81^p - 1) / 8 is 0, 1 and 10 at 0, 1/2 and 1. */
#define BASE 81.0
#define SPAN 8.0
#define STEP 0.02
#define PAGE 0.1
#define ENTRY_CHARS 4

struct _TdTaskWeight
{
  GtkWidget parent_instance;

  GtkWidget      *scale;
  GtkWidget      *label;
  GtkWidget      *entry;
  GtkCssProvider *style;
  TdSession      *session;
  TdConfig       *task;
  gboolean        showing;  /* controls are being filled from the task */
  gboolean        dragging;
};

G_DEFINE_FINAL_TYPE (TdTaskWeight, td_task_weight, GTK_TYPE_WIDGET)

double
td_task_weight_to_position (double weight)
{
  return CLAMP (log1p (SPAN * MAX (weight, 0)) / log (BASE), 0, 1);
}

double
td_task_weight_from_position (double position)
{
  double weight = expm1 (position * log (BASE)) / SPAN;
  double unit = weight < 2 ? 0.01 : 0.05;

  return round (weight / unit) * unit;
}

/* "1", "0.25", "1e-05": as it may be typed. */
static char *
dup_text (double weight)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (weight == 0 || (weight >= 0.01 && weight < 1000))
    {
      g_ascii_formatd (text, sizeof text, "%.2f", weight);
      if (fabs (g_ascii_strtod (text, NULL) - weight) < 1e-9)
        return g_strdup (text);
    }
  return g_strdup (g_ascii_formatd (text, sizeof text, "%.3g", weight));
}

static void
show_error (TdTaskWeight *self, const GError *error)
{
  if (error != NULL)
    gtk_widget_add_css_class (self->entry, "error");
  else
    gtk_widget_remove_css_class (self->entry, "error");
  gtk_widget_set_tooltip_text (self->entry, error != NULL ? error->message
                               : _("The task’s weight λ in the total loss"));
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
                               error != NULL ? GTK_ACCESSIBLE_INVALID_TRUE
                                             : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static void
show_weight (TdTaskWeight *self)
{
  double weight = td_config_get_number (self->task, "weight");
  g_autofree char *text = dup_text (weight);

  self->showing = TRUE;
  gtk_range_set_value (GTK_RANGE (self->scale), td_task_weight_to_position (weight));
  if (g_strcmp0 (text, gtk_editable_get_text (GTK_EDITABLE (self->entry))) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scale),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text, -1);
  show_error (self, NULL);
  self->showing = FALSE;
}

static void
show_name (TdTaskWeight *self)
{
  const char *name = td_config_get_text (self->task, "name");
  g_autofree char *slider = g_strdup_printf (_("λ of %s"), name);
  g_autofree char *number = g_strdup_printf (_("λ of %s as a number"), name);

  td_accessible_set_name (self->scale, slider);
  td_accessible_set_name (self->entry, number);
}

static void
changed_cb (TdTaskWeight *self, TdConfig *origin, const TdOption *option)
{
  if (origin != self->task)
    return;
  if (option == NULL || g_str_equal (option->name, "weight"))
    show_weight (self);
  if (option == NULL || g_str_equal (option->name, "name"))
    show_name (self);
}

static void
moved_cb (TdTaskWeight *self)
{
  double position = gtk_range_get_value (GTK_RANGE (self->scale));

  if (!self->showing && self->task != NULL)
    td_config_set_number (self->task, "weight", td_task_weight_from_position (position), NULL);
}

static void
end_drag (TdTaskWeight *self)
{
  if (self->dragging)
    td_session_end_edit (self->session);
  self->dragging = FALSE;
}

/* A press and all that follows until the release are one edit. */
static gboolean
event_cb (TdTaskWeight *self, GdkEvent *event)
{
  GdkEventType type = gdk_event_get_event_type (event);

  if ((type == GDK_BUTTON_PRESS || type == GDK_TOUCH_BEGIN) && !self->dragging)
    {
      self->dragging = TRUE;
      td_session_begin_edit (self->session, NULL);
    }
  else if (type == GDK_BUTTON_RELEASE || type == GDK_TOUCH_END || type == GDK_TOUCH_CANCEL)
    end_drag (self);
  return GDK_EVENT_PROPAGATE;
}

static void
commit_cb (TdTaskWeight *self)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *shown = NULL;
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  if (self->task == NULL || self->showing)
    return;
  shown = dup_text (td_config_get_number (self->task, "weight"));
  if (g_str_equal (shown, text)) /* it may have more digits than are shown */
    show_error (self, NULL);
  else if (td_config_set_value (self->task, "weight", text, &error))
    show_weight (self);
  else
    show_error (self, error);
}

static gboolean
key_cb (TdTaskWeight *self, guint keyval)
{
  if (keyval != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;
  show_weight (self);
  return GDK_EVENT_STOP;
}

/* A wheel that scrolls the list stops over sliders by chance, and must not turn them. */
static void
ignore_wheel (GtkWidget *scale)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (scale);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_SCROLL (controller))
        gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_NONE);
    }
}

static GtkWidget *
make_scale (TdTaskWeight *self)
{
  GtkWidget *scale = gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, 0, 1, STEP);
  GtkEventController *events = gtk_event_controller_legacy_new ();

  gtk_range_set_increments (GTK_RANGE (scale), STEP, PAGE);
  gtk_widget_set_hexpand (scale, TRUE);
  gtk_widget_set_tooltip_text (scale, _("The task’s weight λ in the total loss"));
  gtk_event_controller_set_propagation_phase (events, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (events, "event", G_CALLBACK (event_cb), self);
  gtk_widget_add_controller (scale, events);
  ignore_wheel (scale);
  g_signal_connect_swapped (scale, "value-changed", G_CALLBACK (moved_cb), self);
  return scale;
}

static GtkWidget *
make_entry (TdTaskWeight *self)
{
  GtkWidget *entry = gtk_entry_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_editable_set_width_chars (GTK_EDITABLE (entry), ENTRY_CHARS);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), ENTRY_CHARS);
  gtk_entry_set_has_frame (GTK_ENTRY (entry), FALSE);
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (commit_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (commit_cb), self);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (entry, focus);
  gtk_widget_add_controller (entry, keys);
  return entry;
}

static void
td_task_weight_dispose (GObject *object)
{
  TdTaskWeight *self = TD_TASK_WEIGHT (object);

  end_drag (self);
  self->showing = TRUE; /* controls that go away have nothing to say */
  g_clear_object (&self->task);
  g_clear_object (&self->session);
  g_clear_object (&self->style);
  g_clear_pointer (&self->scale, gtk_widget_unparent);
  g_clear_pointer (&self->label, gtk_widget_unparent);
  g_clear_pointer (&self->entry, gtk_widget_unparent);
  G_OBJECT_CLASS (td_task_weight_parent_class)->dispose (object);
}

static void
td_task_weight_class_init (TdTaskWeightClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = td_task_weight_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "tdweight");
}

static void
td_task_weight_init (TdTaskWeight *self)
{
  self->scale = make_scale (self);
  self->label = gtk_label_new ("λ");
  self->entry = make_entry (self);
  gtk_widget_add_css_class (self->label, "dim-label");
  gtk_widget_set_parent (self->scale, GTK_WIDGET (self));
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  gtk_widget_set_parent (self->entry, GTK_WIDGET (self));
}

/* The balancer may have no use for it; then it is dimmed, and says why. */
static void
show_use (TdTaskWeight *self)
{
  TdConfig *training = td_project_get_training (td_session_get_project (self->session));
  const TdKind *kind = td_config_get_kind (td_config_get_child (training, "balancer"));
  const TdBalancerKind *balancer = (const TdBalancerKind *) kind;
  gboolean is_used = balancer == NULL || balancer->lambda != TD_LAMBDA_CANCELLED;
  const char *text = balancer != NULL && balancer->lambda != TD_LAMBDA_KEPT
                       ? td_balancer_lambda_text (balancer)
                       : NULL;
  g_autofree char *why = text != NULL ? g_strdup_printf (_("%s: %s"), _(kind->title), text) : NULL;

  gtk_widget_set_sensitive (GTK_WIDGET (self), is_used);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), is_used ? NULL : why);
  gtk_widget_set_tooltip_text (self->scale,
                               why != NULL ? why : _("The task’s weight λ in the total loss"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scale),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, why != NULL ? why : "", -1);
}

void
td_task_weight_set_task (TdTaskWeight *self, TdSession *session, TdConfig *task)
{
  g_return_if_fail (TD_IS_TASK_WEIGHT (self));
  g_return_if_fail (self->task == NULL);

  self->session = g_object_ref (session);
  self->task = g_object_ref (task);
  show_weight (self);
  show_name (self);
  show_use (self);
  g_signal_connect_object (td_session_get_project (session), "edited", G_CALLBACK (show_use), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (task, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

void
td_task_weight_set_color (TdTaskWeight *self, const GdkRGBA *color)
{
  g_autofree char *text = gdk_rgba_to_string (color);
  g_autofree char *css = g_strdup_printf ("scale { color: %s; }", text);
  GtkStyleContext *context = gtk_widget_get_style_context (self->scale);

  g_return_if_fail (TD_IS_TASK_WEIGHT (self));

  if (self->style == NULL)
    {
      self->style = gtk_css_provider_new ();
      gtk_style_context_add_provider (context, GTK_STYLE_PROVIDER (self->style),
                                      GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 1);
    }
  gtk_css_provider_load_from_data (self->style, css, -1);
}
