/* network-view.c — the network as a picture: input, trunk, fork, heads; drawn with cairo.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/chart/network-view.h"
#include "ui/chart/color.h"
#include "ui/chart/network-layout.h"
#include "ui/chart/text.h"

#include <math.h>

#define RADIUS 7.0
#define BAR 7.0           /* width of a head's coloured bar */
#define SMALL_FONT 0.82
#define HISTOGRAM_HEIGHT 22.0
#define HISTOGRAM_WIDTH 66.0

typedef struct
{
  cairo_t               *cr;
  TdText                 text;
  const TdNetworkModel  *model;
  const TdNetworkLayout *layout;
  const TdPalette       *palette;
  const char            *selected, *hovered, *focused;
} Pen;

static void
rounded (cairo_t *cr, double x, double y, double width, double height, double r)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, x + width - r, y + r, r, -G_PI_2, 0);
  cairo_arc (cr, x + width - r, y + height - r, r, 0, G_PI_2);
  cairo_arc (cr, x + r, y + height - r, r, G_PI_2, G_PI);
  cairo_arc (cr, x + r, y + r, r, G_PI, 3 * G_PI_2);
  cairo_close_path (cr);
}

static TdRgba
quiet (const Pen *self)
{
  return td_rgba_fade (self->palette->dim, 0.45);
}

/* Grey when the task is switched off. */
static TdRgba
head_color (const Pen *self, const TdHeadBox *head)
{
  return head->enabled ? head->color : quiet (self);
}

static const char *
place_id (const Pen *self, const TdPlace *place)
{
  if (place->box != NULL)
    return place->box->id;
  return place->kind == TD_PLACE_HEAD ? self->model->heads[place->head].id : NULL;
}

static gboolean
is_id (const TdPlace *place, const Pen *self, const char *wanted)
{
  return wanted != NULL && g_strcmp0 (place_id (self, place), wanted) == 0;
}

/* A card: fill and outline; selection, hover and keyboard focus change the outline. */
static void
draw_card (Pen *self, const TdPlace *place, TdRgba outline, double line)
{
  const double dashes[] = { 3, 2.5 };
  TdRgba accent = td_rgba_accent (self->palette->dark);
  gboolean selected = is_id (place, self, self->selected);
  if (selected)
    {
      outline = accent;
      line = 2;
    }
  else if (is_id (place, self, self->hovered))
    outline = td_rgba_mix (td_rgba_fade (outline, 1), accent, 0.55);
  double inset = line / 2;
  rounded (self->cr, place->x + inset, place->y + inset, place->width - line,
           place->height - line, RADIUS);
  td_rgba_set (td_rgba_card (self->palette), self->cr);
  cairo_fill_preserve (self->cr);
  td_rgba_set (outline, self->cr);
  cairo_set_line_width (self->cr, line);
  cairo_stroke (self->cr);
  if (!is_id (place, self, self->focused))
    return;
  rounded (self->cr, place->x - 2.5, place->y - 2.5, place->width + 5, place->height + 5,
           RADIUS + 2);
  td_rgba_set (accent, self->cr);
  cairo_set_line_width (self->cr, 1.25);
  cairo_set_dash (self->cr, dashes, 2, 0);
  cairo_stroke (self->cr);
  cairo_set_dash (self->cr, NULL, 0, 0);
}

static void
draw_two_lines (Pen *self, const TdPlace *place, const char *title, const char *subtitle,
                gboolean small, TdRgba color)
{
  double middle = place->y + place->height / 2, x = place->x + 5, width = place->width - 10;
  gboolean both = subtitle != NULL && subtitle[0] != '\0';
  double apart = small ? 7.5 : 9.5;
  td_text_font (&self->text, small ? SMALL_FONT : 0.94, TRUE);
  td_text_draw (&self->text, title, x, both ? middle - apart : middle, width, TD_TEXT_CENTER,
                color);
  td_text_font (&self->text, small ? 0.74 : SMALL_FONT, FALSE);
  if (both)
    td_text_draw (&self->text, subtitle, x, middle + apart, width, TD_TEXT_CENTER,
                  self->palette->dim);
}

/* The sample as pixels from the paper's colour to the ink's. */
static void
draw_image (Pen *self, double x, double y, double size)
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
draw_input (Pen *self, const TdPlace *place)
{
  TdPlace words = *place;
  draw_card (self, place, quiet (self), 1);
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

static void
draw_trunk (Pen *self, const TdPlace *place)
{
  const double dashes[] = { 5, 4 };
  TdRgba accent = td_rgba_accent (self->palette->dark);
  double y = place->y + 20, width = place->width - 28;
  rounded (self->cr, place->x + 0.5, place->y + 0.5, place->width - 1, place->height - 1, 9);
  td_rgba_set (td_rgba_fade (accent, self->palette->dark ? 0.08 : 0.05), self->cr);
  cairo_fill_preserve (self->cr);
  td_rgba_set (td_rgba_fade (accent, 0.35), self->cr);
  cairo_set_line_width (self->cr, 1);
  cairo_set_dash (self->cr, dashes, 2, 0);
  cairo_stroke (self->cr);
  cairo_set_dash (self->cr, NULL, 0, 0);

  double count = 0;
  td_text_font (&self->text, SMALL_FONT, FALSE);
  if (self->model->trunk_subtitle != NULL)
    count = MIN (ceil (td_text_width (&self->text, self->model->trunk_subtitle)) + 1, width * 0.6);
  td_text_draw (&self->text, self->model->trunk_subtitle, place->x + 14 + width - count, y, count,
                TD_TEXT_RIGHT, self->palette->dim);
  td_text_font (&self->text, SMALL_FONT, TRUE);
  td_text_draw (&self->text, self->model->trunk_title, place->x + 14, y, width - count - 8,
                TD_TEXT_LEFT, accent);
}

static void
draw_histogram (Pen *self, const TdPlace *place)
{
  double x = place->x + (place->width - HISTOGRAM_WIDTH) / 2;
  double base = place->y + place->height + 14 + HISTOGRAM_HEIGHT;
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
draw_lock (Pen *self, const TdPlace *place)
{
  double x = place->x + place->width - 15, y = place->y + 9;
  td_rgba_set (self->palette->dim, self->cr);
  cairo_rectangle (self->cr, x, y, 8, 6);
  cairo_fill (self->cr);
  cairo_set_line_width (self->cr, 1.2);
  cairo_arc (self->cr, x + 4, y, 2.6, G_PI, 2 * G_PI);
  cairo_stroke (self->cr);
}

static void
draw_layer (Pen *self, const TdPlace *place)
{
  const TdHeadBox *head = place->head < 0 ? NULL : &self->model->heads[place->head];
  TdRgba outline = quiet (self);
  if (head != NULL && head->enabled)
    outline = td_rgba_fade (head->color, 0.75);
  draw_card (self, place, outline, 1);
  draw_two_lines (self, place, place->box->title, place->box->subtitle,
                  place->kind == TD_PLACE_SMALL_BOX,
                  head != NULL && !head->enabled ? self->palette->dim
                                                 : self->palette->foreground);
  if (place->box->frozen)
    draw_lock (self, place);
  if (place->box->has_histogram && place->kind == TD_PLACE_BOX)
    draw_histogram (self, place);
}

/* The value keeps its room; title and subtitle are ellipsized before it. */
static void
draw_head (Pen *self, const TdPlace *place)
{
  const TdHeadBox *head = &self->model->heads[place->head];
  TdRgba color = head->enabled ? self->palette->foreground : self->palette->dim;
  double middle = place->y + place->height / 2, x = place->x + BAR + 11;
  double width = place->width - BAR - 21, value = 0;
  gboolean two = !self->layout->low_cards && head->subtitle != NULL && head->subtitle[0] != '\0';
  draw_card (self, place, head_color (self, head), 1.5);
  cairo_save (self->cr);
  rounded (self->cr, place->x, place->y, place->width, place->height, RADIUS);
  cairo_clip (self->cr);
  cairo_rectangle (self->cr, place->x, place->y, BAR, place->height);
  td_rgba_set (head_color (self, head), self->cr);
  cairo_fill (self->cr);
  cairo_restore (self->cr);

  td_text_font (&self->text, 0.94, TRUE);
  double title_y = two ? middle - 9.5 : middle;
  if (head->value != NULL && head->value[0] != '\0')
    value = MIN (ceil (td_text_width (&self->text, head->value)) + 1, width * 0.6);
  td_text_draw (&self->text, head->value, x + width - value, title_y, value, TD_TEXT_RIGHT, color);
  td_text_draw (&self->text, head->title, x, title_y, width - (value > 0 ? value + 8 : 0),
                TD_TEXT_LEFT, color);
  td_text_font (&self->text, SMALL_FONT, FALSE);
  if (two)
    td_text_draw (&self->text, head->subtitle, x, middle + 9.5, width, TD_TEXT_LEFT,
                  self->palette->dim);
}

/* A thick grey line at the trunk's height. */
static void
draw_stem (Pen *self)
{
  const TdPlace *input = &g_array_index (self->layout->places, TdPlace, 0);
  double y = floor (self->layout->middle) + 0.5, start = input->x + input->width;
  td_rgba_set (quiet (self), self->cr);
  cairo_set_line_width (self->cr, 2.5);
  cairo_move_to (self->cr, start, y);
  cairo_line_to (self->cr, self->layout->fork_x, y);
  cairo_stroke (self->cr);
}

/* From the fork in a curve to the head's height, then level through its own boxes. */
static void
draw_branch (Pen *self, const TdPlace *card)
{
  const TdNetworkLayout *layout = self->layout;
  const TdHeadBox *head = &self->model->heads[card->head];
  double y = card->y + card->height / 2;
  double bend = (layout->branch_x - layout->fork_x) * 0.55;
  td_rgba_set (head_color (self, head), self->cr);
  cairo_set_line_width (self->cr, head->enabled ? 2.25 : 1.5);
  cairo_move_to (self->cr, layout->fork_x, layout->middle);
  cairo_curve_to (self->cr, layout->fork_x + bend, layout->middle, layout->branch_x - bend, y,
                  layout->branch_x, y);
  cairo_line_to (self->cr, card->x + 1, y);
  cairo_stroke (self->cr);
}

static void
draw_lines (Pen *self)
{
  draw_stem (self);
  for (guint i = 0; i < self->layout->places->len; i++)
    {
      const TdPlace *place = &g_array_index (self->layout->places, TdPlace, i);
      if (place->kind == TD_PLACE_HEAD)
        draw_branch (self, place);
    }
}

static void
draw_places (Pen *self)
{
  for (guint i = 0; i < self->layout->places->len; i++)
    {
      const TdPlace *place = &g_array_index (self->layout->places, TdPlace, i);
      if (place->kind == TD_PLACE_INPUT)
        draw_input (self, place);
      else if (place->box != NULL)
        draw_layer (self, place);
      else if (place->kind == TD_PLACE_HEAD)
        draw_head (self, place);
    }
}

void
td_network_draw (cairo_t *cr, double width, double height, const TdNetworkModel *model,
                 const TdPalette *palette, const char *selected, const char *hovered,
                 const char *focused)
{
  TdNetworkLayout layout;
  g_return_if_fail (cr != NULL && model != NULL && palette != NULL);
  td_network_layout_init (&layout, model, width, height);
  cairo_save (cr);
  if (palette->background.alpha > 0)
    {
      td_rgba_set (palette->background, cr);
      cairo_rectangle (cr, 0, 0, width, height);
      cairo_fill (cr);
    }
  cairo_translate (cr, layout.dx, layout.dy);
  cairo_scale (cr, layout.scale, layout.scale);
  Pen pen = { .cr = cr, .model = model, .layout = &layout, .palette = palette,
              .selected = selected, .hovered = hovered, .focused = focused };
  td_text_init (&pen.text, cr, palette);
  for (guint i = 0; i < layout.places->len; i++)
    if (g_array_index (layout.places, TdPlace, i).kind == TD_PLACE_TRUNK)
      draw_trunk (&pen, &g_array_index (layout.places, TdPlace, i));
  draw_lines (&pen);
  draw_places (&pen);
  td_text_clear (&pen.text);
  cairo_restore (cr);
  td_network_layout_clear (&layout);
}
