/* answer-bars.c — what every task answers to one row, as text and bars.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/chart/answer-bars.h"

#include "ui/chart/color.h"
#include "ui/chart/text.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define COLUMN_WIDTH 220.0
#define GAP 20.0        /* between columns, and under a block */
#define SWATCH 5.0
#define BAR_HEIGHT 0.5  /* of a line */
#define MOST_BARS 12    /* of one task: the likeliest */
#define FIGURE 44.0     /* room for "100 %" */

typedef struct
{
  TdText           text;
  const TdPalette *palette;
  double           line;
} Pen;

static void
draw_head (Pen *pen, const TdAnswerBlock *block, double x, double y, double width)
{
  cairo_t *cr = pen->text.cr;
  double left = x + SWATCH + 7, answer = 0;
  g_autofree char *truth = NULL;

  td_rgba_set (block->color, cr);
  cairo_rectangle (cr, x, y - 0.4 * pen->line, SWATCH, 0.8 * pen->line);
  cairo_fill (cr);
  td_text_font (&pen->text, 1.1, TRUE);
  if (block->answer != NULL)
    answer = MIN (ceil (td_text_width (&pen->text, block->answer)) + 1, width / 2);
  td_text_draw (&pen->text, block->answer, x + width - answer, y, answer, TD_TEXT_RIGHT,
                pen->palette->foreground);
  td_text_font (&pen->text, 1, FALSE);
  td_text_draw (&pen->text, block->title, left, y, x + width - answer - 8 - left, TD_TEXT_LEFT,
                pen->palette->foreground);
  if (block->truth == NULL)
    return;
  truth = g_strdup_printf (_("in the data: %s"), block->truth);
  td_text_font (&pen->text, 0.9, FALSE);
  td_text_draw (&pen->text, truth, left, y + 0.95 * pen->line, x + width - left, TD_TEXT_LEFT,
                pen->palette->dim);
}

static double
head_height (const Pen *pen, const TdAnswerBlock *block)
{
  return (block->truth != NULL ? 2.2 : 1.4) * pen->line;
}

static void
draw_trough (Pen *pen, double x, double y, double width)
{
  td_rgba_set (pen->palette->grid, pen->text.cr);
  cairo_rectangle (pen->text.cr, x, y - BAR_HEIGHT * pen->line / 2, width, BAR_HEIGHT * pen->line);
  cairo_fill (pen->text.cr);
}

static void
draw_bar (Pen *pen, const TdAnswerBlock *block, guint i, double x, double y, double width)
{
  double name = MIN (width * 0.3, 110);
  double left = x + name + 8, room = width - name - 8 - FIGURE;
  double number = block->numbers[i];
  double share = isnan (number) ? 0 : CLAMP (number, 0, 1);
  g_autofree char *figure = NULL;

  if (block->form == TD_ANSWER_AMOUNTS && block->most[i] > block->least[i])
    share = isnan (number) ? 0 : CLAMP ((number - block->least[i])
                                        / (block->most[i] - block->least[i]), 0, 1);
  if (block->form == TD_ANSWER_AMOUNTS)
    figure = isfinite (number) ? g_strdup_printf ("%.4g", number) : g_strdup ("–");
  else
    figure = g_strdup_printf ("%.0f%%", 100 * share);
  td_text_font (&pen->text, 0.9, FALSE);
  td_text_draw (&pen->text, block->names[i], x, y, name, TD_TEXT_RIGHT, pen->palette->dim);
  draw_trough (pen, left, y, room);
  td_rgba_set (block->color, pen->text.cr);
  cairo_rectangle (pen->text.cr, left, y - BAR_HEIGHT * pen->line / 2, share * room,
                   BAR_HEIGHT * pen->line);
  cairo_fill (pen->text.cr);
  td_text_draw (&pen->text, figure, x + width - FIGURE, y, FIGURE, TD_TEXT_RIGHT,
                pen->palette->foreground);
}

/* The probability that a bar of a long list needs at least. */
static double
threshold (const TdAnswerBlock *block)
{
  double least = 0;

  if (block->n <= MOST_BARS)
    return -INFINITY;
  for (guint i = 0; i < block->n; i++)
    {
      guint n_greater = 0;

      for (guint j = 0; j < block->n; j++)
        n_greater += block->numbers[j] > block->numbers[i];
      if (n_greater == MOST_BARS - 1)
        least = block->numbers[i];
    }
  return least;
}

static double
draw_block (Pen *pen, const TdAnswerBlock *block, double x, double y, double width)
{
  double top = y, least = pen->text.cr != NULL ? threshold (block) : 0;
  guint n = 0;

  if (pen->text.cr != NULL)
    draw_head (pen, block, x, y + pen->line / 2, width);
  y += head_height (pen, block);
  if (pen->text.cr == NULL)
    n = MIN (block->n, MOST_BARS);
  for (guint i = 0; i < block->n && pen->text.cr != NULL && n < MOST_BARS; i++)
    if (isnan (block->numbers[i]) || block->numbers[i] >= least)
      draw_bar (pen, block, i, x, y + (n++ + 0.5) * pen->line, width);
  return y + n * pen->line + GAP - top;
}

double
td_answer_bars_draw (cairo_t *cr, double width, const TdAnswerBlock *blocks, guint n,
                     const TdPalette *palette)
{
  Pen pen = { .palette = palette };
  guint columns = (guint) CLAMP ((width + GAP) / (COLUMN_WIDTH + GAP), 1, 4);
  double each = (width - (columns - 1) * GAP) / columns;
  double bottoms[4] = { 0 }, height = 0;

  td_text_init (&pen.text, cr, palette);
  td_text_font (&pen.text, 1, FALSE);
  pen.line = ceil (td_text_height (&pen.text) * 1.12);
  for (guint i = 0; i < n; i++)
    {
      guint shortest = 0;

      for (guint c = 1; c < columns; c++)
        if (bottoms[c] < bottoms[shortest])
          shortest = c;
      bottoms[shortest] += draw_block (&pen, &blocks[i], shortest * (each + GAP),
                                       bottoms[shortest], each);
      height = MAX (height, bottoms[shortest]);
    }
  td_text_clear (&pen.text);
  return height;
}
