/* network-neurons.c — small layers unit by unit, with a line for each weight: blue where it is
 * positive, orange where it is negative, as wide as it is large beside the largest of its layer.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/chart/color.h"
#include "ui/chart/network-pen.h"

#include <math.h>

#define RADIUS 4.5
#define WIDEST 2.8
#define LEAST 0.04     /* of the largest weight; smaller ones aren't drawn */
#define MOST_OUTPUTS 3 /* of a head whose card has room for their lines */
#define OUTPUT_GAP 9.0

static TdRgba
sign_color (const TdNetworkPen *self, double value)
{
  return td_task_color (value >= 0 ? "#0072B2" : "#D55E00", self->palette->dark);
}

static double
largest (const float *weights, gsize n)
{
  float most = 0;
  for (gsize i = 0; i < n; i++)
    most = MAX (most, fabsf (weights[i]));
  return isfinite (most) ? most : 0;
}

/* A line from neuron to neuron; a curve where it has to bend into a head. */
static void
draw_edge (TdNetworkPen *self, double x0, double y0, double x1, double y1, gboolean bent,
           double share)
{
  double bend = (x1 - x0) * 0.5;
  if (!(fabs (share) >= LEAST))
    return;
  td_rgba_set (td_rgba_fade (sign_color (self, share), 0.3 + 0.6 * fabs (share)), self->cr);
  cairo_set_line_width (self->cr, MAX (fabs (share) * WIDEST, 0.4));
  cairo_move_to (self->cr, x0, y0);
  if (bent)
    cairo_curve_to (self->cr, x0 + bend, y0, x1 - bend, y1, x1, y1);
  else
    cairo_line_to (self->cr, x1, y1);
  cairo_stroke (self->cr);
}

/* Layers without weights pass each number on to the next. */
static void
draw_straight (TdNetworkPen *self, const TdNetworkPlace *from, const TdNetworkPlace *to)
{
  td_rgba_set (td_network_quiet (self), self->cr);
  cairo_set_line_width (self->cr, 1);
  for (guint i = 0; i < MIN (from->neurons, to->neurons); i++)
    {
      cairo_move_to (self->cr, td_network_neuron_x (from), td_network_neuron_y (from, i));
      cairo_line_to (self->cr, td_network_neuron_x (to), td_network_neuron_y (to, i));
    }
  cairo_stroke (self->cr);
}

static void
draw_weights (TdNetworkPen *self, const TdNetworkPlace *from, const TdNetworkPlace *to)
{
  const TdBox *box = to->box;
  double most;
  if (box->weights == NULL || box->n_in != from->neurons)
    return;
  most = largest (box->weights, (gsize) box->n_in * box->n_out);
  for (guint i = 0; i < box->n_in && most > 0; i++)
    for (guint u = 0; u < box->n_out; u++)
      draw_edge (self, td_network_neuron_x (from), td_network_neuron_y (from, i),
                 td_network_neuron_x (to), td_network_neuron_y (to, u), FALSE,
                 box->weights[(gsize) i * box->n_out + u] / most);
}

/* The last layer of the common trunk; NULL: there is none. */
static const TdNetworkPlace *
find_last (const TdNetworkPen *self)
{
  const TdNetworkPlace *last = NULL;
  for (guint i = 0; i < self->layout->places->len; i++)
    {
      const TdNetworkPlace *place = td_network_layout_get (self->layout, i);
      if (place->kind == TD_PLACE_LAYER && place->head < 0)
        last = place;
    }
  return last;
}

gboolean
td_network_has_edges (const TdNetworkPen *self, const TdHeadBox *head)
{
  const TdNetworkPlace *last = find_last (self);
  return last != NULL && last->neurons > 0 && head->n_layers == 0 && head->enabled
         && head->weights != NULL && head->n_in == last->neurons && head->n_out <= MOST_OUTPUTS;
}

static void
draw_outputs (TdNetworkPen *self, const TdNetworkPlace *from, const TdNetworkPlace *card)
{
  const TdHeadBox *head = &self->model->heads[card->head];
  double most = largest (head->weights, (gsize) head->n_in * head->n_out);
  for (guint i = 0; i < head->n_in && most > 0; i++)
    for (guint o = 0; o < head->n_out; o++)
      draw_edge (self, td_network_neuron_x (from), td_network_neuron_y (from, i), card->x,
                 card->y + card->height / 2 + (o - (head->n_out - 1) / 2.0) * OUTPUT_GAP, TRUE,
                 head->weights[(gsize) i * head->n_out + o] / most);
}

static void
draw_units (TdNetworkPen *self, const TdNetworkPlace *place)
{
  const float *biases = place->box != NULL ? place->box->biases : NULL;
  double most = biases != NULL ? largest (biases, place->neurons) : 0;
  for (guint i = 0; i < place->neurons; i++)
    {
      double share = most > 0 ? biases[i] / most : 0;
      cairo_new_sub_path (self->cr);
      cairo_arc (self->cr, td_network_neuron_x (place), td_network_neuron_y (place, i), RADIUS, 0,
                 2 * G_PI);
      td_rgba_set (td_rgba_mix (td_rgba_card (self->palette), sign_color (self, share),
                                0.6 * fabs (share)), self->cr);
      cairo_fill_preserve (self->cr);
      td_rgba_set (self->palette->dim, self->cr);
      cairo_set_line_width (self->cr, 1);
      cairo_stroke (self->cr);
    }
}

/* Lines first: neurons lie on their ends. */
void
td_network_draw_neurons (TdNetworkPen *self)
{
  const TdNetworkPlace *before = NULL, *last = find_last (self);
  for (guint i = 0; i < self->layout->places->len; i++)
    {
      const TdNetworkPlace *place = td_network_layout_get (self->layout, i);
      gboolean is_layer = place->kind == TD_PLACE_LAYER && place->head < 0;
      if (is_layer && before != NULL && before->neurons > 0 && place->neurons > 0)
        (place->box->has_histogram ? draw_weights : draw_straight) (self, before, place);
      if (is_layer || place->kind == TD_PLACE_INPUT)
        before = place;
      if (place->kind == TD_PLACE_HEAD
          && td_network_has_edges (self, &self->model->heads[place->head]))
        draw_outputs (self, last, place);
    }
  for (guint i = 0; i < self->layout->places->len; i++)
    draw_units (self, td_network_layout_get (self->layout, i));
}
