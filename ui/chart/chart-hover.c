/* chart-hover.c — the crosshair and its box of values.
 *
 * Under the epoch and what happened in it the box has one row per visible label: the value of its
 * solid line, then that of its dashed one. It lies beside the crosshair, inside the chart; when the
 * rows don't fit below each other they go into columns, and what is left over is counted.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/chart/color.h"
#include "ui/chart/frame.h"
#include "ui/chart/reading.h"
#include "ui/chart/swatch.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define PADDING 8.0
#define GAP 14.0        /* between crosshair and box, and between columns */
#define VALUE_GAP 12.0  /* before a value */
#define MAX_NOTE 260.0  /* pixels; likewise */
#define MAX_NOTES 4
#define NEAR 5.0        /* pixels from which a mark is noticed */
#define MAX_LABEL 130.0 /* pixels; longer names are ellipsized */

typedef struct
{
  const char *head;
  GArray     *rows;  /* TdReadingRow */
  GPtrArray  *notes; /* char * */
  guint   n_notes;   /* lines of notes; the last one says how many more there are */
  guint   n_shown, per_column, n_columns;
  double  label, values[2], line; /* widths of a row's parts, its height */
  double  width, height;          /* of the whole box */
} Box;

static void
measure_parts (Box *box, TdText *text)
{
  for (guint i = 0; i < box->rows->len; i++)
    {
      const TdReadingRow *row = &g_array_index (box->rows, TdReadingRow, i);
      box->label = MAX (box->label, td_text_width (text, row->series->label));
      for (guint k = 0; k < 2; k++)
        if (row->values[k].text[0] != '\0')
          box->values[k] = MAX (box->values[k], td_text_width (text, row->values[k].text));
    }
  box->label = ceil (MIN (box->label, MAX_LABEL));
  for (guint k = 0; k < 2; k++)
    box->values[k] = box->values[k] > 0 ? ceil (box->values[k]) + VALUE_GAP : 0;
  box->line = ceil (td_text_height (text) + 1);
}

static double
column_width (const Box *box)
{
  return TD_SWATCH_WIDTH + 6 + box->label + box->values[0] + box->values[1];
}

/* Of the head, in its bold font, and of the notes, in the font of all else. */
static double
measure_words (Box *box, TdText *text)
{
  td_text_font (text, TD_HOVER_FONT, TRUE);
  double width = ceil (td_text_width (text, box->head));
  td_text_font (text, TD_HOVER_FONT, FALSE);
  for (guint i = 0; i < box->notes->len; i++)
    width = MAX (width, MIN (ceil (td_text_width (text, box->notes->pdata[i])), MAX_NOTE));
  return width;
}

static void
measure_box (Box *box, TdText *text, double max_width, double max_height)
{
  double words = measure_words (box, text) + 2 * PADDING;
  measure_parts (box, text);
  guint n = box->rows->len;
  guint fit = (guint) MAX (1, floor ((max_height - 2 * PADDING) / box->line) - 1);
  box->n_notes = MIN (MIN (box->notes->len, MAX_NOTES), fit - 1);
  fit -= box->n_notes;
  double column = column_width (box) + GAP;
  guint columns = (guint) MAX (1, floor ((max_width - 2 * PADDING + GAP) / column));
  box->per_column = MIN (fit, n);
  if (n > fit * columns && fit > 1)
    box->per_column = fit - 1; /* the last line says how many are left out */
  box->n_columns = MIN (columns, (n + box->per_column - 1) / box->per_column);
  box->n_shown = MIN (n, box->per_column * box->n_columns);
  box->width = MAX (2 * PADDING + box->n_columns * column - GAP, words);
  box->height = 2 * PADDING + box->line * (box->n_notes + box->per_column + 1
                                           + (box->n_shown < n ? 1 : 0));
  if (box->width > max_width) /* names give way */
    box->label = MAX (0, box->label - (box->width - max_width));
  box->width = MIN (box->width, max_width);
}

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

static void
draw_row (TdText *text, const Box *box, const TdReadingRow *row, double x, double y,
          const TdPalette *palette)
{
  TdSeries sample = *row->series;
  sample.dashed = row->values[0].text[0] == '\0';
  td_swatch_draw (text->cr, &sample, x, y);
  x += TD_SWATCH_WIDTH + 6;
  td_text_draw (text, row->series->label, x, y, box->label, TD_TEXT_LEFT, palette->foreground);
  x += box->label;
  for (guint k = 0; k < 2; k++)
    {
      x += box->values[k];
      td_text_draw (text, row->values[k].text, x, y, -1, TD_TEXT_RIGHT, palette->foreground);
    }
}

/* A solid and a dashed sample above the columns of values, where there are both. */
static void
draw_column_heads (TdText *text, const Box *box, double x, double y, const TdPalette *palette)
{
  if (box->values[0] == 0 || box->values[1] == 0 || box->n_columns > 1)
    return;
  TdSeries sample = { .color = palette->dim };
  x += TD_SWATCH_WIDTH + 6 + box->label - TD_SWATCH_WIDTH;
  for (guint k = 0; k < 2; k++)
    {
      x += box->values[k];
      sample.dashed = k == 1;
      td_swatch_draw (text->cr, &sample, x, y);
    }
}

static void
draw_panel (cairo_t *cr, const Box *box, double left, double top, const TdPalette *palette)
{
  rounded (cr, left + 0.5, top + 0.5, box->width - 1, box->height - 1, 6);
  td_rgba_set (td_rgba_fade (td_rgba_card (palette), 0.96), cr);
  cairo_fill_preserve (cr);
  td_rgba_set (td_rgba_fade (palette->dim, 0.5), cr);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
}

static void
draw_notes (TdText *text, const Box *box, double x, double y, const TdPalette *palette)
{
  double inner = box->width - 2 * PADDING;
  for (guint i = 0; i < box->n_notes; i++)
    {
      g_autofree char *more = NULL;
      const char *note = box->notes->pdata[i];
      if (i + 1 == box->n_notes && box->n_notes < box->notes->len)
        note = more = g_strdup_printf (_("%u more edits"), box->notes->len - i);
      td_text_draw (text, note, x, y + box->line * (1 + i), inner, TD_TEXT_LEFT, palette->dim);
    }
}

static void
draw_rows (TdText *text, const Box *box, double x, double y, const TdPalette *palette)
{
  for (guint i = 0; i < box->n_shown; i++)
    draw_row (text, box, &g_array_index (box->rows, TdReadingRow, i),
              x + (i / box->per_column) * (column_width (box) + GAP),
              y + box->line * (i % box->per_column), palette);
  if (box->n_shown < box->rows->len)
    {
      g_autofree char *more = g_strdup_printf (_("%u more"), box->rows->len - box->n_shown);
      td_text_draw (text, more, x, y + box->line * box->per_column, box->width - 2 * PADDING,
                    TD_TEXT_LEFT, palette->dim);
    }
}

static void
draw_box (TdText *text, const Box *box, double left, double top, const TdPalette *palette)
{
  double x = left + PADDING, y = top + PADDING + box->line / 2;
  draw_panel (text->cr, box, left, top, palette);
  td_text_font (text, TD_HOVER_FONT, TRUE);
  td_text_draw (text, box->head, x, y, box->width - 2 * PADDING, TD_TEXT_LEFT,
                palette->foreground);
  td_text_font (text, TD_HOVER_FONT, FALSE);
  draw_column_heads (text, box, x, y, palette);
  draw_notes (text, box, x, y, palette);
  draw_rows (text, box, x, y + box->line * (1 + box->n_notes), palette);
}

static void
draw_points (cairo_t *cr, const TdChartFrame *frame, const TdReadingRow *row, const TdPalette *palette)
{
  for (guint k = 0; k < 2; k++)
    {
      const TdReadingValue *value = &row->values[k];
      if (value->text[0] == '\0' || (frame->log_y && value->y <= 0))
        continue;
      cairo_arc (cr, td_frame_x (frame, value->x), td_frame_y (frame, value->y), 3, 0, 2 * G_PI);
      td_rgba_set (row->series->color, cr);
      cairo_fill_preserve (cr);
      td_rgba_set (td_rgba_card (palette), cr);
      cairo_stroke (cr);
    }
}

static void
draw_crosshair (cairo_t *cr, const TdChartFrame *frame, double x, const GArray *rows,
                const TdPalette *palette)
{
  cairo_save (cr);
  cairo_rectangle (cr, frame->left - 4, frame->top - 4, frame->width + 8, frame->height + 8);
  cairo_clip (cr);
  cairo_set_line_width (cr, 1);
  td_rgba_set (palette->dim, cr);
  cairo_move_to (cr, floor (x) + 0.5, frame->top);
  cairo_line_to (cr, floor (x) + 0.5, frame->top + frame->height);
  cairo_stroke (cr);
  for (guint i = 0; i < rows->len; i++)
    draw_points (cr, frame, &g_array_index (rows, TdReadingRow, i), palette);
  cairo_restore (cr);
}

/* Where there is room for it, else where there is most. */
static double
find_side (const Box *box, const TdChartFrame *frame, double cross)
{
  double right = frame->left + frame->width;
  gboolean fits = cross + GAP + box->width <= right;
  if (fits || (cross - GAP < box->width && right - cross > cross))
    return cross + GAP;
  return cross - GAP - box->width;
}

/* Beside the crosshair at the pixel @cross. */
static void
place_box (TdText *text, Box *box, const TdChartFrame *frame, double cross,
           const TdPalette *palette)
{
  double right = frame->left + frame->width, bottom = frame->top + frame->height;
  measure_box (box, text, right - 2, bottom - 2);
  double left = find_side (box, frame, cross);
  draw_box (text, box, floor (CLAMP (left, 1, MAX (right - box->width, 1))),
            floor (CLAMP (frame->top + 6, 1, MAX (bottom - box->height, 1))), palette);
}

void
td_chart_draw_hover (cairo_t *cr, const TdChartFrame *frame, const TdChartModel *model,
                     const TdPalette *palette, double x)
{
  TdText text;
  TdReading reading;
  g_return_if_fail (cr != NULL && frame != NULL && model != NULL && palette != NULL);
  if (!(x >= frame->x0 && x <= frame->x1))
    return;
  td_reading_init (&reading, model, x, NEAR * (frame->x1 - frame->x0) / frame->width);
  if (reading.rows->len > 0)
    {
      g_autofree char *head = td_reading_dup_head (&reading, model);
      Box box = { .head = head, .rows = reading.rows, .notes = reading.notes };
      double cross = td_frame_x (frame, CLAMP (reading.x, frame->x0, frame->x1));
      draw_crosshair (cr, frame, cross, reading.rows, palette);
      td_text_init (&text, cr, palette);
      place_box (&text, &box, frame, cross, palette);
      td_text_clear (&text);
    }
  td_reading_clear (&reading);
}

void
td_chart_draw_selection (cairo_t *cr, double x, double y, double width, double height,
                         const TdPalette *palette)
{
  TdRgba accent = td_rgba_accent (palette->dark);
  g_return_if_fail (cr != NULL && palette != NULL);
  cairo_rectangle (cr, floor (x) + 0.5, floor (y) + 0.5, floor (width), floor (height));
  td_rgba_set (td_rgba_fade (accent, 0.15), cr);
  cairo_fill_preserve (cr);
  td_rgba_set (accent, cr);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
}
