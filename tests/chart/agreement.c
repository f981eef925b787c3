/* agreement.c — tests of the matrix of cosines: found, read and drawn where it should be.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/chart/suites.h"
#include "ui/chart/agreement.h"
#include "ui/chart/color.h"

#include <math.h>

#define WIDTH 300
#define HEIGHT 200

static const double cosines[] = { 1, 0.6, -0.5, 0.6, 1, NAN, -0.5, NAN, 1 };
static const char *const names[] = { "Digit", "Is even", "Ink" };
static const TdRgba colors[] = { { 0, 0.45, 0.7, 1 }, { 0.8, 0.4, 0, 1 }, { 0, 0.6, 0.5, 1 } };
static const TdAgreement chart = { 3, names, colors, cosines, 1 };

static void
test_a_cell_is_found_where_it_is_drawn (void)
{
  TdPalette palette = td_palette (FALSE);
  guint row = 9, column = 9;
  gboolean seen[9] = { FALSE };

  for (double y = 0; y < HEIGHT; y += 2)
    for (double x = 0; x < WIDTH; x += 2)
      if (td_agreement_find (WIDTH, HEIGHT, &chart, &palette, x, y, &row, &column))
        {
          g_assert_cmpuint (row, <, 3);
          g_assert_cmpuint (column, <, 3);
          seen[3 * row + column] = TRUE;
        }
  for (guint i = 0; i < 9; i++)
    g_assert_true (seen[i]);
  g_assert_false (td_agreement_find (WIDTH, HEIGHT, &chart, &palette, 2, 2, &row, &column));
  g_assert_false (td_agreement_find (WIDTH, HEIGHT, &chart, &palette, NAN, 50, &row, &column));
}

static void
test_words (void)
{
  g_autofree char *agree = td_agreement_read (&chart, 0, 1);
  g_autofree char *conflict = td_agreement_read (&chart, 2, 0);
  g_autofree char *none = td_agreement_read (&chart, 1, 2);

  g_assert_cmpstr (agree, ==, "Digit and Is even: cosine +0.600, they agree");
  g_assert_cmpstr (conflict, ==, "Ink and Digit: cosine −0.500, they conflict");
  g_assert_cmpstr (none, ==, "Is even and Ink: one of them has no gradient");
}

static TdRgba
color_in (guint row, guint column, gboolean dark)
{
  TdPalette palette = td_palette (dark);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);
  guint r = 9, c = 9, x, y = 0;
  guint32 value;

  td_rgba_set (palette.background, cr);
  cairo_paint (cr);
  td_agreement_draw (cr, WIDTH, HEIGHT, &chart, &palette);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_flush (surface);
  do /* a few pixels into the cell, where there is no figure */
    for (x = 0, y++; x < WIDTH; x++)
      if (td_agreement_find (WIDTH, HEIGHT, &chart, &palette, x - 5, y - 5, &r, &c) && r == row
          && c == column)
        break;
  while (x == WIDTH);
  value = ((const guint32 *) (gconstpointer) (cairo_image_surface_get_data (surface)
           + (gsize) y * (gsize) cairo_image_surface_get_stride (surface)))[x];
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return (TdRgba){ (value >> 16 & 255) / 255.0, (value >> 8 & 255) / 255.0, (value & 255) / 255.0,
                   1 };
}

static void
test_conflict_and_agreement_have_colours_of_their_own (void)
{
  for (guint dark = 0; dark < 2; dark++)
    {
      TdRgba agree = color_in (0, 1, dark != 0), conflict = color_in (0, 2, dark != 0);

      g_assert_cmpfloat (agree.blue, >, agree.green);
      g_assert_cmpfloat (conflict.green, >, conflict.blue);
    }
}

static void
test_nothing_and_many_draw (void)
{
  static const TdAgreement none = { .chosen = -1 };
  TdPalette palette = td_palette (FALSE);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 40, 40);
  cairo_t *cr = cairo_create (surface);

  td_agreement_draw (cr, 40, 40, &none, &palette);
  td_agreement_draw (cr, 3, 3, &chart, &palette);
  g_assert_cmpfloat (td_agreement_height (WIDTH, &chart, &palette), <=, HEIGHT);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

void
add_agreement_tests (void)
{
  g_test_add_func ("/agreement/a-cell-is-found-where-it-is-drawn",
                   test_a_cell_is_found_where_it_is_drawn);
  g_test_add_func ("/agreement/says-what-a-cell-means", test_words);
  g_test_add_func ("/agreement/conflict-and-agreement-have-colours-of-their-own",
                   test_conflict_and_agreement_have_colours_of_their_own);
  g_test_add_func ("/agreement/nothing-and-next-to-no-room-draw", test_nothing_and_many_draw);
}
