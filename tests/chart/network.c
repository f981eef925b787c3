/* network.c — tests of the network's picture: drawing, hit-testing, its description.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/chart/sample-network.h"
#include "tests/chart/sample.h"
#include "tests/chart/suites.h"
#include "ui/chart/network-words.h"

#include <string.h>

static const NetworkShape shapes[] = {
  { .n_layers = 3, .n_heads = 4, .image = TRUE, .histograms = TRUE },
  { .n_layers = 2, .n_heads = 5, .n_private = 2, .dark = TRUE },
  { .n_layers = 3, .n_heads = 4, .n_private = 1, .separate = TRUE, .image = TRUE },
  { .n_layers = 9, .n_heads = 16, .n_private = 1, .histograms = TRUE },
  { .n_layers = 3, .n_heads = 4, .neurons = TRUE },
  { .n_layers = 2, .n_heads = 3, .n_private = 1, .neurons = TRUE },
  { .n_layers = 2, .n_heads = 3, .n_private = 1, .separate = TRUE, .neurons = TRUE },
  { .n_layers = 2, .n_heads = 24, .n_private = 1 },
  { .n_layers = 2, .n_heads = 4, .separate = TRUE, .tied = TRUE },
  { .n_layers = 2, .n_heads = 4, .separate = TRUE, .stitched = TRUE, .n_private = 1 },
  { .n_layers = 3, .n_heads = 4, .n_private = 1, .n_experts = 5, .histograms = TRUE },
  { .n_layers = 2, .n_heads = 3, .masks = TRUE, .dark = TRUE },
  { .n_layers = 0, .n_heads = 1 },
  { .n_layers = 1, .n_heads = 0 },
};

static gboolean
overlap (cairo_rectangle_t a, cairo_rectangle_t b)
{
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height
         && b.y < a.y + a.height;
}

/* Slots touch nothing either: they can be hit. */
static gboolean
may_overlap (const TdNetworkLayout *layout, guint a, guint b)
{
  return td_network_layout_get (layout, b)->kind == TD_PLACE_TRUNK
         && (td_network_layout_get (layout, a)->kind == TD_PLACE_LAYER
             || td_network_layout_get (layout, a)->kind == TD_PLACE_SLOT);
}

static void
assert_places (const TdNetworkLayout *layout, double width, double height)
{
  for (guint i = 0; i < layout->places->len; i++)
    {
      cairo_rectangle_t a = td_network_layout_area (layout, i);
      g_assert_cmpfloat (a.x, >=, 0);
      g_assert_cmpfloat (a.y, >=, 0);
      g_assert_cmpfloat (a.x + a.width, <=, width);
      g_assert_cmpfloat (a.y + a.height, <=, height);
      g_assert_cmpfloat (a.width, >, 0);
      for (guint k = 0; k < i; k++)
        g_assert_true (may_overlap (layout, i, k)
                       || !overlap (a, td_network_layout_area (layout, k)));
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
        TdNetworkLayout layout;
        td_network_layout_init (&layout, &model, sizes[k][0], sizes[k][1], NULL);
        assert_places (&layout, sizes[k][0], sizes[k][1]);
        td_network_layout_clear (&layout);
        td_network_model_clear (&model);
      }
}

static void
test_a_hit_is_what_lies_there (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      TdNetworkModel model = sample_network (&shapes[i]);
      TdNetworkLayout layout;
      td_network_layout_init (&layout, &model, 800, 300, NULL);
      for (guint k = 0; k < layout.places->len; k++)
        {
          cairo_rectangle_t area = td_network_layout_area (&layout, k);
          /* The trunk's middle may be a layer; near its corner it is the trunk itself. */
          double share = td_network_layout_get (&layout, k)->kind == TD_PLACE_TRUNK ? 0.02 : 0.5;
          g_assert_cmpint (td_network_layout_hit (&layout, area.x + area.width * share,
                                                  area.y + area.height * share), ==, (gint) k);
        }
      g_assert_cmpint (td_network_layout_hit (&layout, -5, -5), ==, -1);
      td_network_layout_clear (&layout);
      td_network_model_clear (&model);
    }
}

static char *
list_places (const NetworkShape *shape)
{
  TdNetworkModel model = sample_network (shape);
  GString *order = g_string_new (NULL);
  TdNetworkLayout layout;
  td_network_layout_init (&layout, &model, 800, 300, NULL);
  for (guint i = 0; i < layout.places->len; i++)
    {
      const TdNetworkPlace *place = td_network_layout_get (&layout, i);
      g_string_append_printf (order, "%s ", place->kind == TD_PLACE_INPUT   ? "input"
                                            : place->kind == TD_PLACE_TRUNK ? "trunk"
                                            : place->kind == TD_PLACE_SLOT  ? "+"
                                                                            : place->id);
    }
  td_network_layout_clear (&layout);
  td_network_model_clear (&model);
  return g_string_free (order, FALSE);
}

static void
test_places_come_in_reading_order (void)
{
  NetworkShape own = { .n_layers = 1, .n_heads = 2, .n_private = 1, .separate = TRUE };
  g_autofree char *hard = list_places (&shapes[1]);
  g_autofree char *separate = list_places (&own);
  g_assert_cmpstr (hard, ==, "input trunk + l0 + l1 + + t0 + t1.0 + t1.1 + t1 + t2 "
                             "+ t3.0 + t3.1 + t3 + t4 ");
  g_assert_cmpstr (separate, ==, "input trunk + t0.trunk0 + + t0 + t1.trunk0 + + t1.0 + t1 ");
}

/* Between any two layers of a stack is one slot; a dragged layer finds the nearest. */
static void
test_slots_lie_between_layers (void)
{
  TdNetworkModel model = sample_network (&shapes[0]);
  TdNetworkLayout layout;
  td_network_layout_init (&layout, &model, 800, 300, NULL);
  for (guint i = 1; i < layout.places->len; i++)
    {
      const TdNetworkPlace *slot = td_network_layout_get (&layout, i);
      cairo_rectangle_t area = td_network_layout_area (&layout, i);
      if (slot->kind != TD_PLACE_SLOT)
        continue;
      g_assert_cmpint (td_network_layout_slot (&layout, area.x, area.y, 30), ==, (gint) i);
      g_assert_cmpint (td_network_layout_find (&layout, slot), ==, (gint) i);
    }
  g_assert_cmpint (td_network_layout_slot (&layout, -200, -200, 30), ==, -1);
  td_network_layout_clear (&layout);
  td_network_model_clear (&model);
}

static void
test_a_view_moves_and_scales (void)
{
  TdNetworkModel model = sample_network (&shapes[0]);
  TdNetworkView view = { .free = TRUE, .scale = 2, .dx = -100, .dy = 30 };
  TdNetworkLayout layout;
  td_network_layout_init (&layout, &model, 800, 300, &view);
  for (guint i = 0; i < layout.places->len; i++)
    {
      const TdNetworkPlace *place = td_network_layout_get (&layout, i);
      cairo_rectangle_t area = td_network_layout_area (&layout, i);
      g_assert_cmpfloat (area.x, ==, place->x * 2 - 100);
      g_assert_cmpfloat (area.y, ==, place->y * 2 + 30);
      g_assert_cmpfloat (area.width, ==, place->width * 2);
    }
  td_network_layout_clear (&layout);
  td_network_model_clear (&model);
}

static cairo_surface_t *
drawn (const TdNetworkModel *model, const TdNetworkMarks *marks)
{
  TdPalette palette = td_palette (FALSE);
  cairo_surface_t *surface = sample_surface (800, 300);
  cairo_t *cr = cairo_create (surface);
  TdNetworkLayout layout;
  td_network_layout_init (&layout, model, 800, 300, NULL);
  td_network_draw (cr, &layout, model, &palette, marks);
  td_network_layout_clear (&layout);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static cairo_surface_t *
drawn_with (const TdNetworkModel *model, const char *selected, gint hovered, gint focused)
{
  TdNetworkMarks marks = td_no_network_marks;
  marks.selected = selected;
  marks.hovered = hovered;
  marks.focused = focused;
  return drawn (model, &marks);
}

static gboolean
same (cairo_surface_t *a, cairo_surface_t *b)
{
  gsize n = (gsize) cairo_image_surface_get_stride (a)
            * (gsize) cairo_image_surface_get_height (a);
  return memcmp (cairo_image_surface_get_data (a), cairo_image_surface_get_data (b), n) == 0;
}

/* Places 0 to 4: input, trunk, slot, layer, slot. */
static void
test_selection_hover_and_focus_show (void)
{
  TdNetworkModel model = sample_network (&shapes[0]);
  TdNetworkMarks dragging = { .hovered = -1, .focused = -1, .edge = { .place = -1 },
                              .dragging = TRUE, .dragged = 3,
                              .target = 6, .x = 300, .y = 100 };
  cairo_surface_t *plain = drawn (&model, &td_no_network_marks);
  cairo_surface_t *others[] = { drawn_with (&model, "l0", -1, -1), drawn_with (&model, NULL, 3, -1),
                                drawn_with (&model, NULL, -1, 3), drawn_with (&model, NULL, 4, -1),
                                drawn_with (&model, NULL, -1, 4), drawn_with (&model, "t2", -1, -1),
                                drawn (&model, &dragging) };
  cairo_surface_t *unknown = drawn_with (&model, "no such id", -1, -1);
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
      cairo_surface_t *surface = drawn_with (&model, "l0", 1, 2);
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

/* Units stand within their box, one below the other; so do those of the input, on its edge. */
static void
test_small_layers_are_drawn_unit_by_unit (void)
{
  NetworkShape shape = { .n_layers = 2, .n_heads = 1, .neurons = TRUE };
  TdNetworkModel model = sample_network (&shape);
  TdNetworkLayout layout;
  guint n_units = 0;
  td_network_layout_init (&layout, &model, 800, 400, NULL);
  for (guint i = 0; i < layout.places->len; i++)
    {
      const TdNetworkPlace *place = td_network_layout_get (&layout, i);
      for (guint k = 0; k < place->neurons; k++, n_units++)
        {
          double x = td_network_neuron_x (place), y = td_network_neuron_y (place, k);
          g_assert_true (x > place->x && x <= place->x + place->width);
          g_assert_true (y > place->y && y < place->y + place->height);
          g_assert_true (k == 0 || y > td_network_neuron_y (place, k - 1));
        }
    }
  g_assert_cmpuint (n_units, ==, 2 + 5 + 5);
  td_network_layout_clear (&layout);
  td_network_model_clear (&model);
}

/* How many units are drawn in the rows of heads. */
static guint
count_row_units (const TdNetworkModel *model, double width, double height)
{
  const TdNetworkView view = { .least = TD_NETWORK_LEAST_SCALE };
  TdNetworkLayout layout;
  guint n = 0;
  td_network_layout_init (&layout, model, width, height, &view);
  for (guint i = 0; i < layout.places->len; i++)
    if (td_network_layout_get (&layout, i)->small)
      n += td_network_layout_get (&layout, i)->neurons;
  td_network_layout_clear (&layout);
  return n;
}

static void
test_rows_are_drawn_unit_by_unit_where_they_fit (void)
{
  NetworkShape shape = { .n_layers = 2, .n_heads = 3, .n_private = 1, .separate = TRUE,
                         .neurons = TRUE };
  TdNetworkModel model = sample_network (&shape);
  g_assert_cmpuint (count_row_units (&model, 1400, 600), ==, (3 * 2 + 1) * 5);
  g_assert_cmpuint (count_row_units (&model, 800, 180), ==, 0);
  td_network_model_clear (&model);
}

/* A unit is found at its middle and beside it, not far from it. */
static void
test_a_unit_is_found (void)
{
  NetworkShape shape = { .n_layers = 1, .n_heads = 1, .neurons = TRUE };
  TdNetworkModel model = sample_network (&shape);
  TdNetworkLayout layout;
  guint unit = 99;
  td_network_layout_init (&layout, &model, 800, 290, NULL);
  for (guint i = 0; i < layout.places->len; i++)
    {
      const TdNetworkPlace *place = td_network_layout_get (&layout, i);
      if (place->neurons < 3)
        continue;
      double x = td_network_neuron_x (place) * layout.scale + layout.dx;
      double y = td_network_neuron_y (place, 2) * layout.scale + layout.dy;
      g_assert_cmpint (td_network_layout_unit (&layout, x, y + 2, 6, &unit), ==, (gint) i);
      g_assert_cmpuint (unit, ==, 2);
      g_assert_cmpint (td_network_layout_unit (&layout, x + 30, y, 6, &unit), ==, -1);
    }
  g_assert_cmpuint (unit, ==, 2);
  td_network_layout_clear (&layout);
  td_network_model_clear (&model);
}

static void
test_weights_show_with_their_sign (void)
{
  NetworkShape shape = { .n_layers = 1, .n_heads = 1, .neurons = TRUE };
  TdNetworkModel model = sample_network (&shape);
  float signs[2][10] = { { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 },
                         { -1, 1, 1, 1, 1, 1, 1, 1, 1, 1 } };
  cairo_surface_t *pictures[3];
  for (guint i = 0; i < 2; i++)
    {
      model.trunk[0].weights = signs[i];
      pictures[i] = drawn (&model, &td_no_network_marks);
    }
  model.trunk[0].weights = NULL;
  pictures[2] = drawn (&model, &td_no_network_marks);
  g_assert_false (same (pictures[0], pictures[1]));
  g_assert_false (same (pictures[0], pictures[2]));
  for (guint i = 0; i < 3; i++)
    cairo_surface_destroy (pictures[i]);
  td_network_model_clear (&model);
}

/* Lines lead from unit to unit, and curves into heads. */
static void
test_a_weight_is_found (void)
{
  NetworkShape shape = { .n_layers = 1, .n_heads = 1, .neurons = TRUE };
  TdNetworkModel model = sample_network (&shape);
  TdNetworkLayout layout;
  TdNetworkEdge edge;
  const TdNetworkPlace *input, *layer, *head;
  td_network_layout_init (&layout, &model, 800, 400, NULL);
  input = td_network_layout_get (&layout, 0);
  layer = td_network_layout_get (&layout, 3);
  head = td_network_layout_get (&layout, layout.places->len - 1);
  edge = td_network_layout_edge (&layout, &model,
                                 layout.dx + (0.1 * td_network_neuron_x (input)
                                              + 0.9 * td_network_neuron_x (layer)) * layout.scale,
                                 layout.dy + (0.1 * td_network_neuron_y (input, 1)
                                              + 0.9 * td_network_neuron_y (layer, 4)) * layout.scale,
                                 2);
  g_assert_cmpint (edge.place, ==, 3);
  g_assert_cmpuint (edge.from, ==, 1);
  g_assert_cmpuint (edge.to, ==, 4);
  g_assert_cmpfloat (edge.value, ==, model.trunk[0].weights[5 + 4]);
  edge = td_network_layout_edge (&layout, &model,
                                 layout.dx + (td_network_neuron_x (layer) + 4) * layout.scale,
                                 layout.dy + td_network_neuron_y (layer, 2) * layout.scale, 2);
  g_assert_cmpint (edge.place, ==, (gint) layout.places->len - 1);
  g_assert_cmpuint (edge.from, ==, 2);
  edge = td_network_layout_edge (&layout, &model, layout.dx + (head->x + 50) * layout.scale, 20, 2);
  g_assert_cmpint (edge.place, ==, -1);
  td_network_layout_clear (&layout);
  td_network_model_clear (&model);
}

static char *
words_of (const NetworkShape *shape, guint place)
{
  TdNetworkModel model = sample_network (shape);
  TdNetworkLayout layout;
  g_autofree char *title = NULL, *text = NULL;
  td_network_layout_init (&layout, &model, 800, 300, NULL);
  title = td_network_place_title (&layout, place, &model);
  text = td_network_place_describe (&layout, place, &model);
  td_network_layout_clear (&layout);
  td_network_model_clear (&model);
  return g_strdup_printf ("%s: %s", title, text);
}

static void
assert_words (const NetworkShape *shape, guint place, const char *expected)
{
  g_autofree char *words = words_of (shape, place);
  g_assert_cmpstr (words, ==, expected);
}

static void
test_every_place_has_a_name (void)
{
  NetworkShape hard = { .n_layers = 2, .n_heads = 2, .n_private = 1 };
  NetworkShape own = { .n_layers = 1, .n_heads = 1, .separate = TRUE };
  assert_words (&hard, 0, "Input: 64 features");
  assert_words (&hard, 2, "Insert a layer before Dense 128: ");
  assert_words (&hard, 3, "Dense 128: ReLU · He, layer 1 of 2 of the trunk");
  assert_words (&hard, 6, "Insert a layer after Dropout: ");
  assert_words (&hard, 7, "Insert a layer into the head Digit: Digit");
  assert_words (&hard, 8, "Digit: Dense 10 · softmax CE, 98.1%");
  assert_words (&hard, 10, "Dense 128: ReLU · He, layer 1 of 1 of the head Is even");
  assert_words (&own, 3, "Dense 128: ReLU · He, layer 1 of 1 of the trunk of Digit");
}

static void
test_sharing_is_said (void)
{
  NetworkShape stitched = { .n_layers = 1, .n_heads = 2, .separate = TRUE, .stitched = TRUE };
  NetworkShape experts = { .n_layers = 1, .n_heads = 1, .n_experts = 3 };
  NetworkShape levels = { .n_layers = 2, .n_heads = 1, .n_experts = 3 };
  NetworkShape masks = { .n_layers = 2, .n_heads = 1, .masks = TRUE };
  assert_words (&stitched, 3, "Dense 128: ReLU · He, then takes 90% of Digit, 0% of Is even, "
                              "layer 1 of 1 of the trunk of Digit");
  assert_words (&experts, 6, "Digit: Dense 10 · softmax CE, 98.1%, gate own 10%, "
                            "shared 45%, shared 80%");
  assert_words (&levels, 3, "Dense 128: ReLU · He, then a gate of all tasks: shared 25%, shared 25%, "
                            "shared 25%, Digit 25%, layer 1 of 2 of the trunk");
  assert_words (&masks, 8, "Digit: Dense 10 · softmax CE, 98.1%, masks let pass 10%, 45%");
}

void
add_network_tests (void)
{
  g_test_add_func ("/chart/network/nothing-overlaps-or-leaves-the-picture",
                   test_nothing_overlaps_or_leaves_the_picture);
  g_test_add_func ("/chart/network/a-hit-is-what-lies-there", test_a_hit_is_what_lies_there);
  g_test_add_func ("/chart/network/places-come-in-reading-order",
                   test_places_come_in_reading_order);
  g_test_add_func ("/chart/network/slots-lie-between-layers", test_slots_lie_between_layers);
  g_test_add_func ("/chart/network/a-view-moves-and-scales", test_a_view_moves_and_scales);
  g_test_add_func ("/chart/network/small-layers-are-drawn-unit-by-unit",
                   test_small_layers_are_drawn_unit_by_unit);
  g_test_add_func ("/chart/network/weights-show-with-their-sign",
                   test_weights_show_with_their_sign);
  g_test_add_func ("/chart/network/a-weight-is-found", test_a_weight_is_found);
  g_test_add_func ("/chart/network/every-place-has-a-name", test_every_place_has_a_name);
  g_test_add_func ("/chart/network/sharing-is-said", test_sharing_is_said);
  g_test_add_func ("/chart/network/selection-hover-and-focus-show",
                   test_selection_hover_and_focus_show);
  g_test_add_func ("/chart/network/every-shape-is-drawn", test_every_shape_is_drawn);
  g_test_add_func ("/chart/network/a-picture-can-be-described",
                   test_a_picture_can_be_described);
  g_test_add_func ("/chart/network/rows-are-drawn-unit-by-unit-where-they-fit",
                   test_rows_are_drawn_unit_by_unit_where_they_fit);
  g_test_add_func ("/chart/network/a-unit-is-found", test_a_unit_is_found);
}
