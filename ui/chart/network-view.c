/* network-view.c — the network as a picture: the area of its trunk, its lines, and all places.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/chart/network-view.h"

#include "ui/chart/color.h"
#include "ui/chart/network-pen.h"

#include <math.h>
#include <string.h>

#define BAR_WIDTH 4.0
#define HEADING_GAP 8.0 /* between the trunk's title and what it is made of */

const TdNetworkMarks td_no_network_marks = { .hovered = -1, .focused = -1, .edge = { .place = -1 },
                                             .dragged = -1, .target = -1 };

void
td_network_round (cairo_t *cr, double x, double y, double width, double height, double r)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, x + width - r, y + r, r, -G_PI_2, 0);
  cairo_arc (cr, x + width - r, y + height - r, r, 0, G_PI_2);
  cairo_arc (cr, x + r, y + height - r, r, G_PI_2, G_PI);
  cairo_arc (cr, x + r, y + r, r, G_PI, 3 * G_PI_2);
  cairo_close_path (cr);
}

TdRgba
td_network_quiet (const TdNetworkPen *self)
{
  return td_rgba_fade (self->palette->dim, 0.45);
}

TdRgba
td_network_head_color (const TdNetworkPen *self, const TdHeadBox *head)
{
  return head->enabled ? head->color : td_network_quiet (self);
}

gboolean
td_network_is_place (const TdNetworkPen *self, const TdNetworkPlace *place, gint index)
{
  return index >= 0 && place == td_network_layout_get (self->layout, (guint) index);
}

/* A line of the trunk's heading: what stands on the right gives way. */
static void
draw_heading_line (TdNetworkPen *self, const char *left, const char *right, double x, double y,
                   double width)
{
  td_text_font (&self->text, TD_SMALL_FONT, TRUE);
  double title = left != NULL ? MIN (ceil (td_text_width (&self->text, left)) + 1, width) : 0;
  double x_right = x + title + (title > 0 ? HEADING_GAP : 0);
  td_text_draw (&self->text, left, x, y, title, TD_TEXT_LEFT, td_rgba_accent (self->palette->dark));
  td_text_font (&self->text, TD_SMALL_FONT, FALSE);
  td_text_draw (&self->text, right, x_right, y, MAX (x + width - x_right, 0), TD_TEXT_RIGHT,
                self->palette->dim);
}

static gboolean
fits_one_line (TdNetworkPen *self, double width)
{
  td_text_font (&self->text, TD_SMALL_FONT, TRUE);
  double title = td_text_width (&self->text, self->model->trunk_title);
  td_text_font (&self->text, TD_SMALL_FONT, FALSE);
  return title + HEADING_GAP + td_text_width (&self->text, self->model->trunk_subtitle) + 2 <= width;
}

/* The trunk's title and what it is made of, the last part of which goes below where both have no
 * room on one line. */
static void
draw_heading (TdNetworkPen *self, const TdNetworkPlace *place)
{
  const char *title = self->model->trunk_title;
  const char *words = self->model->trunk_subtitle != NULL ? self->model->trunk_subtitle : "";
  const char *last = g_strrstr (words, TD_PART);
  double x = place->x + 14, width = place->width - 28;
  if (title == NULL || fits_one_line (self, width))
    {
      draw_heading_line (self, title, words, x, place->y + 20, width);
      return;
    }
  g_autofree char *first = last != NULL ? g_strndup (words, (gsize) (last - words)) : NULL;
  draw_heading_line (self, title, first, x, place->y + 14, width);
  draw_heading_line (self, NULL, last != NULL ? last + strlen (TD_PART) : words, x, place->y + 28,
                     width);
}

static void
draw_trunk (TdNetworkPen *self, const TdNetworkPlace *place)
{
  const double dashes[] = { 5, 4 };
  TdRgba accent = td_rgba_accent (self->palette->dark);
  td_network_round (self->cr, place->x + 0.5, place->y + 0.5, place->width - 1, place->height - 1, 9);
  td_rgba_set (td_rgba_fade (accent, self->palette->dark ? 0.08 : 0.05), self->cr);
  cairo_fill_preserve (self->cr);
  td_rgba_set (td_rgba_fade (accent, 0.35), self->cr);
  cairo_set_line_width (self->cr, 1);
  cairo_set_dash (self->cr, dashes, 2, 0);
  cairo_stroke (self->cr);
  cairo_set_dash (self->cr, NULL, 0, 0);
  draw_heading (self, place);
}

/* A thick grey line at the trunk's height. */
static void
draw_stem (TdNetworkPen *self)
{
  const TdNetworkPlace *input = td_network_layout_get (self->layout, 0);
  double y = floor (self->layout->middle) + 0.5, start = input->x + input->width;
  td_rgba_set (td_network_quiet (self), self->cr);
  cairo_set_line_width (self->cr, 2.5);
  cairo_move_to (self->cr, start, y);
  cairo_line_to (self->cr, self->layout->fork_x, y);
  cairo_stroke (self->cr);
}

/* From the fork in a curve to the row's height, then level; within the row level from edge to
 * edge. */
static void
draw_joint (const TdNetworkPlace *from, const TdNetworkPlace *to, gpointer data)
{
  TdNetworkPen *self = data;
  const TdNetworkLayout *layout = self->layout;
  const TdHeadBox *head = &self->model->heads[to->head];
  double y = to->y + to->height / 2;
  double bend = (layout->branch_x - layout->fork_x) * 0.55;
  td_rgba_set (td_network_head_color (self, head), self->cr);
  cairo_set_line_width (self->cr, head->enabled ? 2.25 : 1.5);
  if (from->head == to->head)
    cairo_move_to (self->cr, from->x + from->width - 1, y);
  else
    {
      cairo_move_to (self->cr, layout->fork_x, layout->middle);
      cairo_curve_to (self->cr, layout->fork_x + bend, layout->middle, layout->branch_x - bend, y,
                      layout->branch_x, y);
    }
  cairo_line_to (self->cr, to->x + 1, y);
  cairo_stroke (self->cr);
}

static void
draw_lines (TdNetworkPen *self)
{
  draw_stem (self);
  td_network_visit_joints (self->layout, self->model, draw_joint, self);
}

static void
draw_all (TdNetworkPen *self)
{
  for (guint i = 0; i < self->layout->places->len; i++)
    if (td_network_layout_get (self->layout, i)->kind == TD_PLACE_TRUNK)
      draw_trunk (self, td_network_layout_get (self->layout, i));
  draw_lines (self);
  td_network_draw_threads (self);
  for (guint i = 0; i < self->layout->places->len; i++)
    if (td_network_layout_get (self->layout, i)->kind != TD_PLACE_SLOT)
      td_network_draw_place (self, td_network_layout_get (self->layout, i));
  td_network_draw_neurons (self);
  td_network_draw_joints (self);
  for (guint i = 0; i < self->layout->places->len; i++)
    if (td_network_layout_get (self->layout, i)->kind == TD_PLACE_SLOT)
      td_network_draw_place (self, td_network_layout_get (self->layout, i));
  if (self->marks->dragging && self->marks->dragged >= 0)
    td_network_draw_dragged (self);
}

/* Where in a picture that is larger than the widget one is: it begins at @start and has @size, of
 * which @seen are in sight. */
static void
draw_bar (TdNetworkPen *self, double start, double size, double seen, gboolean upright)
{
  double length = MIN (MAX (seen / size * seen, 24), seen);
  double at = CLAMP (-start / size * seen, 0, seen - length);
  double across = (upright ? self->layout->widget_width : self->layout->widget_height) - BAR_WIDTH - 2;
  if (size <= seen + 1)
    return;
  td_network_round (self->cr, upright ? across : at, upright ? at : across,
                    upright ? BAR_WIDTH : length, upright ? length : BAR_WIDTH, BAR_WIDTH / 2);
  td_rgba_set (td_rgba_fade (self->palette->dim, 0.6), self->cr);
  cairo_fill (self->cr);
}

static void
draw_bars (TdNetworkPen *self)
{
  const TdNetworkLayout *layout = self->layout;
  draw_bar (self, layout->dx, layout->width * layout->scale, layout->widget_width, FALSE);
  draw_bar (self, layout->dy, layout->height * layout->scale, layout->widget_height, TRUE);
}

void
td_network_draw (cairo_t *cr, const TdNetworkLayout *layout, const TdNetworkModel *model,
                 const TdPalette *palette, const TdNetworkMarks *marks)
{
  TdNetworkPen pen = { .cr = cr, .model = model, .layout = layout, .palette = palette,
                       .marks = marks };
  g_return_if_fail (cr != NULL && layout != NULL && model != NULL);
  g_return_if_fail (palette != NULL && marks != NULL);
  cairo_save (cr);
  if (palette->background.alpha > 0)
    {
      td_rgba_set (palette->background, cr);
      cairo_rectangle (cr, 0, 0, layout->widget_width, layout->widget_height);
      cairo_fill (cr);
    }
  cairo_translate (cr, layout->dx, layout->dy);
  cairo_scale (cr, layout->scale, layout->scale);
  td_text_init (&pen.text, cr, palette);
  draw_all (&pen);
  td_text_clear (&pen.text);
  cairo_restore (cr);
  draw_bars (&pen);
}
