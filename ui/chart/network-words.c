/* network-words.c — a network's picture in words, and its model's end.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/chart/network-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
clear_boxes (TdBox *boxes, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_free (boxes[i].id);
      g_free (boxes[i].title);
      g_free (boxes[i].brief);
      g_free (boxes[i].subtitle);
      g_free (boxes[i].shape);
      g_free (boxes[i].stitch);
      g_free (boxes[i].gate);
    }
  g_free (boxes);
}

void
td_network_model_clear (TdNetworkModel *self)
{
  for (guint i = 0; i < self->n_heads; i++)
    {
      TdHeadBox *head = &self->heads[i];
      g_free (head->id);
      g_free (head->title);
      g_free (head->subtitle);
      g_free (head->value);
      clear_boxes (head->layers, head->n_layers);
      clear_boxes (head->trunk, head->n_trunk);
    }
  clear_boxes (self->trunk, self->n_trunk);
  g_free (self->heads);
  g_free (self->input_title);
  g_free (self->input_subtitle);
  g_free (self->image);
  g_free (self->trunk_title);
  g_free (self->trunk_subtitle);
  memset (self, 0, sizeof *self);
}

static gboolean
is_said (const char *text)
{
  return text != NULL && text[0] != '\0';
}

static void
describe_boxes (GString *text, const TdBox *boxes, guint n, const char *before)
{
  for (guint i = 0; i < n; i++)
    {
      g_string_append_printf (text, "%s%s", i == 0 ? before : ", ", boxes[i].title);
      if (boxes[i].frozen)
        g_string_append_printf (text, " (%s)", _("locked"));
    }
}

char *
td_network_gate_words (const TdHeadBox *head, guint gate)
{
  guint n = head->n_shares / MAX (head->n_gates, 1);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *share = g_strdup_printf ("%.0f%%", 100 * head->shares[gate * n + i]);

      g_string_append (text, i > 0 ? ", " : "");
      if (head->n_own_shares == 0)
        g_string_append (text, share);
      else
        g_string_append_printf (text, i < head->n_own_shares ? _("own %s") : _("shared %s"), share);
    }
  return g_string_free (text, FALSE);
}

static void
describe_shares (GString *text, const TdHeadBox *head)
{
  for (guint gate = 0; head->knows_shares && gate < head->n_gates; gate++)
    {
      g_autofree char *shares = td_network_gate_words (head, gate);

      g_string_append_printf (text, ", %s %s", head->has_masks ? _("masks let pass") : _("gate"),
                              shares);
    }
}

char *
td_network_common_words (const TdNetworkModel *model, const TdBox *box)
{
  GString *text;

  if (box->gate == NULL)
    return NULL;
  text = g_string_new (NULL);
  for (guint i = 0; i < box->n_gate; i++)
    {
      gint head = td_network_expert_head (model, box, i);
      g_autofree char *share = g_strdup_printf ("%.0f%%", 100 * box->gate[i]);

      g_string_append (text, i > 0 ? ", " : "");
      if (head < 0)
        g_string_append_printf (text, _("shared %s"), share);
      else
        g_string_append_printf (text, "%s %s", model->heads[head].title, share);
    }
  return g_string_free (text, FALSE);
}

static void
describe_common (GString *text, const TdBox *box, const TdNetworkModel *model)
{
  g_autofree char *words = td_network_common_words (model, box);

  if (words != NULL)
    g_string_append_printf (text, _(", then a gate of all tasks: %s"), words);
}

char *
td_network_stitch_words (const TdNetworkModel *model, const TdBox *box)
{
  GString *text;

  if (box->stitch == NULL)
    return NULL;
  text = g_string_new (NULL);
  for (guint i = 0; i < model->n_heads; i++)
    {
      g_string_append (text, i > 0 ? ", " : "");
      g_string_append_printf (text, _("%.0f%% of %s"), 100 * box->stitch[i], model->heads[i].title);
    }
  return g_string_free (text, FALSE);
}

static void
describe_stitch (GString *text, const TdBox *box, const TdNetworkModel *model)
{
  g_autofree char *words = td_network_stitch_words (model, box);

  if (words != NULL)
    g_string_append_printf (text, _(", then takes %s"), words);
}

static void
describe_head (GString *text, const TdHeadBox *head)
{
  g_string_append_printf (text, _(" Head %s"), head->title);
  if (!head->enabled)
    g_string_append_printf (text, " (%s)", _("off"));
  describe_boxes (text, head->trunk, head->n_trunk, ": ");
  describe_boxes (text, head->layers, head->n_layers, head->n_trunk > 0 ? ", " : ": ");
  if (is_said (head->subtitle))
    g_string_append_printf (text, "%s%s", head->n_trunk + head->n_layers > 0 ? "; " : ": ",
                            head->subtitle);
  if (is_said (head->value))
    g_string_append_printf (text, ", %s", head->value);
  describe_shares (text, head);
  g_string_append_c (text, '.');
}

char *
td_network_describe (const TdNetworkModel *model)
{
  g_return_val_if_fail (model != NULL, NULL);
  GString *text = g_string_new (is_said (model->input_title) ? model->input_title : _("Input"));
  if (is_said (model->input_subtitle))
    g_string_append_printf (text, ", %s", model->input_subtitle);
  g_string_append_c (text, '.');
  if (is_said (model->trunk_title))
    {
      g_string_append_printf (text, " %s", model->trunk_title);
      describe_boxes (text, model->trunk, model->n_trunk, ": ");
      if (is_said (model->trunk_subtitle))
        g_string_append_printf (text, "; %s", model->trunk_subtitle);
      g_string_append_c (text, '.');
    }
  for (guint i = 0; i < model->n_heads; i++)
    describe_head (text, &model->heads[i]);
  return g_string_free (text, FALSE);
}

/* The layers that a place's list holds. */
static const TdBox *
list_of (const TdNetworkPlace *place, const TdNetworkModel *model, guint *n)
{
  const TdHeadBox *head = place->head >= 0 ? &model->heads[place->head] : NULL;
  *n = head == NULL ? model->n_trunk : place->in_trunk ? head->n_trunk : head->n_layers;
  return head == NULL ? model->trunk : place->in_trunk ? head->trunk : head->layers;
}

static char *
slot_title (const TdNetworkPlace *place, const TdNetworkModel *model)
{
  guint n;
  const TdBox *boxes = list_of (place, model, &n);
  if (place->position < n)
    return g_strdup_printf (_("Insert a layer before %s"), boxes[place->position].title);
  if (n > 0)
    return g_strdup_printf (_("Insert a layer after %s"), boxes[n - 1].title);
  return place->in_trunk ? g_strdup (_("Insert a layer into the trunk"))
                         : g_strdup_printf (_("Insert a layer into the head %s"),
                                            model->heads[place->head].title);
}

char *
td_network_place_title (const TdNetworkLayout *layout, guint index, const TdNetworkModel *model)
{
  const TdNetworkPlace *place = td_network_layout_get (layout, index);
  switch (place->kind)
    {
    case TD_PLACE_INPUT:
      return g_strdup (model->input_title);
    case TD_PLACE_TRUNK:
      return g_strdup (model->trunk_title);
    case TD_PLACE_LAYER:
      return g_strdup (place->box->title);
    case TD_PLACE_SLOT:
      return slot_title (place, model);
    case TD_PLACE_HEAD:
    default:
      return g_strdup (model->heads[place->head].title);
    }
}

static void
say (GString *text, const char *words)
{
  if (is_said (words))
    g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", words);
}

static void
say_size (GString *text, guint n_in, guint n_out, gsize n_parameters)
{
  g_autofree char *shape = g_strdup_printf (_("from %u to %u numbers"), n_in, n_out);
  g_autofree char *count = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%zu parameter",
                                                         "%zu parameters", (gulong) n_parameters),
                                            n_parameters);
  if (n_out == 0)
    return;
  say (text, shape);
  say (text, n_parameters > 0 ? count : NULL);
}

static void
say_image (GString *text, const char *shape)
{
  g_autofree char *words = g_strdup_printf (_("an image of %s"), shape);

  say (text, words);
}

static void
describe_layer (GString *text, const TdNetworkPlace *place, const TdNetworkModel *model)
{
  g_autofree char *where = NULL;
  guint n;
  list_of (place, model, &n);
  say (text, place->box->subtitle);
  say_size (text, place->box->n_in, place->box->n_out, place->box->n_parameters);
  if (place->box->shape != NULL)
    say_image (text, place->box->shape);
  if (place->box->frozen)
    say (text, _("locked"));
  describe_stitch (text, place->box, model);
  describe_common (text, place->box, model);
  if (place->head < 0)
    where = g_strdup_printf (_("layer %u of %u of the trunk"), place->position + 1, n);
  else if (place->in_trunk)
    where = g_strdup_printf (_("layer %u of %u of the trunk of %s"), place->position + 1, n,
                             model->heads[place->head].title);
  else
    where = g_strdup_printf (_("layer %u of %u of the head %s"), place->position + 1, n,
                             model->heads[place->head].title);
  say (text, where);
}

char *
td_network_place_describe (const TdNetworkLayout *layout, guint index, const TdNetworkModel *model)
{
  const TdNetworkPlace *place = td_network_layout_get (layout, index);
  GString *text = g_string_new (NULL);
  if (place->kind == TD_PLACE_INPUT)
    say (text, model->input_subtitle);
  else if (place->kind == TD_PLACE_TRUNK)
    say (text, model->trunk_subtitle);
  else if (place->kind == TD_PLACE_LAYER)
    describe_layer (text, place, model);
  else if (place->kind == TD_PLACE_SLOT && place->head >= 0)
    say (text, model->heads[place->head].title);
  else if (place->kind == TD_PLACE_HEAD)
    {
      const TdHeadBox *head = &model->heads[place->head];
      say (text, head->subtitle);
      say_size (text, head->n_in, head->n_out, head->n_parameters);
      say (text, head->value);
      describe_shares (text, head);
      say (text, head->enabled ? NULL : _("off"));
    }
  return g_string_free (text, FALSE);
}
