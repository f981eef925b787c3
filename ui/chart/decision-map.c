/* decision-map.c — one task's answer all over a plane of two inputs.
 *
 * The grid becomes a small picture, a pixel for each of its points, which cairo enlarges smoothly;
 * its outer pixels reach half their size beyond the plane. Lines are found cell by cell (marching
 * squares).
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/chart/decision-map.h"

#include "ui/chart/color.h"

#include <math.h>

#define FADED 0.86 /* of the full colour at most, so that points stand out */
#define N_STEPS 4  /* lines of a number */
#define RADIUS 2.6
#define ROOM 90    /* square pixels per point at least, or some are left out */

static const TdRgba class_colors[] = {
  { 0.267, 0.467, 0.667, 1 }, { 0.933, 0.400, 0.467, 1 }, { 0.133, 0.533, 0.200, 1 },
  { 0.800, 0.733, 0.267, 1 }, { 0.400, 0.800, 0.933, 1 }, { 0.667, 0.200, 0.467, 1 },
  { 0.500, 0.400, 0.240, 1 }, { 0.200, 0.133, 0.533, 1 }, { 0.867, 0.533, 0.267, 1 },
  { 0.420, 0.440, 0.460, 1 },
};

TdRgba
td_class_color (guint class, gboolean dark)
{
  guint round = class / G_N_ELEMENTS (class_colors);
  TdRgba white = { 1, 1, 1, 1 };
  double paler = MIN ((dark ? 0.25 : 0) + 0.25 * round, 0.7);

  return td_rgba_mix (class_colors[class % G_N_ELEMENTS (class_colors)], white, paler);
}

static TdRgba
background_of (const TdPalette *palette)
{
  return palette->dark ? TD_DARK_BACKGROUND : TD_LIGHT_BACKGROUND;
}

/* How far a number is from the least target to the greatest. */
static double
share_of (const TdDecisionMap *self, double number)
{
  if (isnan (number))
    return 0;
  return self->most > self->least
           ? CLAMP ((number - self->least) / (self->most - self->least), 0, 1) : 0.5;
}

static guint
likeliest (const float *numbers, guint n)
{
  guint best = 0;

  for (guint i = 1; i < n; i++)
    if (numbers[i] > numbers[best])
      best = i;
  return best;
}

static TdRgba
color_at (const TdDecisionMap *self, const float *numbers, const TdPalette *palette)
{
  TdRgba background = background_of (palette);
  double number = numbers[self->output];
  guint class;

  switch (self->form)
    {
    case TD_ANSWER_TRUTHS:
      return td_rgba_mix (background, self->color, FADED * (isnan (number) ? 0 : number));
    case TD_ANSWER_AMOUNTS:
      return td_rgba_mix (background, self->color, FADED * share_of (self, number));
    case TD_ANSWER_CHOICE:
    default:
      class = likeliest (numbers, self->n_outputs);
      number = isnan (numbers[class]) ? 0 : numbers[class];
      return td_rgba_mix (background, td_class_color (class, palette->dark), FADED * number);
    }
}

static guint32
pixel (TdRgba color)
{
  guint red = (guint) (color.red * 255 + 0.5), green = (guint) (color.green * 255 + 0.5);

  return 0xff000000u | red << 16 | green << 8 | (guint) (color.blue * 255 + 0.5);
}

static cairo_surface_t *
new_picture (const TdDecisionMap *self, const TdPalette *palette)
{
  int side = (int) self->side;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, side, side);
  guchar *data = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);

  cairo_surface_flush (surface);
  for (guint y = 0; y < self->side; y++)
    {
      guint32 *row = (guint32 *) (gpointer) (data + (gsize) y * (gsize) stride);

      for (guint x = 0; x < self->side; x++)
        row[x] = pixel (color_at (self, self->numbers + (y * self->side + x) * self->n_outputs,
                                  palette));
    }
  cairo_surface_mark_dirty (surface);
  return surface;
}

static void
paint_picture (cairo_t *cr, double width, double height, const TdDecisionMap *self,
               const TdPalette *palette)
{
  cairo_surface_t *picture = new_picture (self, palette);
  double cells = self->side - 1.0;

  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_clip (cr);
  cairo_scale (cr, width / cells, height / cells);
  cairo_translate (cr, -0.5, -0.5);
  cairo_set_source_surface (cr, picture, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_BILINEAR);
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  cairo_paint (cr);
  cairo_restore (cr);
  cairo_surface_destroy (picture);
}

/* Of a point of the grid: so much for the likeliest class, so much for the one after it. */
typedef struct
{
  guint class;
  float most, next;
} Rank;

/* Heights over the grid whose line at 0 is to be drawn. */
typedef struct
{
  const TdDecisionMap *map;
  double               level; /* TRUTHS and AMOUNTS */
  const Rank          *ranks; /* CHOICE: (side, side) */
  guint                class; /* CHOICE: where this one is as likely as the likeliest other */
} Ground;

static double
height_at (const Ground *ground, guint x, guint y)
{
  const TdDecisionMap *map = ground->map;
  guint point = y * map->side + x;
  const float *numbers = map->numbers + point * map->n_outputs;
  const Rank *rank;

  if (map->form != TD_ANSWER_CHOICE)
    return numbers[map->output] - ground->level;
  rank = &ground->ranks[point];
  return numbers[ground->class] - (rank->class == ground->class ? rank->next : rank->most);
}

/* Where the line crosses the side of a cell from corner @a to corner @b; FALSE: it doesn't. */
static gboolean
crosses (double a, double b, double *at)
{
  if ((a > 0) == (b > 0) || isnan (a) || isnan (b))
    return FALSE;
  *at = a / (a - b);
  return TRUE;
}

static void
add_cell (cairo_t *cr, double dx, double dy, guint x, guint y, const double *corners)
{
  double xs[4], ys[4], at;
  guint n = 0;

  if (crosses (corners[0], corners[1], &at))
    xs[n] = x + at, ys[n++] = y;
  if (crosses (corners[1], corners[3], &at))
    xs[n] = x + 1, ys[n++] = y + at;
  if (crosses (corners[3], corners[2], &at))
    xs[n] = x + 1 - at, ys[n++] = y + 1;
  if (crosses (corners[2], corners[0], &at))
    xs[n] = x, ys[n++] = y + 1 - at;
  for (guint i = 0; i + 1 < n; i += 2)
    {
      cairo_move_to (cr, xs[i] * dx, ys[i] * dy);
      cairo_line_to (cr, xs[i + 1] * dx, ys[i + 1] * dy);
    }
}

static void
stroke (cairo_t *cr, TdRgba color, double line_width)
{
  td_rgba_set (color, cr);
  cairo_set_line_width (cr, line_width);
  cairo_stroke (cr);
}

/* Stroked row by row: many short strokes cost less than one of many pieces. */
static void
draw_line (cairo_t *cr, double width, double height, const Ground *ground, TdRgba color,
           double line_width)
{
  guint side = ground->map->side;
  double dx = width / (side - 1.0), dy = height / (side - 1.0);

  for (guint y = 0; y + 1 < side; y++)
    {
      double corners[4]; /* top left, top right, bottom left, bottom right */

      corners[1] = height_at (ground, 0, y);
      corners[3] = height_at (ground, 0, y + 1);
      for (guint x = 0; x + 1 < side; x++)
        {
          corners[0] = corners[1];
          corners[2] = corners[3];
          corners[1] = height_at (ground, x + 1, y);
          corners[3] = height_at (ground, x + 1, y + 1);
          add_cell (cr, dx, dy, x, y, corners);
        }
      if (cairo_has_current_point (cr))
        stroke (cr, color, line_width);
    }
}

static Rank
rank (const float *numbers, guint n)
{
  Rank rank = { likeliest (numbers, n), 0, -INFINITY };

  rank.most = numbers[rank.class];
  for (guint i = 0; i < n; i++)
    if (i != rank.class && numbers[i] > rank.next)
      rank.next = numbers[i];
  return rank;
}

/* Round each class that is the likeliest somewhere. There may be hundreds, so every point compares
 * them once and not for each of them again. */
static void
draw_borders (cairo_t *cr, double width, double height, const TdDecisionMap *self, TdRgba color)
{
  guint n_points = self->side * self->side;
  g_autofree Rank *ranks = g_new (Rank, n_points);
  g_autofree gboolean *somewhere = g_new0 (gboolean, self->n_outputs);

  for (guint i = 0; i < n_points; i++)
    {
      ranks[i] = rank (self->numbers + i * self->n_outputs, self->n_outputs);
      somewhere[ranks[i].class] = TRUE;
    }
  for (guint i = 0; i < self->n_outputs; i++)
    if (somewhere[i])
      draw_line (cr, width, height, &(Ground) { .map = self, .ranks = ranks, .class = i }, color,
                 1);
}

static void
draw_lines (cairo_t *cr, double width, double height, const TdDecisionMap *self,
            const TdPalette *palette)
{
  TdRgba color = td_rgba_fade (palette->foreground, 0.65);

  cairo_set_antialias (cr, CAIRO_ANTIALIAS_FAST);
  switch (self->form)
    {
    case TD_ANSWER_TRUTHS:
      draw_line (cr, width, height, &(Ground) { .map = self, .level = 0.5 }, color, 1.5);
      break;
    case TD_ANSWER_AMOUNTS:
      for (guint i = 1; i <= N_STEPS; i++)
        draw_line (cr, width, height,
                   &(Ground) { .map = self, .level = self->least + (self->most - self->least) * i
                                                                     / (N_STEPS + 1.0) },
                   td_rgba_fade (color, 0.6), 1);
      break;
    case TD_ANSWER_CHOICE:
    default:
      draw_borders (cr, width, height, self, color);
    }
}

void
td_decision_map_draw (cairo_t *cr, double width, double height, const TdDecisionMap *map,
                      const TdPalette *palette)
{
  g_return_if_fail (map != NULL && palette != NULL);

  if (map->numbers == NULL || width < 1 || height < 1)
    return;
  paint_picture (cr, width, height, map, palette);
  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_clip (cr);
  draw_lines (cr, width, height, map, palette);
  cairo_rectangle (cr, 0, 0, width, height);
  stroke (cr, td_rgba_fade (palette->foreground, 0.3), 1);
  cairo_restore (cr);
}

static TdRgba
point_color (const TdDecisionMap *self, double label, const TdPalette *palette)
{
  TdRgba background = background_of (palette);

  switch (self->form)
    {
    case TD_ANSWER_TRUTHS:
      return label > 0.5 ? self->color : background;
    case TD_ANSWER_AMOUNTS:
      return td_rgba_mix (background, self->color, share_of (self, label));
    case TD_ANSWER_CHOICE:
    default:
      return td_class_color ((guint) label, palette->dark);
    }
}

void
td_decision_map_draw_points (cairo_t *cr, double width, double height, const TdDecisionMap *map,
                             const TdMapPoint *points, gsize n, const TdPalette *palette)
{
  double radius = CLAMP (MIN (width, height) / 60, 1.6, RADIUS);
  gsize stride = (gsize) ceil ((double) n * ROOM / (width * height));

  for (gsize i = 0; i < n; i += MAX (stride, 1))
    {
      double x = (points[i].x - map->x0) / (map->x1 - map->x0) * width;
      double y = (map->y1 - points[i].y) / (map->y1 - map->y0) * height;
      TdRgba fill;

      if (isnan (points[i].label))
        continue;
      fill = point_color (map, points[i].label, palette);
      cairo_new_sub_path (cr);
      cairo_arc (cr, x, y, points[i].trained ? radius : radius - 0.5, 0, 2 * G_PI);
      if (points[i].trained)
        {
          td_rgba_set (fill, cr);
          cairo_fill_preserve (cr);
          stroke (cr, td_rgba_fade (palette->foreground, 0.75), 0.7);
        }
      else
        {
          stroke (cr, td_rgba_fade (palette->foreground, 0.75), 2.6);
          cairo_arc (cr, x, y, radius - 0.5, 0, 2 * G_PI);
          stroke (cr, fill, 1.2);
        }
    }
}
