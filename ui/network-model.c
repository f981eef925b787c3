/* network-model.c — fills the picture of a network from a plan and its progress.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/network-model.h"

#include "core/nn/layer.h"
#include "core/sharing/sharing.h"
#include "ui/format.h"
#include "ui/network-joints.h"
#include "ui/network-weights.h"

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

/* The side of a square window, "5 × 5". */
static gboolean
is_window (const TdSpec *layer, const TdOption *option)
{
  return g_strcmp0 (((const TdLayerKind *) layer->kind)->window, option->name) == 0;
}

/* "Dense 128": @name with the first number of the layer's own. */
static char *
name_with_number (const TdSpec *layer, const char *name)
{
  for (guint i = 0; i < td_kind_n_options (layer->kind); i++)
    {
      const TdOption *option = &layer->kind->options[i];

      if (is_window (layer, option))
        break;
      if (option->type == TD_INTEGER && is_shown (layer->kind, option))
        return g_strdup_printf ("%s %" G_GINT64_FORMAT, name,
                                *(gint64 *) td_spec_value (layer, option));
    }
  return g_strdup (name);
}

static char *
layer_title (const TdSpec *layer)
{
  return name_with_number (layer, _(layer->kind->title));
}

static char *
layer_brief (const TdSpec *layer)
{
  const char *brief = ((const TdLayerKind *) layer->kind)->brief;

  return brief != NULL ? name_with_number (layer, _(brief)) : NULL;
}

/* NULL: the picture does without it. */
static char *
option_words (const TdSpec *layer, const TdOption *option)
{
  gconstpointer value = td_spec_value (layer, option);
  gsize n;

  if (is_window (layer, option))
    return g_strdup_printf ("%" G_GINT64_FORMAT " × %" G_GINT64_FORMAT, *(const gint64 *) value,
                            *(const gint64 *) value);
  if (option->type == TD_KIND && ((const TdSpec *) value)->kind != NULL)
    return g_strdup (_(((const TdSpec *) value)->kind->title));
  if (option->type == TD_NUMBER)
    return g_strdup_printf ("%s %g", _(option->label), *(const double *) value);
  if (option->type != TD_KIND_LIST)
    return NULL;
  n = ((const TdSpecList *) value)->n;
  return g_strdup_printf (g_dngettext (NULL, "%u layer", "%u layers", (gulong) n), (guint) n);
}

static char *
layer_subtitle (const TdSpec *layer)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < td_kind_n_options (layer->kind); i++)
    {
      const TdOption *option = &layer->kind->options[i];
      g_autofree char *part = is_shown (layer->kind, option) ? option_words (layer, option) : NULL;

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
      boxes[i].brief = layer_brief (&layers->items[i]);
      boxes[i].subtitle = layer_subtitle (&layers->items[i]);
      boxes[i].frozen = options->frozen;
      boxes[i].mean = boxes[i].deviation = boxes[i].minimum = boxes[i].maximum = NAN;
    }
  return boxes;
}

/* The task's place in the plan; -1: it has none. */
static gint
find_task (const TdPlan *plan, const char *id)
{
  for (guint i = 0; i < plan->n_tasks; i++)
    if (g_str_equal (td_task_options (td_plan_task (plan, i))->id, id))
      return (gint) i;
  return -1;
}

/* 0: not known. */
static guint
count_outputs (const TdSpec *spec, const TdPlan *plan)
{
  const TdTaskOptions *options = td_task_options (spec);
  gint task = find_task (plan, options->id);

  if (task < 0 || td_plan_task (plan, (guint) task)->kind != spec->kind)
    return 0;
  return td_task_kind (spec)->n_outputs (options, td_plan_target (plan, (guint) task));
}

static void
append_layers (GString *text, const TdSpecList *layers)
{
  for (gsize i = 0; i < layers->n && layers->n <= MOST_NAMED_LAYERS; i++)
    {
      g_autofree char *title = layer_title (&layers->items[i]);

      append (text, " → ", title);
    }
  if (layers->n > MOST_NAMED_LAYERS)
    g_string_append_printf (text, g_dngettext (NULL, "%u layer", "%u layers", (gulong) layers->n),
                            (guint) layers->n);
}

/* "Dense 16 → 1 · Sigmoid cross-entropy" */
static char *
head_subtitle (const TdSpec *spec, const TdPlan *plan)
{
  const TdTaskOptions *options = td_task_options (spec);
  guint n_outputs = count_outputs (spec, plan);
  GString *text = g_string_new (NULL);

  append_layers (text, &options->head);
  if (n_outputs > 0 && text->len > 0)
    g_string_append_printf (text, " → %u", n_outputs);
  else if (n_outputs > 0)
    g_string_append_printf (text, g_dngettext (NULL, "%u output", "%u outputs", n_outputs),
                            n_outputs);
  if (options->loss.kind != NULL)
    append (text, SEPARATOR, _(options->loss.kind->title));
  return g_string_free (text, FALSE);
}

static void
fill_head (TdHeadBox *head, const TdSpec *spec, const TdPlan *plan, const TdSpecList *trunk,
           gboolean dark)
{
  const TdTaskOptions *options = td_task_options (spec);

  head->id = g_strdup (options->id);
  head->title = g_strdup (options->name);
  head->subtitle = head_subtitle (spec, plan);
  head->value = g_strdup ("");
  head->task = find_task (plan, options->id);
  head->color = td_task_color (options->color, dark);
  head->enabled = options->enabled;
  head->n_layers = (guint) options->head.n;
  head->layers = fill_boxes (&options->head);
  if (trunk == NULL)
    return;
  head->n_trunk = (guint) trunk->n;
  head->trunk = fill_boxes (trunk);
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

/* "784 features · 28 × 28 × 1" */
static char *
count_features (const TdPlan *plan)
{
  guint width = td_fit_width (plan->fit);
  TdShape shape = plan->graph->values[0].shape;
  g_autofree char *count
    = g_strdup_printf (g_dngettext (NULL, "%u feature", "%u features", width), width);
  g_autofree char *image = td_shape_dup_text (shape);

  if (shape.height == 1 && shape.width == 1)
    return g_steal_pointer (&count);
  return g_strjoin (SEPARATOR, count, image, NULL);
}

/* "4 experts · 69 165 parameters, 69 149 shared": of everything before the heads. */
static char *
trunk_subtitle (const TdPlan *plan)
{
  const TdLayout *layout = plan->graph->layout;
  GString *text = g_string_new (NULL);
  gsize n = 0, n_shared = 0;
  g_autofree char *experts = td_network_dup_experts (&td_network_of (&plan->project)->sharing);
  g_autofree char *count = NULL, *shared = NULL;

  for (guint i = 0; i < layout->n_tensors; i++)
    if (!layout->tensors[i].statistic && !g_str_has_prefix (layout->tensors[i].name, "heads."))
      {
        n += layout->tensors[i].n;
        n_shared += layout->tensors[i].shared ? layout->tensors[i].n : 0;
      }
  count = td_format_count (n);
  shared = td_format_count (n_shared);
  if (experts != NULL)
    g_string_append_printf (text, "%s" SEPARATOR, experts);
  g_string_append_printf (text, g_dngettext (NULL, "%s parameter", "%s parameters", (gulong) n), count);
  if (n_shared > 0 && n_shared < n)
    g_string_append_printf (text, _(", %s shared"), shared);
  return g_string_free (text, FALSE);
}

/* "Shared trunk φ(x)", and whether all of it is locked. */
static char *
trunk_title (const TdSharingKind *sharing, const TdSpecList *trunk)
{
  gsize n_locked = 0;

  for (gsize i = 0; i < trunk->n; i++)
    n_locked += ((const TdLayerOptions *) trunk->items[i].options)->frozen;
  if (n_locked == 0 || n_locked < trunk->n)
    return g_strdup (_(sharing->trunk_title));
  return g_strdup_printf (_("%s, locked"), _(sharing->trunk_title));
}

void
td_network_model_fill (TdNetworkModel   *self,
                       const TdSpec     *project,
                       const TdPlan     *plan,
                       const TdProgress *progress,
                       gboolean          dark)
{
  const TdNetworkSettings *network = td_network_of (project);
  const TdSpecList *tasks = &td_project_of (project)->tasks;
  const TdSharingKind *sharing = (const TdSharingKind *) network->sharing.kind;
  gboolean agree = td_spec_equal (project, &plan->project);

  td_network_model_clear (self);
  self->input_title = g_strdup (_("Input"));
  self->input_subtitle = agree ? count_features (plan) : g_strdup ("");
  fill_image (self, plan);
  self->own_trunks = !sharing->has_shared_trunk;
  self->trunk_title = trunk_title (sharing, &network->trunk);
  self->trunk_subtitle = agree ? trunk_subtitle (plan) : g_strdup ("");
  if (!self->own_trunks)
    {
      self->n_trunk = (guint) network->trunk.n;
      self->trunk = fill_boxes (&network->trunk);
    }
  self->n_heads = (guint) tasks->n;
  self->heads = g_new0 (TdHeadBox, tasks->n);
  for (gsize i = 0; i < tasks->n; i++)
    fill_head (&self->heads[i], &tasks->items[i], plan,
               self->own_trunks ? &network->trunk : NULL, dark);
  td_network_model_join (self, project, agree ? plan : NULL);
  if (agree)
    td_network_model_measure (self, plan);
  if (progress != NULL)
    td_network_model_progress (self, progress);
}

gboolean
td_network_model_progress (TdNetworkModel *self, const TdProgress *progress)
{
  gboolean changed = FALSE;

  for (guint i = 0; i < self->n_heads; i++)
    {
      TdHeadBox *head = &self->heads[i];
      g_autofree char *value = NULL;

      if (head->task < 0 || head->task >= (gint) progress->n_tasks)
        continue;
      value = td_format_metrics (&progress->tasks[head->task]);
      if (g_strcmp0 (value, head->value) == 0)
        continue;
      g_free (head->value);
      head->value = g_steal_pointer (&value);
      changed = TRUE;
    }
  return changed;
}
