/* network-boxes.c — the cards of a network's picture: input, layers, heads; and its plus signs.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/chart/color.h"
#include "ui/chart/network-pen.h"

#include <math.h>

#define BAR 7.0 /* width of a head's coloured bar */
#define ABOVE_NEURONS 21.0 /* middle of the two lines */
#define TWO_LINES 34.0     /* a lower box has a title only */
#define HISTOGRAM_HEIGHT 22.0
#define HISTOGRAM_WIDTH 66.0

/* A card: fill and outline; selection, hover and keyboard focus change the outline. */
static void
draw_card (TdNetworkPen *self, const TdNetworkPlace *place, TdRgba outline, double line)
{
  const double dashes[] = { 3, 2.5 };
  TdRgba accent = td_rgba_accent (self->palette->dark);
  if (place->id != NULL && g_strcmp0 (place->id, self->marks->selected) == 0)
    {
      outline = accent;
      line = 2;
    }
  else if (td_network_is_place (self, place, self->marks->hovered))
    outline = td_rgba_mix (td_rgba_fade (outline, 1), accent, 0.55);
  double inset = line / 2;
  td_network_round (self->cr, place->x + inset, place->y + inset, place->width - line,
           place->height - line, TD_CARD_RADIUS);
  td_rgba_set (td_rgba_card (self->palette), self->cr);
  cairo_fill_preserve (self->cr);
  td_rgba_set (outline, self->cr);
  cairo_set_line_width (self->cr, line);
  cairo_stroke (self->cr);
  if (!td_network_is_place (self, place, self->marks->focused))
    return;
  td_network_round (self->cr, place->x - 2.5, place->y - 2.5, place->width + 5, place->height + 5,
           TD_CARD_RADIUS + 2);
  td_rgba_set (accent, self->cr);
  cairo_set_line_width (self->cr, 1.25);
  cairo_set_dash (self->cr, dashes, 2, 0);
  cairo_stroke (self->cr);
  cairo_set_dash (self->cr, NULL, 0, 0);
}

/* What doesn't fit loses its last parts, which tell least. Owned. */
static char *
dup_fitting (TdNetworkPen *self, const char *text, double width)
{
  char *copy = g_strdup (text != NULL ? text : "");
  char *end;
  while (td_text_width (&self->text, copy) > width && (end = g_strrstr (copy, TD_PART)) != NULL)
    *end = '\0';
  return copy;
}

static void
draw_two_lines (TdNetworkPen *self, const TdNetworkPlace *place, const char *title, const char *subtitle,
                gboolean small, TdRgba color)
{
  double middle = place->y + (place->kind == TD_PLACE_LAYER && place->neurons > 0
                                ? ABOVE_NEURONS : place->height / 2);
  double lock = place->small && place->box->frozen ? 13 : 0;
  double x = place->x + 5, width = place->width - 10 - lock;
  gboolean both = subtitle != NULL && subtitle[0] != '\0' && place->height >= TWO_LINES;
  double apart = small ? 7.5 : 9.5;
  td_text_font (&self->text, small ? TD_SMALL_FONT : 0.94, TRUE);
  if (place->kind == TD_PLACE_LAYER && place->box->brief != NULL
      && td_text_width (&self->text, title) > width)
    title = place->box->brief;
  if (!small && td_text_width (&self->text, title) > width) /* in another language, perhaps */
    td_text_font (&self->text, 0.74, TRUE);
  td_text_draw (&self->text, title, x, both ? middle - apart : middle, width, TD_TEXT_CENTER,
                color);
  td_text_font (&self->text, small ? 0.74 : TD_SMALL_FONT, FALSE);
  if (!both)
    return;
  g_autofree char *fitting = dup_fitting (self, subtitle, width);
  td_text_draw (&self->text, fitting, x, middle + apart, width, TD_TEXT_CENTER,
                self->palette->dim);
}

/* The sample as pixels from the paper's colour to the ink's. */
static void
draw_image (TdNetworkPen *self, double x, double y, double size)
{
  const TdNetworkModel *model = self->model;
  int width = (int) model->image_width, height = (int) model->image_height;
  TdRgba paper = td_rgba_mix (td_rgba_card (self->palette), self->palette->foreground, 0.07);
  TdRgba ink = td_rgba_mix (paper, self->palette->foreground, 0.85);
  cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  if (cairo_surface_status (image) == CAIRO_STATUS_SUCCESS)
    {
      int stride = cairo_image_surface_get_stride (image) / 4;
      guint32 *pixels = (guint32 *) (gpointer) cairo_image_surface_get_data (image);
      for (int i = 0; i < width * height; i++)
        {
          float value = model->image[i];
          TdRgba c = td_rgba_mix (paper, ink, value > 0 ? MIN (value, 1) : 0);
          pixels[i / width * stride + i % width] = (guint32) lrint (c.red * 255) << 16
                                                   | (guint32) lrint (c.green * 255) << 8
                                                   | (guint32) lrint (c.blue * 255);
        }
      cairo_surface_mark_dirty (image);
      double scale = size / MAX (width, height);
      cairo_save (self->cr);
      cairo_translate (self->cr, x + (size - width * scale) / 2, y + (size - height * scale) / 2);
      cairo_scale (self->cr, scale, scale);
      cairo_set_source_surface (self->cr, image, 0, 0);
      cairo_pattern_set_filter (cairo_get_source (self->cr), CAIRO_FILTER_NEAREST);
      cairo_rectangle (self->cr, 0, 0, width, height);
      cairo_fill (self->cr);
      cairo_restore (self->cr);
    }
  cairo_surface_destroy (image);
}

static void
draw_input (TdNetworkPen *self, const TdNetworkPlace *place)
{
  TdNetworkPlace words = *place;
  draw_card (self, place, td_network_quiet (self), 1);
  if (self->model->image_width > 0 && self->model->image_height > 0 && self->model->image != NULL)
    {
      const double size = 64;
      draw_image (self, place->x + (place->width - size) / 2, place->y + 11, size);
      words.y += size + 10;
      words.height -= size + 8;
    }
  draw_two_lines (self, &words, self->model->input_title, self->model->input_subtitle, FALSE,
                  self->palette->foreground);
}

/* What the layer makes of an image, under its box. */
static void
draw_shape (TdNetworkPen *self, const TdNetworkPlace *place)
{
  td_text_font (&self->text, 0.74, FALSE);
  td_text_draw (&self->text, place->box->shape, place->x - 10, place->y + place->height + 8,
                place->width + 20, TD_TEXT_CENTER, self->palette->dim);
}

static void
draw_histogram (TdNetworkPen *self, const TdNetworkPlace *place)
{
  double x = place->x + (place->width - HISTOGRAM_WIDTH) / 2;
  double base = place->y + place->height + (place->box->shape != NULL ? 17 : 14) + HISTOGRAM_HEIGHT;
  double step = HISTOGRAM_WIDTH / TD_HISTOGRAM_BINS;
  for (guint i = 0; i < TD_HISTOGRAM_BINS; i++)
    {
      float share = place->box->histogram[i];
      if (share > 0)
        {
          double height = MAX (MIN (share, 1) * HISTOGRAM_HEIGHT, 0.75);
          cairo_rectangle (self->cr, x + i * step, base - height, step - 0.6, height);
        }
    }
  td_rgba_set (td_rgba_fade (td_rgba_accent (self->palette->dark), 0.55), self->cr);
  cairo_fill (self->cr);
}

/* A padlock in the corner: these weights stay as they are. */
static void
draw_lock (TdNetworkPen *self, const TdNetworkPlace *place)
{
  double x = place->x + place->width - 15, y = place->y + 9;
  td_rgba_set (self->palette->dim, self->cr);
  cairo_rectangle (self->cr, x, y, 8, 6);
  cairo_fill (self->cr);
  cairo_set_line_width (self->cr, 1.2);
  cairo_arc (self->cr, x + 4, y, 2.6, G_PI, 2 * G_PI);
  cairo_stroke (self->cr);
}

/* The edges of further copies behind a box, at most three. */
static void
draw_copies (TdNetworkPen *self, const TdNetworkPlace *place, TdRgba outline)
{
  for (guint i = MIN (self->model->n_copies, 4); i-- > 1;)
    {
      double off = 3.5 * i;

      td_network_round (self->cr, place->x + off + 0.5, place->y - off + 0.5, place->width - 1,
                        place->height - 1, TD_CARD_RADIUS);
      td_rgba_set (td_rgba_card (self->palette), self->cr);
      cairo_fill_preserve (self->cr);
      td_rgba_set (outline, self->cr);
      cairo_set_line_width (self->cr, 1);
      cairo_stroke (self->cr);
    }
}

/* Small boxes have no room under them. */
static char *
dup_second_line (const TdNetworkPlace *place)
{
  const TdBox *box = place->box;
  if (!place->small || box->shape == NULL)
    return g_strdup (box->subtitle);
  return g_strconcat (box->shape, box->subtitle[0] != '\0' ? TD_PART : "", box->subtitle, NULL);
}

static void
draw_layer (TdNetworkPen *self, const TdNetworkPlace *place)
{
  const TdHeadBox *head = place->head < 0 ? NULL : &self->model->heads[place->head];
  TdRgba outline = td_network_quiet (self);
  g_autofree char *second_line = dup_second_line (place);
  if (head != NULL && head->enabled)
    outline = td_rgba_fade (head->color, 0.75);
  if (place->head < 0)
    draw_copies (self, place, outline);
  draw_card (self, place, outline, 1);
  draw_two_lines (self, place, place->box->title, second_line, place->small,
                  head != NULL && !head->enabled ? self->palette->dim
                                                 : self->palette->foreground);
  if (place->box->frozen)
    draw_lock (self, place);
  if (place->box->shape != NULL && !place->small)
    draw_shape (self, place);
  if (place->box->has_histogram && !place->small && place->neurons == 0)
    draw_histogram (self, place);
}

/* The row that the pointer or the keyboard is in; -1: none. */
static gint
near_row (const TdNetworkPen *self)
{
  gint place = self->marks->hovered >= 0 ? self->marks->hovered : self->marks->focused;
  return place >= 0 ? td_network_layout_get (self->layout, (guint) place)->head : -1;
}

/* What the pointer or the keyboard is at, and where a dragged layer would go, is filled; of heads'
 * slots only those of the row in question are shown, as there are many. */
static void
draw_slot (TdNetworkPen *self, const TdNetworkPlace *place)
{
  const TdNetworkMarks *marks = self->marks;
  TdRgba accent = td_rgba_accent (self->palette->dark);
  gboolean hot = marks->dragging ? td_network_is_place (self, place, marks->target)
                                 : td_network_is_place (self, place, marks->hovered)
                                     || td_network_is_place (self, place, marks->focused);
  double r = place->width / 2 * (hot ? 1 : 0.85), arm = r * 0.45;
  double x = place->x + place->width / 2, y = place->y + place->height / 2;
  if (!hot && !marks->dragging && place->head >= 0 && place->head != near_row (self))
    return;
  cairo_new_sub_path (self->cr);
  cairo_arc (self->cr, x, y, r - 0.5, 0, 2 * G_PI);
  td_rgba_set (hot ? accent : td_rgba_card (self->palette), self->cr);
  cairo_fill_preserve (self->cr);
  td_rgba_set (hot ? accent : td_rgba_fade (accent, 0.7), self->cr);
  cairo_set_line_width (self->cr, 1);
  cairo_stroke (self->cr);
  td_rgba_set (hot ? td_rgba_card (self->palette) : accent, self->cr);
  cairo_set_line_width (self->cr, 1.4);
  cairo_move_to (self->cr, x - arm, y);
  cairo_line_to (self->cr, x + arm, y);
  cairo_move_to (self->cr, x, y - arm);
  cairo_line_to (self->cr, x, y + arm);
  cairo_stroke (self->cr);
  if (!td_network_is_place (self, place, marks->focused))
    return;
  cairo_arc (self->cr, x, y, r + 2, 0, 2 * G_PI);
  td_rgba_set (accent, self->cr);
  cairo_set_line_width (self->cr, 1.25);
  cairo_stroke (self->cr);
}

/* The largest of three sizes in which the title is whole, else the smallest. */
static void
set_title_font (TdNetworkPen *self, const char *title, double width)
{
  const double scales[] = { 0.94, TD_SMALL_FONT, 0.74 };
  for (guint i = 0; i < G_N_ELEMENTS (scales); i++)
    {
      td_text_font (&self->text, scales[i], TRUE);
      if (td_text_width (&self->text, title) <= width)
        break;
    }
}

/* The value keeps its room; a long title is written smaller, and ellipsized before it. */
static void
draw_head (TdNetworkPen *self, const TdNetworkPlace *place)
{
  const TdHeadBox *head = &self->model->heads[place->head];
  TdRgba color = head->enabled ? self->palette->foreground : self->palette->dim;
  double middle = place->y + place->height / 2, x = place->x + BAR + 11;
  double width = place->width - BAR - 21, value = 0;
  gboolean two = !self->layout->low_cards && head->subtitle != NULL && head->subtitle[0] != '\0';
  draw_card (self, place, td_network_head_color (self, head), 1.5);
  cairo_save (self->cr);
  td_network_round (self->cr, place->x, place->y, place->width, place->height, TD_CARD_RADIUS);
  cairo_clip (self->cr);
  cairo_rectangle (self->cr, place->x, place->y, BAR, place->height);
  td_rgba_set (td_network_head_color (self, head), self->cr);
  cairo_fill (self->cr);
  cairo_restore (self->cr);

  td_text_font (&self->text, 0.94, TRUE);
  double title_y = two ? middle - 9.5 : middle;
  if (head->value != NULL && head->value[0] != '\0')
    value = MIN (ceil (td_text_width (&self->text, head->value)) + 1, width * 0.6);
  td_text_draw (&self->text, head->value, x + width - value, title_y, value, TD_TEXT_RIGHT, color);
  double room = width - (value > 0 ? value + 8 : 0);
  set_title_font (self, head->title, room);
  td_text_draw (&self->text, head->title, x, title_y, room, TD_TEXT_LEFT, color);
  td_text_font (&self->text, TD_SMALL_FONT, FALSE);
  if (!two)
    return;
  g_autofree char *fitting = dup_fitting (self, head->subtitle, width);
  td_text_draw (&self->text, fitting, x, middle + 9.5, width, TD_TEXT_LEFT, self->palette->dim);
}

void
td_network_draw_place (TdNetworkPen *self, const TdNetworkPlace *place)
{
  switch (place->kind)
    {
    case TD_PLACE_INPUT:
      draw_input (self, place);
      break;
    case TD_PLACE_LAYER:
      draw_layer (self, place);
      break;
    case TD_PLACE_SLOT:
      draw_slot (self, place);
      break;
    case TD_PLACE_HEAD:
      draw_head (self, place);
      break;
    case TD_PLACE_TRUNK: /* lies below everything */
    default:
      break;
    }
}

void
td_network_draw_dragged (TdNetworkPen *self)
{
  TdNetworkPlace place = *td_network_layout_get (self->layout, (guint) self->marks->dragged);
  place.x = self->marks->x - place.width / 2;
  place.y = self->marks->y - place.height / 2;
  cairo_push_group (self->cr);
  draw_card (self, &place, td_rgba_accent (self->palette->dark), 1.5);
  draw_two_lines (self, &place, place.box->title, place.box->subtitle, place.small,
                  self->palette->foreground);
  cairo_pop_group_to_source (self->cr);
  cairo_paint_with_alpha (self->cr, 0.85);
  if (self->marks->target >= 0)
    draw_slot (self, td_network_layout_get (self->layout, (guint) self->marks->target));
}
