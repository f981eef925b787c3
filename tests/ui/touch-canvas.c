/* touch-canvas.c — the network's picture by fingers.
 *
 * SPDX-License-Identifier: MIT
 */
#include "canvas-hands.h"
#include "fingers.h"

#include "ui/canvas-parts.h"

#define NEAR 0.5 /* pixels, by which the picture may miss a finger */

/* What lies at that place of the canvas, in the picture's units. */
static graphene_point_t
at (TdWindow *window, double x, double y)
{
  const TdNetworkLayout *layout = &TD_NETWORK_CANVAS (td_hand_canvas (window))->layout;

  return GRAPHENE_POINT_INIT ((float) ((x - layout->dx) / layout->scale),
                              (float) ((y - layout->dy) / layout->scale));
}

static double
scale_of (TdWindow *window)
{
  return TD_NETWORK_CANVAS (td_hand_canvas (window))->layout.scale;
}

static void
assert_same (TdWindow *window, graphene_point_t expected, double x, double y)
{
  graphene_point_t found = at (window, x, y);
  double scale = scale_of (window);

  g_assert_cmpfloat_with_epsilon (found.x * scale, expected.x * scale, NEAR);
  g_assert_cmpfloat_with_epsilon (found.y * scale, expected.y * scale, NEAR);
}

static void
test_a_tap_selects (void)
{
  TdWindow *window = td_fingers_open_digits ();
  graphene_point_t dropout = td_hand_middle (window, "Dropout");

  td_finger_tap (td_hand_canvas (window), dropout.x, dropout.y);
  td_hand_assert_selected (window, "l2");
  td_finger_tap (td_hand_canvas (window), 4, 4);
  td_hand_assert_selected (window, NULL);
  td_test_close (window);
}

static void
test_a_tap_on_a_plus_sign_asks (void)
{
  TdWindow *window = td_fingers_open_digits ();
  graphene_point_t slot = td_hand_middle (window, "Insert a layer before Dropout");

  td_finger_tap (td_hand_canvas (window), slot.x, slot.y);
  g_assert_nonnull (td_test_find (td_hand_canvas (window), "Kind of layer"));
  td_test_close (window);
}

static void
test_two_taps_open_the_form (void)
{
  TdWindow *window = td_fingers_open_digits ();
  graphene_point_t dropout = td_hand_middle (window, "Dropout");

  td_finger_tap_twice (td_hand_canvas (window), dropout.x, dropout.y);
  g_assert_nonnull (td_test_find (gtk_widget_get_last_child (td_hand_canvas (window)), "Rate"));
  td_test_close (window);
}

static void
test_a_long_press_opens_the_menu (void)
{
  TdWindow *window = td_fingers_open_digits ();
  graphene_point_t dropout = td_hand_middle (window, "Dropout");

  td_finger_hold (td_hand_canvas (window), dropout.x, dropout.y, td_hand_canvas (window));
  td_hand_assert_selected (window, "l2");
  td_test_close (window);
}

static void
test_a_finger_moves_the_picture (void)
{
  TdWindow *window = td_fingers_open_digits ();
  GtkWidget *canvas = td_hand_canvas (window);
  const double from[][2] = { { 20, 20 } }, to[][2] = { { 90, 60 } };
  graphene_point_t held = at (window, 20, 20);

  td_finger_down (0, canvas, 20, 20);
  td_fingers_glide (canvas, 1, from, to);
  assert_same (window, held, 90, 60);
  td_finger_up (0);
  assert_same (window, held, 90, 60);
  td_test_close (window);
}

static void
test_a_finger_drags_a_layer (void)
{
  TdWindow *window = td_fingers_open_digits ();
  GtkWidget *canvas = td_hand_canvas (window);
  graphene_point_t dense = td_hand_middle (window, "Dense 128");
  graphene_point_t slot = td_hand_middle (window, "Insert a layer before Dense 64");
  const double from[][2] = { { dense.x, dense.y } }, to[][2] = { { slot.x, slot.y } };

  td_finger_down (0, canvas, dense.x, dense.y);
  td_fingers_glide (canvas, 1, from, to);
  td_finger_up (0);
  td_hand_assert_layers (window, NULL, "l2:dropout l1:dense l3:dense ");
  td_hand_assert_selected (window, "l1");
  td_test_close (window);
}

/* What was under each finger stays there, wherever they go. */
static void
test_a_pinch_keeps_hold (void)
{
  static const double from[][2] = { { 300, 120 }, { 420, 160 } };
  static const double to[][2] = { { 250, 100 }, { 490, 180 } };
  TdWindow *window = td_fingers_open_digits ();
  GtkWidget *canvas = td_hand_canvas (window);
  graphene_point_t held[] = { at (window, 300, 120), at (window, 420, 160) };
  double scale = scale_of (window);

  td_fingers_pinch (canvas, from, to);
  g_assert_cmpfloat_with_epsilon (scale_of (window), 2 * scale, 0.01);
  for (guint i = 0; i < 2; i++)
    assert_same (window, held[i], to[i][0], to[i][1]);
  td_fingers_lift ();
  for (guint i = 0; i < 2; i++)
    assert_same (window, held[i], to[i][0], to[i][1]);
  td_test_close (window);
}

static void
test_two_fingers_move_the_picture (void)
{
  static const double from[][2] = { { 300, 120 }, { 420, 160 } };
  static const double to[][2] = { { 360, 100 }, { 480, 140 } };
  TdWindow *window = td_fingers_open_digits ();
  graphene_point_t held = at (window, 300, 120);
  double scale = scale_of (window);

  td_fingers_pinch (td_hand_canvas (window), from, to);
  td_fingers_lift ();
  g_assert_cmpfloat_with_epsilon (scale_of (window), scale, 1e-6);
  assert_same (window, held, 360, 100);
  td_test_close (window);
}

/* Beyond the largest scale nothing happens, and back from there neither, until it is below it. */
static void
test_a_pinch_returns_from_the_limit (void)
{
  static const double near[][2] = { { 350, 140 }, { 360, 140 } };
  static const double far[][2] = { { 100, 140 }, { 600, 140 } };
  TdWindow *window = td_fingers_open_digits ();
  GtkWidget *canvas = td_hand_canvas (window);
  graphene_point_t held = at (window, 350, 140);
  double scale = scale_of (window);

  td_fingers_pinch (canvas, near, far);
  g_assert_cmpfloat (scale_of (window), ==, 4);
  td_fingers_glide (canvas, 2, far, near);
  g_assert_cmpfloat_with_epsilon (scale_of (window), scale, 1e-6);
  assert_same (window, held, 350, 140);
  td_fingers_lift ();
  td_test_close (window);
}

/* The finger that is left moves nothing, and neither does putting it down again elsewhere. */
static void
test_nothing_jumps_after_a_pinch (void)
{
  static const double from[][2] = { { 300, 140 }, { 400, 140 } };
  static const double to[][2] = { { 250, 140 }, { 450, 140 } };
  TdWindow *window = td_fingers_open_digits ();
  GtkWidget *canvas = td_hand_canvas (window);
  graphene_point_t held;
  double scale;

  td_fingers_pinch (canvas, from, to);
  held = at (window, 100, 100);
  scale = scale_of (window);
  td_finger_up (1);
  td_fingers_glide (canvas, 1, to, from);
  assert_same (window, held, 100, 100);
  td_finger_down (1, canvas, 350, 60);
  assert_same (window, held, 100, 100);
  g_assert_cmpfloat (scale_of (window), ==, scale);
  td_fingers_lift ();
  assert_same (window, held, 100, 100);
  td_test_close (window);
}

/* A finger that moves the picture, or a layer, and then gets company. */
static void
test_a_drag_becomes_a_pinch (void)
{
  static const double from[][2] = { { 20, 20 }, { 130, 80 } };
  static const double to[][2] = { { 90, 60 }, { 200, 120 } };
  TdWindow *window = td_fingers_open_digits ();
  GtkWidget *canvas = td_hand_canvas (window);
  graphene_point_t held, dense;

  td_finger_down (0, canvas, 20, 20);
  td_fingers_glide (canvas, 1, from, to);
  td_finger_down (1, canvas, 200, 120);
  held = at (window, 90, 60);
  td_fingers_glide (canvas, 2, to, from);
  assert_same (window, held, 20, 20);
  td_fingers_lift ();
  dense = td_hand_middle (window, "Dense 128");
  td_finger_down (0, canvas, dense.x, dense.y);
  td_finger_move (0, canvas, dense.x + 20, dense.y);
  td_finger_down (1, canvas, dense.x + 100, dense.y);
  td_finger_move (1, canvas, dense.x + 120, dense.y);
  g_assert_false (TD_NETWORK_CANVAS (canvas)->marks.dragging);
  td_fingers_lift ();
  td_hand_assert_layers (window, NULL, "l1:dense l2:dropout l3:dense ");
  td_test_close (window);
}

/* Neither selects, nor drags, nor asks for a kind. */
static void
test_a_pinch_does_nothing_else (void)
{
  TdWindow *window = td_fingers_open_digits ();
  GtkWidget *canvas = td_hand_canvas (window);
  graphene_point_t places[] = { td_hand_middle (window, "Dropout"),
                                td_hand_middle (window, "Insert a layer before Dropout") };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      const double from[][2] = { { places[i].x, places[i].y }, { places[i].x + 80, places[i].y } };
      const double to[][2] = { { places[i].x - 10, places[i].y },
                               { places[i].x + 90, places[i].y } };

      td_fingers_pinch (canvas, from, to);
      td_hand_assert_selected (window, NULL);
      td_fingers_lift ();
      td_hand_assert_selected (window, NULL);
      g_assert_true (td_hand_has_no_popover (window));
      td_hand_act (window, "network.fit", NULL);
      td_test_run (1); /* no second tap of two */
    }
  td_hand_assert_layers (window, NULL, "l1:dense l2:dropout l3:dense ");
  td_test_close (window);
}

void
td_touch_add_canvas (void)
{
  g_test_add_func ("/touch/canvas/a-tap-selects", test_a_tap_selects);
  g_test_add_func ("/touch/canvas/a-tap-on-a-plus-sign-asks", test_a_tap_on_a_plus_sign_asks);
  g_test_add_func ("/touch/canvas/two-taps-open-the-form", test_two_taps_open_the_form);
  g_test_add_func ("/touch/canvas/a-long-press-opens-the-menu", test_a_long_press_opens_the_menu);
  g_test_add_func ("/touch/canvas/a-finger-moves-the-picture", test_a_finger_moves_the_picture);
  g_test_add_func ("/touch/canvas/a-finger-drags-a-layer", test_a_finger_drags_a_layer);
  g_test_add_func ("/touch/canvas/a-pinch-keeps-hold", test_a_pinch_keeps_hold);
  g_test_add_func ("/touch/canvas/two-fingers-move-the-picture", test_two_fingers_move_the_picture);
  g_test_add_func ("/touch/canvas/a-pinch-returns-from-the-limit",
                   test_a_pinch_returns_from_the_limit);
  g_test_add_func ("/touch/canvas/nothing-jumps-after-a-pinch", test_nothing_jumps_after_a_pinch);
  g_test_add_func ("/touch/canvas/a-drag-becomes-a-pinch", test_a_drag_becomes_a_pinch);
  g_test_add_func ("/touch/canvas/a-pinch-does-nothing-else", test_a_pinch_does_nothing_else);
}
