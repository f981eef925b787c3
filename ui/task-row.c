/* task-row.c — one task in the list.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/task-row-parts.h"

#include "ui/accessible.h"
#include "ui/figure.h"
#include "ui/format.h"
#include "ui/style.h"
#include "ui/task-color.h"
#include "ui/task-edit.h"
#include "ui/task-menu.h"
#include "ui/task-text.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>

enum { PROP_ENABLED = 1, PROP_KIND, N_PROPS };
static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (TdTaskRow, td_task_row, GTK_TYPE_LIST_BOX_ROW)

static gboolean
is_enabled (TdTaskRow *self)
{
  return td_config_get_number (self->task, "enabled") != 0;
}

static GdkRGBA
color_of (TdTaskRow *self)
{
  if (!is_enabled (self))
    return (GdkRGBA){ 0.5f, 0.5f, 0.5f, 1 };
  return td_style_task_color (td_config_get_text (self->task, "color"));
}

static const char *
get_value (TdTaskRow *self)
{
  const char *text = gtk_inscription_get_text (self->value);

  return text != NULL ? text : "";
}

/* Showing the task */

/* Draws the course of the task's figure, and returns the latest; NaN: there is none. */
static double
show_line (TdTaskRow *self)
{
  const TdTaskKind *kind = (const TdTaskKind *) td_config_get_kind (self->task);
  static const char *const parts[] = { "validation", "train" }; /* there may be no validation */
  float values[TD_SPARKLINE_POINTS];
  GdkRGBA color = color_of (self);
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (parts) && (n == 0 || isnan (values[n - 1])); i++)
    {
      g_autofree char *column = g_strdup_printf ("%s/%s_%s", td_task_row_get_id (self), parts[i],
                                                 kind->has_accuracy ? "accuracy" : "r2");

      n = td_history_sample (td_session_get_history (self->session), column, values,
                             TD_SPARKLINE_POINTS);
    }
  td_sparkline_show (self->line, values, n, &color);
  return n > 0 ? values[n - 1] : NAN;
}

static void
show_color (TdTaskRow *self)
{
  GdkRGBA color = color_of (self);

  td_bar_set_part (self->swatch, 0, 1, &color);
  td_task_weight_set_color (self->weight, &color);
  show_line (self);
}

/* Every control says whose it is: there are as many of each as there are tasks. */
static void
name_controls (TdTaskRow *self)
{
  const char *name = td_config_get_text (self->task, "name");
  g_autofree char *color = g_strdup_printf (_("Color of %s"), name);
  g_autofree char *enabled = g_strdup_printf (_("%s learns"), name);
  g_autofree char *more = g_strdup_printf (_("Menu of %s"), name);
  g_autofree char *hint = g_strdup_printf (_("Hint about %s"), name);
  g_autofree char *entry = g_strdup_printf (_("New name of %s"), name);

  td_accessible_set_name (gtk_widget_get_first_child (GTK_WIDGET (self->color)), color);
  td_accessible_set_name (GTK_WIDGET (self->enabled), enabled);
  td_accessible_set_name (self->more, more);
  td_accessible_set_name (gtk_widget_get_first_child (GTK_WIDGET (self->hint)), hint);
  td_accessible_set_name (GTK_WIDGET (self->entry), entry);
}

static void
describe (TdTaskRow *self)
{
  const char *hint = gtk_label_get_text (self->hint_text);
  g_autofree char *text = g_strdup_printf ("%s %s%s%s", self->summary != NULL ? self->summary : "",
                                           get_value (self),
                                           *hint != '\0' ? ". " : "", hint);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  td_config_get_text (self->task, "name"),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

static void
show_task (TdTaskRow *self)
{
  gboolean enabled = is_enabled (self);

  gtk_label_set_text (self->name, td_config_get_text (self->task, "name"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->name), td_config_get_text (self->task, "name"));
  gtk_switch_set_active (self->enabled, enabled);
  if (enabled)
    gtk_widget_remove_css_class (GTK_WIDGET (self), "off");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self), "off");
  show_color (self);
  name_controls (self);
  describe (self);
}

static void
task_changed_cb (TdTaskRow *self, TdConfig *origin, const TdOption *option)
{
  if (origin != self->task) /* the head, the loss */
    return;
  show_task (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ENABLED]);
  if (option == NULL)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_KIND]);
}

static void
switched_cb (TdTaskRow *self)
{
  g_object_set (self, "enabled", gtk_switch_get_active (self->enabled), NULL);
}

static gboolean
tooltip_cb (TdTaskRow *self, int x, int y, gboolean by_keys, GtkTooltip *tooltip)
{
  g_autofree char *text = *get_value (self) != '\0' ? td_task_text_metrics (&self->metrics, self->labels)
                                              : NULL;

  gtk_tooltip_set_text (tooltip, text);
  return text != NULL;
}

/* Actions */

static void
rename_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  td_task_row_start_rename (TD_TASK_ROW (widget));
}

static void
color_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_menu_button_popup (TD_TASK_ROW (widget)->color);
}

static void
menu_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  td_task_menu_popup (TD_TASK_ROW (widget), TD_TASK_ROW (widget)->more, NULL);
}

static void
right_pressed_cb (TdTaskRow *self, int n_press, double x, double y)
{
  td_task_menu_popup (self, GTK_WIDGET (self), &(GdkRectangle){ (int) x, (int) y, 1, 1 });
}

static void
long_pressed_cb (TdTaskRow *self, double x, double y)
{
  right_pressed_cb (self, 1, x, y);
}

static void
create_color_popover (GtkMenuButton *button, gpointer user_data)
{
  if (gtk_menu_button_get_popover (button) == NULL)
    gtk_menu_button_set_popover (button, td_task_color_popover_new (TD_TASK_ROW (user_data)->task));
}

/* Object */

static void
td_task_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  TdTaskRow *self = TD_TASK_ROW (object);

  if (id == PROP_ENABLED)
    g_value_set_boolean (value, self->task != NULL && is_enabled (self));
  else if (id == PROP_KIND)
    g_value_set_string (value, self->task != NULL ? td_config_get_kind (self->task)->id : NULL);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
td_task_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  TdTaskRow *self = TD_TASK_ROW (object);
  const TdKind *kind;

  if (id == PROP_ENABLED && self->task != NULL)
    td_config_set_number (self->task, "enabled", g_value_get_boolean (value), NULL);
  else if (id == PROP_KIND && self->task != NULL)
    {
      kind = td_family_find (&td_tasks, g_value_get_string (value));
      if (kind != NULL)
        td_task_edit_set_kind (self->session, self->task, (const TdTaskKind *) kind);
    }
}

static void
td_task_row_dispose (GObject *object)
{
  TdTaskRow *self = TD_TASK_ROW (object);

  self->renaming = FALSE;
  td_task_menu_drop (self);
  g_clear_pointer (&self->dataset, td_dataset_unref);
  g_clear_object (&self->task);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (td_task_row_parent_class)->dispose (object);
}

static void
td_task_row_finalize (GObject *object)
{
  g_free (TD_TASK_ROW (object)->summary);
  G_OBJECT_CLASS (td_task_row_parent_class)->finalize (object);
}

static void
add_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "task.rename", NULL, rename_cb);
  gtk_widget_class_install_action (widget_class, "task.color", NULL, color_cb);
  gtk_widget_class_install_action (widget_class, "task.menu", NULL, menu_cb);
  gtk_widget_class_install_property_action (widget_class, "task.enabled", "enabled");
  gtk_widget_class_install_property_action (widget_class, "task.kind", "kind");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F2, 0, "task.rename", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "task.menu",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "task.menu", NULL);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, TdTaskRow, color);
  gtk_widget_class_bind_template_child (widget_class, TdTaskRow, swatch);
  gtk_widget_class_bind_template_child (widget_class, TdTaskRow, names);
  gtk_widget_class_bind_template_child (widget_class, TdTaskRow, name);
  gtk_widget_class_bind_template_child (widget_class, TdTaskRow, entry);
  gtk_widget_class_bind_template_child (widget_class, TdTaskRow, hint);
  gtk_widget_class_bind_template_child (widget_class, TdTaskRow, hint_text);
  gtk_widget_class_bind_template_child (widget_class, TdTaskRow, kind);
  gtk_widget_class_bind_template_child (widget_class, TdTaskRow, enabled);
  gtk_widget_class_bind_template_child (widget_class, TdTaskRow, weight);
  gtk_widget_class_bind_template_child (widget_class, TdTaskRow, value);
  gtk_widget_class_bind_template_child (widget_class, TdTaskRow, line);
  gtk_widget_class_bind_template_child (widget_class, TdTaskRow, more);
  gtk_widget_class_bind_template_callback (widget_class, switched_cb);
  td_task_row_class_bind_rename (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, tooltip_cb);
  gtk_widget_class_bind_template_callback (widget_class, right_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, long_pressed_cb);
}

static void
td_task_row_class_init (TdTaskRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  g_type_ensure (TD_TYPE_BAR);
  g_type_ensure (TD_TYPE_SPARKLINE);
  g_type_ensure (TD_TYPE_TASK_WEIGHT);
  object_class->get_property = td_task_row_get_property;
  object_class->set_property = td_task_row_set_property;
  object_class->dispose = td_task_row_dispose;
  object_class->finalize = td_task_row_finalize;
  props[PROP_ENABLED] = g_param_spec_boolean ("enabled", NULL, NULL, TRUE, flags);
  props[PROP_KIND] = g_param_spec_string ("kind", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/tandem/Tandem/task-row.ui");
  bind_children (widget_class);
  add_actions (widget_class);
}

static void
td_task_row_init (TdTaskRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->color, create_color_popover, self, NULL);
}

GtkWidget *
td_task_row_new (TdSession *session, TdConfig *task)
{
  TdTaskRow *self;

  g_return_val_if_fail (TD_IS_SESSION (session), NULL);
  g_return_val_if_fail (TD_IS_CONFIG (task), NULL);

  self = g_object_new (TD_TYPE_TASK_ROW, NULL);
  self->session = g_object_ref (session);
  self->task = g_object_ref (task);
  td_task_weight_set_task (self->weight, session, task);
  show_task (self);
  g_signal_connect_object (task, "changed", G_CALLBACK (task_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (show_color), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

const char *
td_task_row_get_id (TdTaskRow *self)
{
  g_return_val_if_fail (TD_IS_TASK_ROW (self), NULL);
  return td_config_get_text (self->task, "id");
}

TdConfig *
td_task_row_get_task (TdTaskRow *self)
{
  g_return_val_if_fail (TD_IS_TASK_ROW (self), NULL);
  return self->task;
}

TdSession *
td_task_row_get_session (TdTaskRow *self)
{
  g_return_val_if_fail (TD_IS_TASK_ROW (self), NULL);
  return self->session;
}

/* Counts rows, so it is done for new data only. */
static void
show_labels (TdTaskRow *self, const TdPlan *plan, guint task)
{
  g_autofree char *labels = td_task_text_labels (plan, task);
  g_autofree char *hint = td_task_text_imbalance (plan, task);

  g_clear_pointer (&self->dataset, td_dataset_unref);
  if (plan->dataset != NULL)
    self->dataset = td_dataset_ref (plan->dataset);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->kind), labels);
  gtk_widget_set_visible (GTK_WIDGET (self->hint), hint != NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->hint), hint);
  gtk_label_set_text (self->hint_text, hint != NULL ? hint : "");
}

void
td_task_row_show_plan (TdTaskRow *self)
{
  const TdPlan *plan;

  g_return_if_fail (TD_IS_TASK_ROW (self));

  plan = td_session_get_plan (self->session);
  for (guint i = 0; i < plan->n_tasks; i++)
    if (g_str_equal (td_task_options (td_plan_task (plan, i))->id, td_task_row_get_id (self)))
      {
        g_free (self->summary);
        self->summary = td_task_text_summary (plan, i);
        if (!self->renaming)
          td_task_row_show_summary (self, NULL);
        if (plan->dataset == NULL || plan->dataset != self->dataset)
          show_labels (self, plan, i);
        describe (self);
      }
}

void
td_task_row_show_metrics (TdTaskRow *self, const TdTaskMetrics *metrics)
{
  const TdTaskKind *kind = (const TdTaskKind *) td_config_get_kind (self->task);
  TdTaskMetrics shown = *metrics;
  g_autofree char *value = NULL;
  double latest;

  g_return_if_fail (TD_IS_TASK_ROW (self));

  latest = show_line (self);
  if (!isfinite (kind->has_accuracy ? shown.accuracy : shown.r2)) /* a file was opened just now */
    *(kind->has_accuracy ? &shown.accuracy : &shown.r2) = latest;
  value = td_format_metrics (&shown);
  self->metrics = shown;
  if (g_strcmp0 (value, get_value (self)) == 0)
    return;
  td_figure_show (self->value, value);
  describe (self);
}

void
td_task_row_show_step (TdTaskRow *self, double labels, gboolean alone)
{
  g_return_if_fail (TD_IS_TASK_ROW (self));

  self->labels = labels;
  if (alone)
    gtk_widget_add_css_class (GTK_WIDGET (self), "in-step");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "in-step");
}
