/* network-model.c — fills the picture of a network from a plan and its progress.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/network-model.h"

#include "core/nn/layer.h"
#include "core/sharing/sharing.h"
#include "ui/format.h"

#include <glib/gi18n.h>
#include <math.h>

#define SEPARATOR " · "
#define MOST_NAMED_LAYERS 2 /* of a head, in its subtitle */

static void
append (GString *text, const char *separator, const char *part)
{
  if (text->len > 0)
    g_string_append (text, separator);
  g_string_append (text, part);
}

/* Layers' own options; those that every layer has stand in its form, not in the picture. */
static gboolean
is_shown (const TdKind *kind, const TdOption *option)
{
  return !option->hidden && option->offset >= sizeof (TdLayerOptions);
}

static char *
layer_title (const TdSpec *layer)
{
  for (guint i = 0; i < td_kind_n_options (layer->kind); i++)
    {
      const TdOption *option = &layer->kind->options[i];

      if (option->type == TD_INTEGER && is_shown (layer->kind, option))
        return g_strdup_printf ("%s %" G_GINT64_FORMAT, _(layer->kind->title),
                                *(gint64 *) td_spec_value (layer, option));
    }
  return g_strdup (_(layer->kind->title));
}

static char *
layer_subtitle (const TdSpec *layer)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < td_kind_n_options (layer->kind); i++)
    {
      const TdOption *option = &layer->kind->options[i];
      gconstpointer value = td_spec_value (layer, option);
      g_autofree char *part = NULL;

      if (!is_shown (layer->kind, option))
        continue;
      if (option->type == TD_KIND && ((const TdSpec *) value)->kind != NULL)
        part = g_strdup (_(((const TdSpec *) value)->kind->title));
      else if (option->type == TD_NUMBER)
        part = g_strdup_printf ("%s %g", _(option->label), *(const double *) value);
      if (part != NULL)
        append (text, SEPARATOR, part);
    }
  return g_string_free (text, FALSE);
}

static TdBox *
fill_boxes (const TdSpecList *layers)
{
  TdBox *boxes = g_new0 (TdBox, layers->n);

  for (gsize i = 0; i < layers->n; i++)
    {
      const TdLayerOptions *options = layers->items[i].options;

      boxes[i].id = g_strdup (options->id);
      boxes[i].title = layer_title (&layers->items[i]);
      boxes[i].subtitle = layer_subtitle (&layers->items[i]);
      boxes[i].frozen = options->frozen;
    }
  return boxes;
}

/* "Dense 16 → 1 · Sigmoid cross-entropy" */
static char *
head_subtitle (const TdPlan *plan, guint task)
{
  const TdSpec *spec = td_plan_task (plan, task);
  const TdTaskOptions *options = td_task_options (spec);
  guint n_outputs = td_task_kind (spec)->n_outputs (options, td_plan_target (plan, task));
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < options->head.n && options->head.n <= MOST_NAMED_LAYERS; i++)
    {
      g_autofree char *title = layer_title (&options->head.items[i]);

      append (text, " → ", title);
    }
  if (options->head.n > MOST_NAMED_LAYERS)
    g_string_append_printf (text, g_dngettext (NULL, "%u layer", "%u layers",
                                               (gulong) options->head.n), (guint) options->head.n);
  if (text->len > 0)
    g_string_append_printf (text, " → %u", n_outputs);
  else
    g_string_append_printf (text, g_dngettext (NULL, "%u output", "%u outputs", n_outputs),
                            n_outputs);
  if (options->loss.kind != NULL)
    append (text, SEPARATOR, _(options->loss.kind->title));
  return g_string_free (text, FALSE);
}

static void
fill_head (TdHeadBox *head, const TdPlan *plan, guint task, gboolean own_trunk, gboolean dark)
{
  const TdTaskOptions *options = td_task_options (td_plan_task (plan, task));

  head->id = g_strdup (options->id);
  head->title = g_strdup (options->name);
  head->subtitle = head_subtitle (plan, task);
  head->value = g_strdup ("");
  head->color = td_task_color (options->color, dark);
  head->enabled = options->enabled;
  head->n_layers = (guint) options->head.n;
  head->layers = fill_boxes (&options->head);
  if (!own_trunk)
    return;
  head->n_trunk = (guint) td_network_of (&plan->project)->trunk.n;
  head->trunk = fill_boxes (&td_network_of (&plan->project)->trunk);
}

/* The first training row as a picture, its pixels brought back to the file's units. */
static void
fill_image (TdNetworkModel *self, const TdPlan *plan)
{
  const TdImageSettings *image = td_data_of (&plan->project)->image.options;
  const TdDataset *data = plan->dataset;
  const float *row;
  float low = INFINITY, high = -INFINITY;
  gsize n;

  if (image == NULL || data == NULL || data->n_part[TD_PART_TRAIN] == 0)
    return;
  n = (gsize) (image->width * image->height);
  if (n > data->n_features || plan->fit->n_inputs != data->n_features)
    return;
  row = data->inputs + (gsize) data->rows[TD_PART_TRAIN][0] * data->n_features;
  self->image_width = (guint) image->width;
  self->image_height = (guint) image->height;
  self->image = g_new (float, n);
  for (gsize i = 0; i < n; i++)
    {
      const TdInputFit *input = &plan->fit->inputs[i];

      self->image[i] = (float) (row[i] * input->scale + input->mean);
      low = MIN (low, self->image[i]);
      high = MAX (high, self->image[i]);
    }
  for (gsize i = 0; i < n; i++)
    self->image[i] = high > low ? (self->image[i] - low) / (high - low) : 0;
}

static char *
count_features (const TdPlan *plan)
{
  guint width = td_fit_width (plan->fit);

  return g_strdup_printf (g_dngettext (NULL, "%u feature", "%u features", width), width);
}

static char *
count_parameters (const TdPlan *plan, gint task)
{
  gsize n = td_layout_count (plan->graph->layout, task);
  g_autofree char *count = td_format_count (n);

  return g_strdup_printf (g_dngettext (NULL, "%s parameter", "%s parameters", (gulong) n), count);
}

void
td_network_model_fill (TdNetworkModel   *self,
                       const TdPlan     *plan,
                       const TdProgress *progress,
                       gboolean          dark)
{
  const TdNetworkSettings *network = td_network_of (&plan->project);
  const TdSharingKind *sharing = (const TdSharingKind *) network->sharing.kind;

  td_network_model_clear (self);
  self->input_title = g_strdup (_("Input"));
  self->input_subtitle = count_features (plan);
  fill_image (self, plan);
  self->trunk_title = g_strdup (sharing->has_shared_trunk ? _("Shared trunk φ(x)")
                                                          : _("Separate networks"));
  self->trunk_subtitle = count_parameters (plan, sharing->has_shared_trunk ? -1 : -2);
  if (sharing->has_shared_trunk)
    {
      self->n_trunk = (guint) network->trunk.n;
      self->trunk = fill_boxes (&network->trunk);
    }
  self->n_heads = plan->n_tasks;
  self->heads = g_new0 (TdHeadBox, plan->n_tasks);
  for (guint i = 0; i < plan->n_tasks; i++)
    fill_head (&self->heads[i], plan, i, !sharing->has_shared_trunk, dark);
  if (progress != NULL)
    td_network_model_progress (self, progress);
}

gboolean
td_network_model_progress (TdNetworkModel *self, const TdProgress *progress)
{
  gboolean changed = FALSE;

  for (guint i = 0; i < MIN (self->n_heads, progress->n_tasks); i++)
    {
      g_autofree char *value = td_format_metrics (&progress->tasks[i]);

      if (g_strcmp0 (value, self->heads[i].value) == 0)
        continue;
      g_free (self->heads[i].value);
      self->heads[i].value = g_steal_pointer (&value);
      changed = TRUE;
    }
  return changed;
}
