/* text.h — text in drawings: one Pango layout, used again for every string.
 *
 * Lives on the stack for one drawing: td_text_init(), use, td_text_clear().
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/chart/chart.h"
#include <pango/pangocairo.h>

typedef enum { TD_TEXT_LEFT, TD_TEXT_CENTER, TD_TEXT_RIGHT } TdTextAlign;

typedef struct
{
  cairo_t              *cr; /* NULL: only measures */
  PangoLayout          *layout;
  PangoFontDescription *font;
  double                points;
} TdText;

/* In the palette's font and size. The CTM of @cr must not change its scale afterwards. */
void   td_text_init  (TdText *self, cairo_t *cr, const TdPalette *palette);
void   td_text_clear (TdText *self);

/* The font of what follows. */
void   td_text_font   (TdText *self, double scale, gboolean bold);
double td_text_width  (TdText *self, const char *text);
double td_text_height (TdText *self); /* of one line */

/* Draws @text in one line within @width from @x, centred on @y; what doesn't fit is replaced by
 * an ellipsis. @width < 0: no limit, and @x is the left, middle or right by @align. */
void   td_text_draw (TdText *self, const char *text, double x, double y, double width,
                     TdTextAlign align, TdRgba color);
/* Centred lines, broken at words, around the middle (@x, @y). */
void   td_text_draw_wrapped (TdText *self, const char *text, double x, double y, double width,
                             TdRgba color);
