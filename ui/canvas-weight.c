/* canvas-weight.c — single weights of the network's picture: a click on a line or a unit, or the
 * menu, opens an editor for them.
 *
 * The layer keeps its popover while training goes on; the value follows as long as nobody edits it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/canvas-parts.h"

#include "ui/accessible.h"
#include "ui/weight-editor.h"

#include <glib/gi18n.h>

/* What can be edited at a place; FALSE: it has no weights, or they aren't known one by one. */
static gboolean
find_matrix (TdNetworkCanvas *self, const TdNetworkPlace *place, TdWeightMatrix *matrix)
{
  const TdHeadBox *head = place != NULL && place->head >= 0 ? &self->model.heads[place->head] : NULL;

  *matrix = (TdWeightMatrix) { NULL };
  if (place != NULL && place->kind == TD_PLACE_HEAD && head->weights != NULL)
    *matrix = (TdWeightMatrix) { g_strconcat (head->id, ".output", NULL), head->n_in, head->n_out,
                                 TRUE };
  else if (place != NULL && place->kind == TD_PLACE_LAYER && place->box->weights != NULL)
    *matrix = (TdWeightMatrix) {
      head != NULL && place->in_trunk ? g_strconcat (place->id, "@", head->id, NULL)
                                      : g_strdup (place->id),
      place->box->n_in, place->box->n_out, place->box->biases != NULL };
  return matrix->layer != NULL;
}

gboolean
td_canvas_has_weights (TdNetworkCanvas *self, gint place)
{
  TdWeightMatrix matrix;
  gboolean has = find_matrix (self, td_canvas_place (self, place), &matrix);

  g_free (matrix.layer);
  return has;
}

/* The newest there is, which may be of a moment ago. */
static void
show_value (TdNetworkCanvas *self, TdWeightEditor *editor)
{
  g_autoptr (TdWeightPlace) place = td_weight_editor_dup_place (editor);
  gsize offset;

  if (self->weights == NULL || self->weights->parameters == NULL
      || !td_weight_place_find (place, self->weights->plan->graph->layout, &offset))
    return;
  td_weight_editor_show (editor, self->weights->parameters[offset]);
}

static void
chosen_cb (TdNetworkCanvas *self, TdWeightEditor *editor)
{
  TdNetworkEdge edge = { .place = self->weighed };

  td_weight_editor_get_units (editor, &edge.from, &edge.to);
  show_value (self, editor);
  self->marks.edge = edge.from != TD_WEIGHT_BIAS ? edge : td_no_network_marks.edge;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
set_cb (TdNetworkCanvas *self, double value, TdWeightEditor *editor)
{
  g_autoptr (TdWeightPlace) place = td_weight_editor_dup_place (editor);
  const char *title = g_object_get_data (G_OBJECT (editor), "title");
  g_autofree char *label = g_strdup_printf (_("Set a weight of %s"), title);

  td_session_set_weight (self->session, place, (float) value, label);
}

void
td_canvas_edit_weight (TdNetworkCanvas *self, gint index, guint from, guint to)
{
  g_autofree char *title = NULL;
  TdWeightMatrix matrix;
  GtkWidget *popover, *editor;

  if (!find_matrix (self, td_canvas_place (self, index), &matrix))
    return;
  title = td_network_place_title (&self->layout, (guint) index, &self->model);
  popover = gtk_popover_new ();
  editor = td_weight_editor_new (title, &matrix);
  g_object_set_data_full (G_OBJECT (editor), "title", g_strdup (title), g_free);
  g_signal_connect_object (editor, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (editor, "set", G_CALLBACK (set_cb), self, G_CONNECT_SWAPPED);
  gtk_popover_set_child (GTK_POPOVER (popover), editor);
  td_accessible_set_name (popover, title);
  td_canvas_open_popover (self, popover, index);
  self->weighed = index;
  td_weight_editor_choose (TD_WEIGHT_EDITOR (editor), from, to);
  g_free (matrix.layer);
}

static GtkWidget *
child_of (TdNetworkCanvas *self)
{
  return self->popover != NULL ? gtk_popover_get_child (GTK_POPOVER (self->popover)) : NULL;
}

gboolean
td_canvas_is_weighing (TdNetworkCanvas *self)
{
  return TD_IS_WEIGHT_EDITOR (child_of (self));
}

/* While the value isn't being typed. */
void
td_canvas_follow_weight (TdNetworkCanvas *self)
{
  GtkWidget *child = child_of (self);

  if (TD_IS_WEIGHT_EDITOR (child) && !td_weight_editor_is_typing (TD_WEIGHT_EDITOR (child)))
    show_value (self, TD_WEIGHT_EDITOR (child));
}
