/* text.c — text in drawings: one Pango layout, used again for every string.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/chart/text.h"
#include "ui/chart/color.h"

#include <math.h>

#define FAMILY "Cantarell, sans"

void
td_text_init (TdText *self, cairo_t *cr, const TdPalette *palette)
{
  /* The default font map belongs to the thread, so drawing works in any. */
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  if (cr != NULL)
    pango_cairo_update_context (cr, context);
  self->cr = cr;
  self->points = palette->font_size;
  self->layout = pango_layout_new (context);
  g_object_unref (context);
  self->font = pango_font_description_new ();
  pango_font_description_set_family (self->font, palette->font != NULL ? palette->font : FAMILY);
  pango_layout_set_single_paragraph_mode (self->layout, TRUE);
  td_text_font (self, 1, FALSE);
}

void
td_text_clear (TdText *self)
{
  g_clear_object (&self->layout);
  g_clear_pointer (&self->font, pango_font_description_free);
}

void
td_text_font (TdText *self, double scale, gboolean bold)
{
  pango_font_description_set_size (self->font, (int) lrint (self->points * scale * PANGO_SCALE));
  pango_font_description_set_weight (self->font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (self->layout, self->font);
}

static void
set_text (TdText *self, const char *text, double width)
{
  pango_layout_set_width (self->layout, width < 0 ? -1 : (int) floor (width * PANGO_SCALE));
  pango_layout_set_ellipsize (self->layout, width < 0 ? PANGO_ELLIPSIZE_NONE
                                                      : PANGO_ELLIPSIZE_END);
  pango_layout_set_text (self->layout, text, -1);
}

double
td_text_width (TdText *self, const char *text)
{
  int width;
  set_text (self, text, -1);
  pango_layout_get_size (self->layout, &width, NULL);
  return (double) width / PANGO_SCALE;
}

double
td_text_height (TdText *self)
{
  int height;
  set_text (self, "0g", -1);
  pango_layout_get_size (self->layout, NULL, &height);
  return (double) height / PANGO_SCALE;
}

/* Where the left edge of something as wide as @used goes. */
static double
aligned (double x, double width, double used, TdTextAlign align)
{
  double room = width < 0 ? 0 : width;
  if (align == TD_TEXT_LEFT)
    return x;
  return align == TD_TEXT_CENTER ? x + (room - used) / 2 : x + room - used;
}

void
td_text_draw (TdText *self, const char *text, double x, double y, double width, TdTextAlign align,
              TdRgba color)
{
  if (text == NULL || text[0] == '\0' || (width >= 0 && width < 4))
    return;
  int used, height;
  set_text (self, text, width);
  pango_layout_set_alignment (self->layout, PANGO_ALIGN_LEFT);
  pango_layout_get_size (self->layout, &used, &height);
  td_rgba_set (color, self->cr);
  cairo_move_to (self->cr, aligned (x, width, (double) used / PANGO_SCALE, align),
                 y - (double) height / PANGO_SCALE / 2);
  pango_cairo_show_layout (self->cr, self->layout);
}

void
td_text_draw_wrapped (TdText *self, const char *text, double x, double y, double width,
                      TdRgba color)
{
  int height;
  set_text (self, text, width);
  pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_NONE);
  pango_layout_set_wrap (self->layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_alignment (self->layout, PANGO_ALIGN_CENTER);
  pango_layout_get_size (self->layout, NULL, &height);
  td_rgba_set (color, self->cr);
  cairo_move_to (self->cr, x - width / 2, y - (double) height / PANGO_SCALE / 2);
  pango_cairo_show_layout (self->cr, self->layout);
}
