/* network.c — tests of the network's picture: drawing, hit-testing, its description.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/chart/sample-network.h"
#include "tests/chart/sample.h"
#include "tests/chart/suites.h"

#include <string.h>

static const NetworkShape shapes[] = {
  { .n_layers = 3, .n_heads = 4, .image = TRUE, .histograms = TRUE },
  { .n_layers = 2, .n_heads = 5, .n_private = 2, .dark = TRUE },
  { .n_layers = 3, .n_heads = 4, .n_private = 1, .separate = TRUE, .image = TRUE },
  { .n_layers = 9, .n_heads = 16, .n_private = 1, .histograms = TRUE },
  { .n_layers = 0, .n_heads = 1 },
  { .n_layers = 1, .n_heads = 0 },
};

static gboolean
overlap (cairo_rectangle_t a, cairo_rectangle_t b)
{
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height
         && b.y < a.y + a.height;
}

static void
assert_places (const GArray *hits, double width, double height)
{
  for (guint i = 0; i < hits->len; i++)
    {
      TdHit a = g_array_index (hits, TdHit, i);
      g_assert_cmpfloat (a.area.x, >=, 0);
      g_assert_cmpfloat (a.area.y, >=, 0);
      g_assert_cmpfloat (a.area.x + a.area.width, <=, width);
      g_assert_cmpfloat (a.area.y + a.area.height, <=, height);
      g_assert_cmpfloat (a.area.width, >, 0);
      for (guint k = 0; k < i; k++)
        {
          TdHit b = g_array_index (hits, TdHit, k);
          gboolean nested = a.kind == TD_HIT_LAYER && b.kind == TD_HIT_TRUNK;
          g_assert_true (nested || !overlap (a.area, b.area));
        }
    }
}

static void
test_nothing_overlaps_or_leaves_the_picture (void)
{
  const double sizes[][2] = { { 800, 290 }, { 320, 160 }, { 1400, 800 }, { 500, 900 } };
  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    for (guint k = 0; k < G_N_ELEMENTS (sizes); k++)
      {
        TdNetworkModel model = sample_network (&shapes[i]);
        g_autoptr (GArray) hits = td_network_hits (sizes[k][0], sizes[k][1], &model);
        assert_places (hits, sizes[k][0], sizes[k][1]);
        td_network_model_clear (&model);
      }
}

static void
test_a_hit_is_what_lies_there (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      TdNetworkModel model = sample_network (&shapes[i]);
      g_autoptr (GArray) hits = td_network_hits (800, 300, &model);
      for (guint k = 0; k < hits->len; k++)
        {
          TdHit wanted = g_array_index (hits, TdHit, k);
          /* The trunk's middle may be a layer; near its corner it is the trunk itself. */
          double share = wanted.kind == TD_HIT_TRUNK ? 0.02 : 0.5;
          TdHit found = td_network_hit (800, 300, &model,
                                        wanted.area.x + wanted.area.width * share,
                                        wanted.area.y + wanted.area.height * share);
          g_assert_cmpint (found.kind, ==, wanted.kind);
          g_assert_cmpstr (found.id, ==, wanted.id);
        }
      g_assert_cmpint (td_network_hit (800, 300, &model, -5, -5).kind, ==, TD_HIT_NONE);
      td_network_model_clear (&model);
    }
}

static void
test_hits_come_in_reading_order (void)
{
  TdNetworkModel model = sample_network (&shapes[1]);
  g_autoptr (GArray) hits = td_network_hits (800, 300, &model);
  g_autoptr (GString) order = g_string_new (NULL);
  for (guint i = 0; i < hits->len; i++)
    {
      TdHit hit = g_array_index (hits, TdHit, i);
      g_string_append_printf (order, "%s ", hit.kind == TD_HIT_INPUT   ? "input"
                                            : hit.kind == TD_HIT_TRUNK ? "trunk"
                                                                       : hit.id);
    }
  g_assert_cmpstr (order->str, ==,
                   "input trunk l0 l1 t0 t1.0 t1.1 t1 t2 t3.0 t3.1 t3 t4 ");
  td_network_model_clear (&model);
}

static cairo_surface_t *
drawn (const TdNetworkModel *model, const char *selected, const char *hovered,
       const char *focused)
{
  TdPalette palette = td_palette (FALSE);
  cairo_surface_t *surface = sample_surface (800, 300);
  cairo_t *cr = cairo_create (surface);
  td_network_draw (cr, 800, 300, model, &palette, selected, hovered, focused);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static gboolean
same (cairo_surface_t *a, cairo_surface_t *b)
{
  gsize n = (gsize) cairo_image_surface_get_stride (a)
            * (gsize) cairo_image_surface_get_height (a);
  return memcmp (cairo_image_surface_get_data (a), cairo_image_surface_get_data (b), n) == 0;
}

static void
test_selection_hover_and_focus_show (void)
{
  TdNetworkModel model = sample_network (&shapes[0]);
  cairo_surface_t *plain = drawn (&model, NULL, NULL, NULL);
  cairo_surface_t *others[] = { drawn (&model, "l0", NULL, NULL),
                                drawn (&model, NULL, "l0", NULL),
                                drawn (&model, NULL, NULL, "l0"),
                                drawn (&model, "t2", NULL, NULL) };
  cairo_surface_t *unknown = drawn (&model, "no such id", NULL, NULL);
  g_assert_cmpuint (sample_ink (plain), >, 5000);
  g_assert_true (same (plain, unknown));
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_assert_false (same (plain, others[i]));
      cairo_surface_destroy (others[i]);
    }
  cairo_surface_destroy (unknown);
  cairo_surface_destroy (plain);
  td_network_model_clear (&model);
}

static void
test_every_shape_is_drawn (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      TdNetworkModel model = sample_network (&shapes[i]);
      cairo_surface_t *surface = drawn (&model, "l0", "t1", "t0");
      g_assert_cmpuint (sample_ink (surface), >, 2000);
      cairo_surface_destroy (surface);
      td_network_model_clear (&model);
    }
}

static void
test_a_picture_can_be_described (void)
{
  NetworkShape shape = { .n_layers = 2, .n_heads = 2, .n_private = 1 };
  TdNetworkModel model = sample_network (&shape);
  g_autofree char *text = td_network_describe (&model);
  g_assert_cmpstr (text, ==,
                   "Input, 64 features. Shared trunk φ(x): Dense 128, Dropout; 16 576 parameters."
                   " Head Digit: Dense 10 · softmax CE, 98.1%."
                   " Head Is even: Dense 128; Dense 16 → 1 · sigmoid CE, 97.1%.");
  td_network_model_clear (&model);
}

void
add_network_tests (void)
{
  g_test_add_func ("/chart/network/nothing-overlaps-or-leaves-the-picture",
                   test_nothing_overlaps_or_leaves_the_picture);
  g_test_add_func ("/chart/network/a-hit-is-what-lies-there", test_a_hit_is_what_lies_there);
  g_test_add_func ("/chart/network/hits-come-in-reading-order", test_hits_come_in_reading_order);
  g_test_add_func ("/chart/network/selection-hover-and-focus-show",
                   test_selection_hover_and_focus_show);
  g_test_add_func ("/chart/network/every-shape-is-drawn", test_every_shape_is_drawn);
  g_test_add_func ("/chart/network/a-picture-can-be-described",
                   test_a_picture_can_be_described);
}
