/* maps.c — tests of decision maps: the right colours in the right places.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/chart/suites.h"
#include "ui/chart/color.h"
#include "ui/chart/decision-map.h"
#include "ui/chart/review.h"

#include <math.h>
#include <time.h>

#define SIDE 32
#define SIZE 128

static const TdRgba blue = { 0, 0.45, 0.7, 1 };

/* @n_outputs numbers: the first falls from 1 on the left to 0 on the right, the next is the
 * rest. */
static TdDecisionMap
new_map (TdAnswerForm form, guint n_outputs)
{
  TdDecisionMap map = { .form = form, .side = SIDE, .n_outputs = n_outputs, .color = blue,
                        .most = 1, .x1 = 1, .y1 = 1 };
  float *numbers = g_new0 (float, SIDE * SIDE * n_outputs);

  for (guint i = 0; i < SIDE * SIDE; i++)
    {
      numbers[i * n_outputs] = 1 - (float) (i % SIDE) / (SIDE - 1);
      if (n_outputs > 1)
        numbers[i * n_outputs + 1] = 1 - numbers[i * n_outputs];
    }
  map.numbers = numbers;
  return map;
}

static cairo_surface_t *
draw (const TdDecisionMap *map, const TdMapPoint *points, gsize n, gboolean dark)
{
  TdPalette palette = td_palette (dark);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, SIZE, SIZE);
  cairo_t *cr = cairo_create (surface);

  td_rgba_set (palette.background, cr);
  cairo_paint (cr);
  td_decision_map_draw (cr, SIZE, SIZE, map, &palette);
  td_decision_map_draw_points (cr, SIZE, SIZE, map, points, n, &palette);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static TdRgba
color_at (cairo_surface_t *surface, int x, int y)
{
  const guchar *row = cairo_image_surface_get_data (surface)
                      + y * cairo_image_surface_get_stride (surface);
  guint32 value = ((const guint32 *) (gconstpointer) row)[x];

  return (TdRgba){ (value >> 16 & 255) / 255.0, (value >> 8 & 255) / 255.0, (value & 255) / 255.0,
                   1 };
}

static double
apart (TdRgba a, TdRgba b)
{
  return fabs (a.red - b.red) + fabs (a.green - b.green) + fabs (a.blue - b.blue);
}

static void
test_yes_is_in_the_tasks_colour (void)
{
  for (guint form = TD_ANSWER_TRUTHS; form <= TD_ANSWER_AMOUNTS; form += 2)
    for (guint dark = 0; dark < 2; dark++)
      {
        TdDecisionMap map = new_map ((TdAnswerForm) form, 1);
        cairo_surface_t *surface = draw (&map, NULL, 0, dark != 0);
        TdRgba background = dark != 0 ? TD_DARK_BACKGROUND : TD_LIGHT_BACKGROUND;

        g_assert_cmpfloat (apart (color_at (surface, 3, 60), blue), <, 0.5);
        g_assert_cmpfloat (apart (color_at (surface, SIZE - 4, 60), background), <, 0.2);
        cairo_surface_destroy (surface);
        g_free ((gpointer) map.numbers);
      }
}

/* The line of a yes-no answer lies where it turns, and nowhere else. */
static void
test_boundary_is_at_one_half (void)
{
  TdDecisionMap map = new_map (TD_ANSWER_TRUTHS, 1);
  cairo_surface_t *surface = draw (&map, NULL, 0, FALSE);
  guint darkest = 0;
  double least = 4;

  for (guint x = 4; x < SIZE - 4; x++)
    {
      TdRgba color = color_at (surface, (int) x, 60);

      if (color.red + color.green + color.blue < least)
        {
          least = color.red + color.green + color.blue;
          darkest = x;
        }
    }
  g_assert_cmpint (abs ((int) darkest - SIZE / 2), <=, 2);
  cairo_surface_destroy (surface);
  g_free ((gpointer) map.numbers);
}

static void
test_classes_have_colours_of_their_own (void)
{
  TdDecisionMap map = new_map (TD_ANSWER_CHOICE, 2);
  cairo_surface_t *surface = draw (&map, NULL, 0, FALSE);

  g_assert_cmpfloat (apart (color_at (surface, 3, 60), td_class_color (0, FALSE)), <, 0.5);
  g_assert_cmpfloat (apart (color_at (surface, SIZE - 4, 60), td_class_color (1, FALSE)), <, 0.5);
  cairo_surface_destroy (surface);
  g_free ((gpointer) map.numbers);
  for (guint a = 0; a < 10; a++)
    for (guint b = 0; b < a; b++)
      g_assert_cmpfloat (apart (td_class_color (a, FALSE), td_class_color (b, FALSE)), >, 0.2);
}

/* A number taken for classes has one for each value; those that are nowhere likeliest draw nothing,
 * and a thousand that are take no longer than a frame or so. */
static void
test_many_classes (void)
{
  TdDecisionMap few = new_map (TD_ANSWER_CHOICE, 2), many = new_map (TD_ANSWER_CHOICE, 1000);
  cairo_surface_t *a = draw (&few, NULL, 0, FALSE), *b = draw (&many, NULL, 0, FALSE);
  clock_t began;

  g_assert_cmpmem (cairo_image_surface_get_data (a), 4 * SIZE * SIZE,
                   cairo_image_surface_get_data (b), 4 * SIZE * SIZE);
  cairo_surface_destroy (a);
  cairo_surface_destroy (b);
  for (guint i = 0; i < SIDE * SIDE; i++)
    ((float *) many.numbers)[i * 1000 + i * 7 % 1000] = 2;
  began = clock ();
  b = draw (&many, NULL, 0, FALSE);
  g_assert_cmpfloat ((double) (clock () - began) / CLOCKS_PER_SEC, <, 1); /* measured: 0.015 */
  cairo_surface_destroy (b);
  g_free ((gpointer) few.numbers);
  g_free ((gpointer) many.numbers);
}

static void
test_points_are_filled_by_label (void)
{
  TdDecisionMap map = new_map (TD_ANSWER_TRUTHS, 1);
  const TdMapPoint points[] = { { 0.9, 0.5, 1, TRUE }, { 0.1, 0.5, 0, TRUE },
                                { 0.5, 0.9, NAN, TRUE } };
  cairo_surface_t *surface = draw (&map, points, 3, FALSE);
  cairo_surface_t *bare = draw (&map, NULL, 0, FALSE);

  g_assert_cmpfloat (apart (color_at (surface, 115, 64), blue), <, 0.1);
  g_assert_cmpfloat (apart (color_at (surface, 12, 64), TD_LIGHT_BACKGROUND), <, 0.1);
  g_assert_cmpfloat (apart (color_at (surface, 64, 12), color_at (bare, 64, 12)), ==, 0);
  cairo_surface_destroy (surface);
  cairo_surface_destroy (bare);
  g_free ((gpointer) map.numbers);
}

/* Before the first answer, of numbers that aren't any, and in no room at all. */
static void
test_nothing_to_draw_draws_nothing (void)
{
  TdDecisionMap map = new_map (TD_ANSWER_CHOICE, 2);
  float *numbers = (float *) map.numbers;
  cairo_surface_t *surface;

  for (guint i = 0; i < SIDE * SIDE * 2; i++)
    numbers[i] = NAN;
  for (guint form = TD_ANSWER_TRUTHS; form <= TD_ANSWER_AMOUNTS; form++)
    {
      map.form = (TdAnswerForm) form;
      surface = draw (&map, NULL, 0, FALSE);
      g_assert_cmpfloat (apart (color_at (surface, 60, 60), TD_LIGHT_BACKGROUND), <, 0.01);
      cairo_surface_destroy (surface);
    }
  map.numbers = NULL;
  surface = draw (&map, NULL, 0, TRUE);
  g_assert_cmpfloat (apart (color_at (surface, 60, 60), TD_DARK_BACKGROUND), <, 0.01);
  cairo_surface_destroy (surface);
  g_free (numbers);
}

/* Whatever there is room for, nothing is drawn twice over or read where nothing is. */
static void
test_review_is_drawn_and_read (void)
{
  static const char *const names[] = { "no", "yes", "a rather long name of a class" };
  const guint confusion[] = { 5, 1, 0, 0, 7, 2, 1, 0, 9 };
  const guint truths[] = { 1, 2, 3, 4, 0, 0, 0, 0, 9, 0, 0, 9 };
  const double points[] = { 1, 1.1, 2, NAN, 3, 2.7 };
  TdPalette palette = td_palette (FALSE);

  for (double size = 20; size < 700; size *= 1.7)
    for (guint form = 0; form < 3; form++)
      {
        TdReviewChart chart = { .color = blue, .names = (char **) names, .n = 3 };
        cairo_surface_t *surface
          = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) size, (int) size);
        cairo_t *cr = cairo_create (surface);
        guint n_read = 0;

        chart.confusion = form == 0 ? confusion : NULL;
        chart.truths = form == 1 ? truths : NULL;
        chart.points = form == 2 ? points : NULL;
        if (form == 2)
          {
            chart.n = 1;
            chart.n_points = 3;
          }
        td_review_draw (cr, size, size, &chart, &palette);
        g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
        for (double x = 0; x < size; x += 3)
          for (double y = 0; y < size; y += 3)
            {
              g_autofree char *words = td_review_read (size, size, &chart, &palette, x, y);

              n_read += words != NULL;
            }
        g_assert_true (form == 1 ? n_read == 0 : size < 200 || n_read > 0);
        cairo_destroy (cr);
        cairo_surface_destroy (surface);
      }
}

void
add_map_tests (void)
{
  g_test_add_func ("/review/is-drawn-and-read", test_review_is_drawn_and_read);
  g_test_add_func ("/maps/yes-is-in-the-tasks-colour", test_yes_is_in_the_tasks_colour);
  g_test_add_func ("/maps/boundary-is-at-one-half", test_boundary_is_at_one_half);
  g_test_add_func ("/maps/classes-have-colours-of-their-own",
                   test_classes_have_colours_of_their_own);
  g_test_add_func ("/maps/many-classes", test_many_classes);
  g_test_add_func ("/maps/points-are-filled-by-label", test_points_are_filled_by_label);
  g_test_add_func ("/maps/nothing-to-draw-draws-nothing", test_nothing_to_draw_draws_nothing);
}
