/* task-row.c — one task in the list.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/task-row.h"

#include "ui/bar.h"
#include "ui/format.h"
#include "ui/style.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _TdTaskRow
{
  GtkListBoxRow parent_instance;

  TdBar    *swatch;
  GtkLabel *name;
  GtkLabel *kind;
  GtkLabel *value;
  TdBar    *bar;
  GtkLabel *weight;
  TdConfig *task;
  double    share; /* of the largest weight */
};

G_DEFINE_FINAL_TYPE (TdTaskRow, td_task_row, GTK_TYPE_LIST_BOX_ROW)

static void
show_color (TdTaskRow *self)
{
  GdkRGBA color = td_style_task_color (td_config_get_text (self->task, "color"));

  if (td_config_get_number (self->task, "enabled") == 0)
    color = (GdkRGBA){ 0.5f, 0.5f, 0.5f, 1 };
  td_bar_set_part (self->swatch, 0, 1, &color);
  td_bar_set_part (self->bar, 0, self->share, &color);
}

static void
show_task (TdTaskRow *self)
{
  gboolean enabled = td_config_get_number (self->task, "enabled") != 0;
  const char *name = td_config_get_text (self->task, "name");

  gtk_label_set_text (self->name, name);
  gtk_widget_set_sensitive (GTK_WIDGET (self->name), enabled);
  show_color (self);
}

static void
describe (TdTaskRow *self)
{
  g_autofree char *text = g_strdup_printf ("%s, %s %s", gtk_label_get_text (self->kind),
                                           gtk_label_get_text (self->weight),
                                           gtk_label_get_text (self->value));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gtk_label_get_text (self->name),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

static void
td_task_row_dispose (GObject *object)
{
  g_clear_object (&TD_TASK_ROW (object)->task);
  G_OBJECT_CLASS (td_task_row_parent_class)->dispose (object);
}

static void
td_task_row_class_init (TdTaskRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (TD_TYPE_BAR);
  G_OBJECT_CLASS (klass)->dispose = td_task_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/tandem/Tandem/task-row.ui");
  gtk_widget_class_bind_template_child (widget_class, TdTaskRow, swatch);
  gtk_widget_class_bind_template_child (widget_class, TdTaskRow, name);
  gtk_widget_class_bind_template_child (widget_class, TdTaskRow, kind);
  gtk_widget_class_bind_template_child (widget_class, TdTaskRow, value);
  gtk_widget_class_bind_template_child (widget_class, TdTaskRow, bar);
  gtk_widget_class_bind_template_child (widget_class, TdTaskRow, weight);
}

static void
td_task_row_init (TdTaskRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
td_task_row_new (TdConfig *task)
{
  TdTaskRow *self;

  g_return_val_if_fail (TD_IS_CONFIG (task), NULL);

  self = g_object_new (TD_TYPE_TASK_ROW, NULL);
  self->task = g_object_ref (task);
  show_task (self);
  g_signal_connect_object (task, "changed", G_CALLBACK (show_task), self, G_CONNECT_SWAPPED);
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

static gsize
count_labels (const TdDataset *data, guint task)
{
  const TdTargets *targets = &data->targets[task];
  gsize n = 0;

  for (guint part = 0; part < TD_N_PARTS; part++)
    n += targets->n_labels[part * targets->n_columns];
  return n;
}

/* "10 classes · 1 797 labels", "yes / no · 1 198 labels (67 %)" */
static char *
describe_data (const TdPlan *plan, guint task)
{
  const TdSpec *spec = td_plan_task (plan, task);
  guint n_outputs = td_task_kind (spec)->n_outputs (spec->options, td_plan_target (plan, task));
  g_autofree char *kind = g_utf8_strdown (_(spec->kind->title), -1);
  GString *text = g_string_new (NULL);
  gsize n;

  if (n_outputs > 1)
    g_string_append_printf (text, "%u ", n_outputs);
  g_string_append (text, kind);
  if (plan->dataset != NULL)
    {
      g_autofree char *count = td_format_count (n = count_labels (plan->dataset, task));

      g_string_append_printf (text, g_dngettext (NULL, " · %s label", " · %s labels", (gulong) n),
                              count);
      if (n < plan->dataset->n_rows)
        g_string_append_printf (text, " (%.0f\342\200\211%%)",
                                100.0 * (double) n / (double) plan->dataset->n_rows);
    }
  return g_string_free (text, FALSE);
}

void
td_task_row_show_plan (TdTaskRow *self, const TdPlan *plan)
{
  g_return_if_fail (TD_IS_TASK_ROW (self));

  for (guint i = 0; i < plan->n_tasks; i++)
    if (g_str_equal (td_task_options (td_plan_task (plan, i))->id, td_task_row_get_id (self)))
      {
        g_autofree char *text = describe_data (plan, i);

        gtk_label_set_text (self->kind, text);
      }
  describe (self);
}

void
td_task_row_show_weight (TdTaskRow *self, double weight, double largest)
{
  g_autofree char *text = g_strdup_printf (weight < 0.01 && weight > 0 ? "λ %.1e" : "λ %.2f",
                                           weight);

  g_return_if_fail (TD_IS_TASK_ROW (self));

  gtk_label_set_text (self->weight, text);
  self->share = largest > 0 ? weight / largest : 0;
  show_color (self);
}

void
td_task_row_show_metrics (TdTaskRow *self, const TdTaskMetrics *metrics)
{
  g_autofree char *value = td_format_metrics (metrics);

  g_return_if_fail (TD_IS_TASK_ROW (self));

  if (g_strcmp0 (value, gtk_label_get_text (self->value)) == 0)
    return;
  gtk_label_set_text (self->value, value);
  describe (self);
}
