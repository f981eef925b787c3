/* network-neurons.c — small layers unit by unit, with a line for each weight: blue where it is
 * positive, orange where it is negative, as wide as it is large beside the largest of its layer.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/chart/color.h"
#include "ui/chart/network-pen.h"

#include <math.h>

#define RADIUS 4.5
#define SMALL_RADIUS 3.5 /* in the row of a head */
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

/* A weight and its line: straight, or a curve where it bends into a head. */
typedef struct
{
  TdNetworkEdge edge;
  double        share; /* of the largest of its layer, signed */
  double        x0, y0, x1, y1;
  gboolean      bent;
} Line;

typedef void (*LineFunc) (const Line *line, gpointer data);

/* What stands before a place in its row; the input, or what the rows branch off from, at its start.
 * NULL: nothing, or it is none of a network's layers. */
typedef struct
{
  const TdNetworkPlace *fork, *before;
  gint                  head; /* of the row; -1: the common part */
} Walk;

static gboolean
is_stage (const TdNetworkPlace *place)
{
  return place->kind == TD_PLACE_INPUT || place->kind == TD_PLACE_LAYER
         || place->kind == TD_PLACE_HEAD;
}

/* Places are listed in reading order. */
static const TdNetworkPlace *
step_to (Walk *walk, const TdNetworkPlace *place)
{
  const TdNetworkPlace *before = place->head == walk->head ? walk->before : walk->fork;
  walk->head = place->head;
  walk->before = place;
  if (place->head < 0)
    walk->fork = place;
  return before;
}

/* A head's card has room for few outputs. Tasks that are switched off are left grey. */
static gboolean
has_lines (const TdNetworkModel *model, const TdNetworkPlace *from, const TdNetworkPlace *to)
{
  const TdHeadBox *head = to->head >= 0 ? &model->heads[to->head] : NULL;
  if (from == NULL || from->neurons == 0 || (head != NULL && !head->enabled))
    return FALSE;
  if (to->kind == TD_PLACE_HEAD)
    return head->weights != NULL && head->n_in == from->neurons && head->n_out <= MOST_OUTPUTS;
  return to->neurons > 0 && to->box->weights != NULL && to->box->n_in == from->neurons;
}

/* Where line @to ends: at a neuron, or at the edge of a head's card. */
static double
end_y (const TdNetworkPlace *place, guint to, guint n)
{
  if (place->kind == TD_PLACE_HEAD)
    return place->y + place->height / 2 + (to - (n - 1) / 2.0) * OUTPUT_GAP;
  return td_network_neuron_y (place, to);
}

static void
visit_lines (const TdNetworkPlace *from, const TdNetworkPlace *to, gint index, guint n_out,
             const float *weights, LineFunc function, gpointer data)
{
  double most = largest (weights, (gsize) from->neurons * n_out);
  Line line = { .edge.place = index, .x0 = td_network_neuron_x (from),
                .x1 = to->kind == TD_PLACE_HEAD ? to->x : td_network_neuron_x (to),
                .bent = to->head != from->head };
  for (line.edge.from = 0; line.edge.from < from->neurons && most > 0; line.edge.from++)
    for (line.edge.to = 0; line.edge.to < n_out; line.edge.to++)
      {
        line.edge.value = weights[(gsize) line.edge.from * n_out + line.edge.to];
        line.share = line.edge.value / most;
        line.y0 = td_network_neuron_y (from, line.edge.from);
        line.y1 = end_y (to, line.edge.to, n_out);
        if (fabs (line.share) >= LEAST)
          function (&line, data);
      }
}

/* Layer by layer, head by head. */
static void
visit_all (const TdNetworkLayout *layout, const TdNetworkModel *model, LineFunc function,
           gpointer data)
{
  Walk walk = { .head = -1 };
  for (guint i = 0; i < layout->places->len; i++)
    {
      const TdNetworkPlace *place = td_network_layout_get (layout, i);
      const TdNetworkPlace *before = is_stage (place) ? step_to (&walk, place) : NULL;
      if (before == NULL || !has_lines (model, before, place))
        continue;
      if (place->kind == TD_PLACE_HEAD)
        visit_lines (before, place, (gint) i, model->heads[place->head].n_out,
                     model->heads[place->head].weights, function, data);
      else
        visit_lines (before, place, (gint) i, place->neurons, place->box->weights, function, data);
    }
}

void
td_network_visit_joints (const TdNetworkLayout *layout, const TdNetworkModel *model,
                         TdJointFunc function, gpointer data)
{
  Walk walk = { .head = -1 };
  for (guint i = 0; i < layout->places->len; i++)
    {
      const TdNetworkPlace *place = td_network_layout_get (layout, i);
      const TdNetworkPlace *before = is_stage (place) ? step_to (&walk, place) : NULL;
      if (before != NULL && place->head >= 0 && !has_lines (model, before, place))
        function (before, place, data);
    }
}

static void
trace (cairo_t *cr, const Line *line)
{
  double bend = (line->x1 - line->x0) * 0.5;
  cairo_move_to (cr, line->x0, line->y0);
  if (line->bent)
    cairo_curve_to (cr, line->x0 + bend, line->y0, line->x1 - bend, line->y1, line->x1, line->y1);
  else
    cairo_line_to (cr, line->x1, line->y1);
}

static void
draw_line (const Line *line, gpointer data)
{
  TdNetworkPen *self = data;
  const TdNetworkEdge *hot = &self->marks->edge;
  gboolean is_hot = hot->place == line->edge.place && hot->from == line->edge.from
                    && hot->to == line->edge.to;
  TdRgba color = td_rgba_fade (sign_color (self, line->share), 0.3 + 0.6 * fabs (line->share));
  td_rgba_set (is_hot ? self->palette->foreground : color, self->cr);
  cairo_set_line_width (self->cr, MAX (fabs (line->share) * WIDEST, is_hot ? 1.5 : 0.4));
  trace (self->cr, line);
  cairo_stroke (self->cr);
}

/* The curve is the one that cairo draws. */
static double
line_y (const Line *line, double t, double *x)
{
  double bend = (line->x1 - line->x0) * 0.5, s = 1 - t;
  if (!line->bent)
    {
      *x = s * line->x0 + t * line->x1;
      return s * line->y0 + t * line->y1;
    }
  *x = s * s * s * line->x0 + 3 * s * s * t * (line->x0 + bend) + 3 * s * t * t * (line->x1 - bend)
       + t * t * t * line->x1;
  return (s * s * s + 3 * s * s * t) * line->y0 + (3 * s * t * t + t * t * t) * line->y1;
}

typedef struct
{
  double        x, y; /* in the picture's units */
  double        away; /* of the nearest so far */
  TdNetworkEdge edge;
} Search;

/* Vertical distance: lines run from left to right. */
static void
compare_line (const Line *line, gpointer data)
{
  Search *search = data;
  double low = 0, high = 1, x, y;
  if (search->x <= line->x0 || search->x >= line->x1)
    return;
  for (guint i = 0; i < 12; i++)
    {
      double t = (low + high) / 2;
      line_y (line, t, &x);
      *(x < search->x ? &low : &high) = t;
    }
  y = line_y (line, (low + high) / 2, &x);
  if (fabs (y - search->y) >= search->away)
    return;
  search->away = fabs (y - search->y);
  search->edge = line->edge;
}

TdNetworkEdge
td_network_layout_edge (const TdNetworkLayout *self, const TdNetworkModel *model, double x,
                        double y, double reach)
{
  Search search = { (x - self->dx) / self->scale, (y - self->dy) / self->scale,
                    reach / self->scale, { .place = -1 } };
  visit_all (self, model, compare_line, &search);
  return search.edge;
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
draw_passes (TdNetworkPen *self)
{
  Walk walk = { .head = -1 };
  for (guint i = 0; i < self->layout->places->len; i++)
    {
      const TdNetworkPlace *place = td_network_layout_get (self->layout, i);
      const TdNetworkPlace *before = is_stage (place) ? step_to (&walk, place) : NULL;
      if (before != NULL && before->head == place->head && before->neurons > 0
          && place->kind == TD_PLACE_LAYER && place->neurons > 0 && !place->box->has_histogram)
        draw_straight (self, before, place);
    }
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
      cairo_arc (self->cr, td_network_neuron_x (place), td_network_neuron_y (place, i),
                 place->small ? SMALL_RADIUS : RADIUS, 0, 2 * G_PI);
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
  draw_passes (self);
  visit_all (self->layout, self->model, draw_line, self);
  for (guint i = 0; i < self->layout->places->len; i++)
    draw_units (self, td_network_layout_get (self->layout, i));
}
