/* data-card.c — the data set in brief.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/data-card.h"

#include "ui/bar.h"
#include "ui/embed-switch.h"
#include "ui/format.h"
#include "ui/style.h"

#include <glib/gi18n.h>

struct _TdDataCard
{
  GtkWidget parent_instance;

  GtkLabel *name;
  GtkLabel *more; /* files */
  GtkLabel *size;
  TdBar    *bar;
  GtkLabel *split;
  TdEmbedSwitch *embed;
};

G_DEFINE_FINAL_TYPE (TdDataCard, td_data_card, GTK_TYPE_WIDGET)

static void
show_name (TdDataCard *self, const TdPlan *plan)
{
  const TdFit *fit = plan->fit;
  const TdSpec *source = &td_data_of (&plan->project)->source;
  g_autofree char *name = NULL, *more = NULL;

  if (fit->n_files > 0)
    name = g_path_get_basename (fit->files[0].path);
  if (fit->n_files > 1)
    more = g_strdup_printf (_("and %u more"), fit->n_files - 1);
  if (name == NULL && source->kind != NULL)
    name = g_strdup (_(source->kind->title));
  if (name == NULL)
    name = g_strdup (_("No data"));
  gtk_label_set_text (self->name, name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->name), name);
  gtk_label_set_text (self->more, more);
  gtk_widget_set_visible (GTK_WIDGET (self->more), more != NULL);
}

static guint
count_targets (const TdPlan *plan)
{
  guint n = 0;

  for (guint i = 0; i < plan->n_tasks; i++)
    n += g_strv_length (td_task_options (td_plan_task (plan, i))->targets);
  return n;
}

static void
show_size (TdDataCard *self, const TdPlan *plan)
{
  guint n_targets = count_targets (plan), n_features = td_fit_width (plan->fit);
  gsize n_rows = plan->dataset != NULL ? plan->dataset->n_rows : 0;
  g_autofree char *count = td_format_count (n_rows), *features = td_format_count (n_features);
  g_autofree char *rows_text = g_strdup_printf (g_dngettext (NULL, "%s row", "%s rows",
                                                             (gulong) n_rows), count);
  g_autofree char *features_text = g_strdup_printf (g_dngettext (NULL, "%s feature",
                                                                 "%s features", n_features),
                                                    features);
  g_autofree char *targets_text = g_strdup_printf (g_dngettext (NULL, "%u target", "%u targets",
                                                                n_targets), n_targets);
  g_autofree char *text = g_strdup_printf ("%s · %s · %s", rows_text, features_text,
                                           targets_text);

  gtk_label_set_text (self->size, text);
}

static void
show_split (TdDataCard *self, const TdDataset *data)
{
  static const float opacity[TD_N_PARTS] = { 1.0f, 0.5f, 0.0f };
  TdRgba accent = td_task_color ("#3584e4", td_style_is_dark ());
  g_autofree char *train = td_format_count (data->n_part[TD_PART_TRAIN]);
  g_autofree char *validation = td_format_count (data->n_part[TD_PART_VALIDATION]);
  g_autofree char *test = td_format_count (data->n_part[TD_PART_TEST]);
  g_autofree char *text = g_strdup_printf (_("train %s · validation %s · test %s"), train,
                                           validation, test);

  gtk_label_set_text (self->split, text);
  for (guint i = 0; i < TD_N_PARTS; i++)
    td_bar_set_part (self->bar, i, (double) data->n_part[i] / (double) MAX (data->n_rows, 1),
                     &(GdkRGBA){ (float) accent.red, (float) accent.green, (float) accent.blue,
                                 opacity[i] });
}

static void
td_data_card_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (td_data_card_parent_class)->dispose (object);
}

static void
td_data_card_class_init (TdDataCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (TD_TYPE_BAR);
  g_type_ensure (TD_TYPE_EMBED_SWITCH);
  G_OBJECT_CLASS (klass)->dispose = td_data_card_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "tddata");
  gtk_widget_class_set_template_from_resource (widget_class, "/org/tandem/Tandem/data-card.ui");
  gtk_widget_class_bind_template_child (widget_class, TdDataCard, name);
  gtk_widget_class_bind_template_child (widget_class, TdDataCard, more);
  gtk_widget_class_bind_template_child (widget_class, TdDataCard, size);
  gtk_widget_class_bind_template_child (widget_class, TdDataCard, bar);
  gtk_widget_class_bind_template_child (widget_class, TdDataCard, split);
  gtk_widget_class_bind_template_child (widget_class, TdDataCard, embed);
}

static void
td_data_card_init (TdDataCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
td_data_card_set_session (TdDataCard *self, TdSession *session)
{
  g_return_if_fail (TD_IS_DATA_CARD (self));
  td_embed_switch_set_session (self->embed, session);
}

void
td_data_card_show (TdDataCard *self, const TdPlan *plan)
{
  g_return_if_fail (TD_IS_DATA_CARD (self));

  show_name (self, plan);
  show_size (self, plan);
  gtk_widget_set_visible (GTK_WIDGET (self->bar), plan->dataset != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->split), plan->dataset != NULL);
  if (plan->dataset != NULL)
    show_split (self, plan->dataset);
  else
    gtk_label_set_text (self->size, plan->fit->n_inputs > 0 ? _("The data file is missing")
                                                            : _("Not read yet"));
}
