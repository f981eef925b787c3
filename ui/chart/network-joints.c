/* network-joints.c — what lies between copies of a trunk: ties, stitches, gates and masks.
 *
 * A gate is a bar for each expert, as high as its share, the task's own experts in its colour, and
 * each level has one; masks are a bar for each stage, as high as what they let pass. A stitch is,
 * in a task's row, a cell for every task, filled as far as what is taken of it: blue, or orange
 * where it is negative.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/chart/color.h"
#include "ui/chart/network-pen.h"

#include <math.h>

#define BAR_HEIGHT 20.0
#define STITCH_HEIGHT 22.0
#define COMMON_WIDTH 36.0  /* of the bars of a gate of all tasks */
#define COMMON_HEIGHT 12.0
#define MARGIN 4.0   /* in a gate's frame, on both sides */
#define GATE_GAP 6.0 /* from one level's gate to the next */

double
td_network_shares_width (const TdHeadBox *head)
{
  if (head->n_shares == 0)
    return 0;
  return CLAMP (110.0 / head->n_shares, 3, 9) * head->n_shares + head->n_gates * 2 * MARGIN
         + (head->n_gates - 1) * GATE_GAP;
}

gint
td_network_expert_head (const TdNetworkModel *model, const TdBox *box, guint expert)
{
  guint n_own = model->n_heads > 0 ? (box->n_gate - box->n_common) / model->n_heads : 0;

  return expert < box->n_common || n_own == 0 ? -1 : (gint) ((expert - box->n_common) / n_own);
}

/* A white card with thin bars. */
static void
draw_frame (TdNetworkPen *self, double x, double y, double width, double height, TdRgba outline)
{
  td_network_round (self->cr, x + 0.5, y + 0.5, width - 1, height - 1, 3);
  td_rgba_set (td_rgba_card (self->palette), self->cr);
  cairo_fill_preserve (self->cr);
  td_rgba_set (outline, self->cr);
  cairo_set_line_width (self->cr, 1);
  cairo_stroke (self->cr);
}

/* As high as its share of @full. */
static void
draw_bar (TdNetworkPen *self, double x, double base, double width, double full, double share,
          TdRgba color)
{
  double height = MAX (CLAMP (share, 0, 1) * full, 1);

  cairo_rectangle (self->cr, x + 0.5, base - height, width - 1, height);
  td_rgba_set (color, self->cr);
  cairo_fill (self->cr);
}

static void
draw_shares (TdNetworkPen *self, const TdNetworkPlace *card)
{
  const TdHeadBox *head = &self->model->heads[card->head];
  TdRgba own = td_network_head_color (self, head);
  TdRgba common = head->enabled ? td_rgba_fade (td_rgba_accent (self->palette->dark), 0.6)
                                : td_network_quiet (self);
  double bar = CLAMP (110.0 / MAX (head->n_shares, 1), 3, 9);
  double x = self->layout->branch_x, y = card->y + card->height / 2;
  guint n = head->n_gates > 0 ? head->n_shares / head->n_gates : 0;

  for (guint gate = 0; gate < head->n_gates; gate++)
    {
      draw_frame (self, x, y - BAR_HEIGHT / 2 - 3, n * bar + 2 * MARGIN, BAR_HEIGHT + 6, own);
      for (guint i = 0; i < n; i++)
        draw_bar (self, x + MARGIN + i * bar, y + BAR_HEIGHT / 2, bar, BAR_HEIGHT,
                  head->knows_shares ? head->shares[gate * n + i] : 0,
                  i < head->n_own_shares || head->has_masks ? own : common);
      x += n * bar + 2 * MARGIN + GATE_GAP;
    }
}

static void
draw_stitch (TdNetworkPen *self, const TdNetworkPlace *place)
{
  guint n = self->model->n_heads;
  double cell = td_network_stitch_cell (n), y = place->y + place->height / 2;
  double full = MIN (STITCH_HEIGHT, place->height - 4);
  double x = place->x + place->width + self->layout->small_gap / 2 - n * cell / 2;

  draw_frame (self, x - 2, y - full / 2 - 2, n * cell + 4, full + 4,
              td_network_head_color (self, &self->model->heads[place->head]));
  for (guint s = 0; s < n && place->box->stitch != NULL; s++)
    {
      double value = place->box->stitch[s], height = MIN (fabs (value), 1) * full;

      cairo_rectangle (self->cr, x + s * cell + 0.5, y + full / 2 - height, cell - 1, height);
      td_rgba_set (td_task_color (value >= 0 ? "#0072B2" : "#D55E00", self->palette->dark), self->cr);
      cairo_fill (self->cr);
    }
}

/* The same layer in the row above; NULL: this is the first. */
static const TdNetworkPlace *
find_above (const TdNetworkPen *self, const TdNetworkPlace *place)
{
  for (guint i = 0; i < self->layout->places->len; i++)
    {
      const TdNetworkPlace *other = td_network_layout_get (self->layout, i);

      if (other->kind == TD_PLACE_LAYER && other->in_trunk && other->head == place->head - 1
          && other->position == place->position)
        return other;
    }
  return NULL;
}

static void
draw_upright (TdNetworkPen *self, double x, double top, double bottom, double width)
{
  cairo_move_to (self->cr, x, top);
  cairo_line_to (self->cr, x, bottom);
  td_rgba_set (td_rgba_fade (td_rgba_accent (self->palette->dark), 0.7), self->cr);
  cairo_set_line_width (self->cr, width);
  cairo_stroke (self->cr);
}

/* Upright: a dotted tie to the same layer above, or the thread of a stitch. */
static void
draw_thread (TdNetworkPen *self, const TdNetworkPlace *place)
{
  const double dots[] = { 2, 2.5 };
  const TdNetworkPlace *above = find_above (self, place);
  double x = place->x + place->width;

  if (above == NULL)
    return;
  if (self->model->tied)
    {
      cairo_set_dash (self->cr, dots, 2, 0);
      draw_upright (self, place->x + place->width / 2, above->y + above->height, place->y, 2);
      cairo_set_dash (self->cr, NULL, 0, 0);
    }
  if (place->box->joined)
    draw_upright (self, x + self->layout->small_gap / 2, above->y + above->height / 2,
                  place->y + place->height / 2, 1.5);
}

/* The gate of all tasks: shared experts in blue, the others in their tasks' colours. */
static void
draw_common_gate (TdNetworkPen *self, const TdBox *box, double x, double top)
{
  double bar = CLAMP (COMMON_WIDTH / box->n_gate, 2, 6), width = box->n_gate * bar + 4;
  TdRgba accent = td_rgba_accent (self->palette->dark);

  x -= width / 2;
  draw_frame (self, x, top, width, COMMON_HEIGHT + 4, accent);
  for (guint i = 0; i < box->n_gate; i++)
    {
      gint head = td_network_expert_head (self->model, box, i);
      TdRgba color = head < 0 ? td_rgba_fade (accent, 0.6)
                              : td_network_head_color (self, &self->model->heads[head]);

      draw_bar (self, x + 2 + i * bar, top + COMMON_HEIGHT + 2, bar, COMMON_HEIGHT,
                box->gate != NULL ? box->gate[i] : 0, color);
    }
}

/* Between levels: a line that all experts end at, and their gate. */
static void
draw_level (TdNetworkPen *self, const TdNetworkPlace *place)
{
  double x = place->x + place->width + self->layout->box_gap / 2, y = place->y + place->height + 3;

  draw_upright (self, x, place->y - 4, y, 1.5);
  if (place->box->n_gate > 0)
    draw_common_gate (self, place->box, x, y);
}

static gboolean
is_copy (const TdNetworkPlace *place)
{
  return place->kind == TD_PLACE_LAYER && place->in_trunk && place->head >= 0;
}

void
td_network_draw_threads (TdNetworkPen *self)
{
  for (guint i = 0; i < self->layout->places->len; i++)
    {
      const TdNetworkPlace *place = td_network_layout_get (self->layout, i);

      if (is_copy (place))
        draw_thread (self, place);
      else if (place->kind == TD_PLACE_LAYER && place->head < 0 && place->box->joined)
        draw_level (self, place);
    }
}

void
td_network_draw_joints (TdNetworkPen *self)
{
  for (guint i = 0; i < self->layout->places->len; i++)
    {
      const TdNetworkPlace *place = td_network_layout_get (self->layout, i);

      if (place->kind == TD_PLACE_HEAD)
        draw_shares (self, place);
      else if (is_copy (place) && place->box->joined)
        draw_stitch (self, place);
    }
}
