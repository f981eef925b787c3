/* canvas.c — building the network in its picture, by keyboard and through actions.
 *
 * SPDX-License-Identifier: MIT
 */
#include "canvas-hands.h"

#include "core/nn/layer.h"
#include "ui/network-canvas.h"
#include "ui/structure.h"

/* A plus sign asks for a kind; the layer is made there, selected, and has the focus. */
static void
test_plus_signs_insert (void)
{
  TdWindow *window = td_test_open_digits ();
  GtkWidget *row;

  gtk_widget_activate (td_hand_stop (window, "Insert a layer before Dropout"));
  row = td_test_find (td_test_find (td_hand_canvas (window), "Kind of layer"), "Dense");
  g_assert_true (GTK_IS_LIST_BOX_ROW (row));
  g_signal_emit_by_name (gtk_widget_get_parent (row), "row-activated", row);
  td_hand_assert_layers (window, NULL, "l1:dense l4:dense l2:dropout l3:dense ");
  td_hand_assert_selected (window, "l4");
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == td_hand_stop (window, "Dense 64"));
  td_test_wait (td_hand_is_planned, window);
  g_assert_nonnull (td_test_find_text (GTK_WIDGET (window), "Dense layer"));
  td_test_close (window);
}

static void
test_the_button_adds_after_the_selected (void)
{
  TdWindow *window = td_test_open_digits ();
  GtkWidget *button = td_test_find (GTK_WIDGET (window), "Add Layer");

  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  td_hand_assert_layers (window, NULL, "l1:dense l2:dropout l3:dense l4:dense ");
  td_hand_select (window, "Dense 128");
  g_signal_emit_by_name (button, "clicked");
  td_hand_assert_layers (window, NULL, "l1:dense l5:dense l2:dropout l3:dense l4:dense ");
  td_hand_select (window, "Digit");
  g_signal_emit_by_name (button, "clicked");
  td_hand_assert_layers (window, "t1", "h2:dense ");
  td_hand_assert_selected (window, "h2");
  td_test_wait (td_hand_is_planned, window);
  td_test_close (window);
}

/* The neighbour is next in line. */
static void
test_removing_goes_to_the_neighbour (void)
{
  TdWindow *window = td_test_open_digits ();

  td_hand_select (window, "Dropout");
  td_hand_act (window, "network.remove", NULL);
  td_hand_assert_layers (window, NULL, "l1:dense l3:dense ");
  td_hand_assert_selected (window, "l3");
  g_assert_nonnull (td_test_find_text (GTK_WIDGET (window), "Dropout removed"));
  td_hand_act (window, "network.remove", NULL);
  td_hand_assert_selected (window, "l1");
  td_hand_act (window, "network.remove", NULL);
  td_hand_assert_layers (window, NULL, "");
  td_hand_assert_selected (window, NULL);
  td_hand_act (window, "network.remove", NULL); /* there is nothing left */
  g_assert_cmpstr (td_session_get_undo_label (td_window_get_session (window)), ==,
                   "Remove Dense 128");
  td_test_wait (td_hand_is_planned, window);
  g_assert_nonnull (td_hand_stop (window, "Insert a layer into the trunk"));
  td_test_close (window);
}

static void
test_layers_move_within_and_across (void)
{
  TdWindow *window = td_test_open_digits ();

  td_hand_select (window, "Dense 128");
  td_hand_act (window, "network.move-on", NULL);
  td_hand_assert_layers (window, NULL, "l2:dropout l1:dense l3:dense ");
  td_hand_act (window, "network.move-back", NULL);
  td_hand_act (window, "network.move-back", NULL);
  td_hand_assert_layers (window, NULL, "l1:dense l2:dropout l3:dense ");
  td_hand_select (window, "Dropout");
  td_hand_act (window, "network.move-to", "t2");
  td_hand_assert_layers (window, NULL, "l1:dense l3:dense ");
  td_hand_assert_layers (window, "t2", "h1:dense l2:dropout ");
  td_hand_assert_selected (window, "l2");
  td_test_wait (td_hand_is_planned, window);
  g_assert_nonnull (td_test_find_text (GTK_WIDGET (window), "Dropout layer"));
  td_hand_act (window, "network.move-down", NULL);
  td_hand_assert_layers (window, "t3", "l2:dropout ");
  td_hand_act (window, "network.move-back", NULL);
  td_hand_assert_layers (window, NULL, "l1:dense l3:dense l2:dropout ");
  td_hand_act (window, "network.move-on", NULL); /* which head? */
  td_hand_assert_layers (window, NULL, "l1:dense l3:dense l2:dropout ");
  td_test_wait (td_hand_is_planned, window);
  td_test_close (window);
}

/* A move across the fork, two changes of the document, is one to undo. */
static void
test_edits_are_undone (void)
{
  TdWindow *window = td_test_open_digits ();
  TdSession *session = td_window_get_session (window);

  td_hand_select (window, "Dropout");
  td_hand_act (window, "network.move-to", "t2");
  g_assert_cmpstr (td_session_get_undo_label (session), ==, "Move Dropout");
  td_test_act (window, "undo", NULL);
  td_hand_assert_layers (window, NULL, "l1:dense l2:dropout l3:dense ");
  td_hand_assert_layers (window, "t2", "h1:dense ");
  td_hand_assert_selected (window, "l2");
  g_assert_false (td_session_get_can_undo (session));
  td_hand_settle (window);
  g_assert_nonnull (td_test_find_text (GTK_WIDGET (window), "Dropout layer"));
  td_hand_act (window, "network.lock", NULL);
  td_test_act (window, "undo", NULL);
  td_test_act (window, "undo", NULL); /* nothing */
  td_test_act (window, "redo", NULL);
  g_assert_cmpstr (td_session_get_undo_label (session), ==, "Lock Dropout");
  td_test_close (window);
}

static void
test_a_layer_is_locked (void)
{
  TdWindow *window = td_test_open_digits ();
  TdGap gap;
  TdConfig *layer = td_structure_find (td_hand_project (window), "l1", &gap);

  td_hand_select (window, "Dense 128");
  td_hand_act (window, "network.lock", NULL);
  g_assert_cmpfloat (td_config_get_number (layer, "frozen"), ==, 1);
  g_assert_nonnull (td_hand_stop (window, "Dense 128"));
  td_hand_act (window, "network.lock", NULL);
  g_assert_cmpfloat (td_config_get_number (layer, "frozen"), ==, 0);
  td_test_close (window);
}

/* Tab enters at what is selected and leaves again; arrows go from place to place. */
static void
test_the_keyboard_walks (void)
{
  TdWindow *window = td_test_open_digits ();
  GtkWidget *canvas = td_hand_canvas (window);

  td_hand_select (window, "Dense 128");
  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  g_assert_true (gtk_widget_child_focus (canvas, GTK_DIR_TAB_FORWARD));
  g_assert_true (gtk_widget_has_focus (td_hand_stop (window, "Dense 128")));
  g_assert_true (gtk_widget_child_focus (canvas, GTK_DIR_RIGHT));
  g_assert_true (gtk_widget_has_focus (td_hand_stop (window, "Insert a layer before Dropout")));
  td_hand_assert_selected (window, "l1");
  g_assert_true (gtk_widget_child_focus (canvas, GTK_DIR_RIGHT));
  g_assert_true (gtk_widget_has_focus (td_hand_stop (window, "Dropout")));
  td_hand_assert_selected (window, "l2");
  g_assert_false (gtk_widget_child_focus (canvas, GTK_DIR_TAB_FORWARD));
  td_test_close (window);
}

/* A task's own copies of the trunk are one layer of the document. */
static void
test_separate_networks_show_copies (void)
{
  TdWindow *window = td_test_open_digits ();
  TdConfig *network = td_project_get_network (td_hand_project (window));

  td_config_set_value (network, "sharing", "separate", NULL);
  td_test_wait (td_hand_is_planned, window);
  td_hand_settle (window);
  td_hand_select (window, "Dropout");
  td_hand_assert_selected (window, "l2");
  td_hand_act (window, "network.remove", NULL);
  g_assert_null (td_test_find (td_hand_canvas (window), "Dropout"));
  td_hand_assert_layers (window, NULL, "l1:dense l3:dense ");
  td_test_close (window);
}

static gboolean
has_dense_12 (gpointer window)
{
  return td_test_find (td_hand_canvas (window), "Dense 12") != NULL;
}

/* Enter opens the form of a layer at its place; it goes with the layer. */
static void
test_values_are_edited_in_place (void)
{
  TdWindow *window = td_test_open_digits ();
  GtkWidget *popover, *units;

  gtk_widget_activate (td_hand_stop (window, "Dense 128"));
  popover = gtk_widget_get_last_child (td_hand_canvas (window));
  g_assert_true (GTK_IS_POPOVER (popover));
  units = td_test_find (popover, "Units");
  g_assert_true (GTK_IS_EDITABLE (units));
  gtk_editable_set_text (GTK_EDITABLE (units), "12");
  g_signal_emit_by_name (units, "activate");
  td_test_wait (td_hand_is_planned, window);
  td_test_wait (has_dense_12, window);
  g_assert_true (gtk_widget_get_visible (popover));
  td_config_list_remove (td_structure_list (td_hand_project (window), NULL), 0);
  td_test_wait (td_hand_has_no_popover, window);
  td_test_close (window);
}

static void
test_layers_are_dragged (void)
{
  TdWindow *window = td_test_open_digits ();
  graphene_point_t before, after;

  td_hand_drag (window, "Dense 64", "Insert a layer before Dense 128", FALSE);
  td_hand_assert_layers (window, NULL, "l3:dense l1:dense l2:dropout ");
  td_hand_settle (window);
  td_hand_drag (window, "Dropout", "Insert a layer into the head Ink amount", FALSE);
  td_hand_assert_layers (window, NULL, "l3:dense l1:dense ");
  td_hand_assert_layers (window, "t4", "l2:dropout ");
  td_hand_assert_selected (window, "l2");
  td_hand_settle (window);
  /* Onto itself, or far from everything: nothing. */
  td_hand_drag (window, "Dropout", "Insert a layer before Dropout", FALSE);
  td_hand_assert_layers (window, "t4", "l2:dropout ");
  /* A head's card takes it, too. */
  td_hand_drag (window, "Dropout", "Has a loop", FALSE);
  td_hand_assert_layers (window, "t3", "l2:dropout ");
  td_hand_settle (window);
  /* In the middle of a drag the layer may go; what is left of the drag does nothing. */
  td_hand_drag (window, "Dense 64", "Insert a layer into the head Digit", TRUE);
  td_config_list_remove (td_structure_list (td_hand_project (window), NULL), 0);
  td_hand_settle (window);
  before = td_hand_middle (window, "Digit");
  g_signal_emit_by_name (td_hand_gesture (window, GTK_TYPE_GESTURE_DRAG), "drag-update", 90.0, 0.0);
  g_signal_emit_by_name (td_hand_gesture (window, GTK_TYPE_GESTURE_DRAG), "drag-end", 90.0, 0.0);
  td_hand_settle (window);
  after = td_hand_middle (window, "Digit");
  g_assert_cmpfloat (after.x, ==, before.x);
  td_hand_assert_layers (window, NULL, "l1:dense ");
  td_hand_assert_layers (window, "t1", "");
  td_test_wait (td_hand_is_planned, window);
  td_test_close (window);
}

static void
test_the_picture_is_moved (void)
{
  TdWindow *window = td_test_open_digits ();
  graphene_point_t before = td_hand_middle (window, "Digit"), after;

  td_hand_drag (window, "Input", "Dropout", FALSE);
  td_hand_settle (window);
  after = td_hand_middle (window, "Digit");
  g_assert_cmpfloat (after.x, >, before.x + 50);
  td_hand_act (window, "network.fit", NULL);
  td_hand_settle (window);
  after = td_hand_middle (window, "Digit");
  g_assert_cmpfloat (after.x, ==, before.x);
  td_test_close (window);
}

static double
width_of (TdWindow *window, const char *name)
{
  return gtk_widget_get_width (td_hand_stop (window, name));
}

static void
test_zoom_and_fit (void)
{
  TdWindow *window = td_test_open_digits ();
  double width = width_of (window, "Dense 64");

  for (guint i = 0; i < 6; i++)
    td_hand_act (window, "network.zoom-in", NULL);
  td_hand_settle (window);
  g_assert_cmpfloat (width_of (window, "Dense 64"), >, 2.5 * width);
  /* What has the focus is in sight. */
  gtk_widget_activate (td_hand_stop (window, "Digit"));
  gtk_widget_child_focus (td_hand_canvas (window), GTK_DIR_LEFT);
  td_hand_act (window, "network.fit", NULL);
  td_hand_settle (window);
  g_assert_cmpfloat (width_of (window, "Dense 64"), ==, width);
  td_hand_act (window, "network.zoom-out", NULL);
  td_hand_settle (window);
  g_assert_cmpfloat (width_of (window, "Dense 64"), <, width);
  td_test_close (window);
}

/* Nothing is left that could ask for a tooltip where there is no window. */
static void
test_what_pops_up_goes_with_its_window (void)
{
  TdWindow *window = td_test_open_digits ();
  GtkWidget *form, *menu, *button = td_test_find (GTK_WIDGET (window), "Main Menu");

  gtk_widget_activate (td_hand_stop (window, "Dense 128"));
  form = gtk_widget_get_last_child (td_hand_canvas (window));
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  menu = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)));
  td_hand_settle (window);
  g_object_add_weak_pointer (G_OBJECT (form), (gpointer *) &form);
  g_object_add_weak_pointer (G_OBJECT (menu), (gpointer *) &menu);
  td_test_close (window);
  g_assert_null (form);
  g_assert_null (menu);
}

/* An edit that can't be trained is shown, so that it can be mended. */
static void
test_a_senseless_layer_is_shown (void)
{
  TdWindow *window = td_test_open_digits ();
  TdSession *session = td_window_get_session (window);
  TdGap gap;

  td_config_set_number (td_structure_find (td_hand_project (window), "l1", &gap), "units", 1e6, NULL);
  td_config_set_number (td_structure_find (td_hand_project (window), "l3", &gap), "units", 1e6, NULL);
  td_hand_settle (window);
  g_assert_nonnull (td_session_get_problem (session));
  g_assert_nonnull (td_hand_stop (window, "Dense 1000000"));
  td_hand_select (window, "Dense 1000000");
  td_hand_act (window, "network.remove", NULL);
  td_test_wait (td_hand_is_planned, window);
  g_assert_null (td_session_get_problem (session));
  td_test_close (window);
}

/* Random edits of the structure while it trains. */
static void
test_monkey (void)
{
  static const char *const actions[] = { "network.remove", "network.move-back", "network.move-on",
                                         "network.move-up", "network.move-down", "network.lock" };
  static const char *const targets[] = { "", "t1", "t2", "t3", "t4" };
  static const char *const ids[] = { "l1", "l2", "l3", "l4", "l5", "h1", "h2", "t1", "t4", NULL };
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  TdWindow *window = td_test_open_digits ();
  TdNetworkCanvas *canvas = TD_NETWORK_CANVAS (td_hand_canvas (window));

  td_test_act (window, "speed", "full");
  td_test_act (window, "train", NULL);
  for (guint i = 0; i < 120; i++)
    {
      guint what = (guint) g_rand_int_range (rand, 0, 10);

      g_signal_emit_by_name (canvas, "selected",
                             ids[g_rand_int_range (rand, 0, G_N_ELEMENTS (ids))]);
      if (what < G_N_ELEMENTS (actions))
        td_hand_act (window, actions[what], NULL);
      else if (what == 6)
        td_hand_act (window, "network.move-to", targets[g_rand_int_range (rand, 0, 5)]);
      else
        td_network_canvas_add_layer (canvas, td_family_find (&td_layers,
                                                             what % 2 == 0 ? "dense" : "dropout"));
      if (g_rand_boolean (rand))
        td_test_run (0.01);
    }
  td_test_wait (td_hand_is_planned, window);
  g_assert_null (td_session_get_problem (td_window_get_session (window)));
  td_test_close (window);
}

void
td_test_add_canvas (void)
{
  g_test_add_func ("/ui/canvas/plus-signs-insert", test_plus_signs_insert);
  g_test_add_func ("/ui/canvas/the-button-adds-after-the-selected",
                   test_the_button_adds_after_the_selected);
  g_test_add_func ("/ui/canvas/removing-goes-to-the-neighbour", test_removing_goes_to_the_neighbour);
  g_test_add_func ("/ui/canvas/layers-move-within-and-across", test_layers_move_within_and_across);
  g_test_add_func ("/ui/canvas/edits-are-undone", test_edits_are_undone);
  g_test_add_func ("/ui/canvas/a-layer-is-locked", test_a_layer_is_locked);
  g_test_add_func ("/ui/canvas/the-keyboard-walks", test_the_keyboard_walks);
  g_test_add_func ("/ui/canvas/separate-networks-show-copies", test_separate_networks_show_copies);
  g_test_add_func ("/ui/canvas/values-are-edited-in-place", test_values_are_edited_in_place);
  g_test_add_func ("/ui/canvas/layers-are-dragged", test_layers_are_dragged);
  g_test_add_func ("/ui/canvas/the-picture-is-moved", test_the_picture_is_moved);
  g_test_add_func ("/ui/canvas/zoom-and-fit", test_zoom_and_fit);
  g_test_add_func ("/ui/canvas/what-pops-up-goes-with-its-window",
                   test_what_pops_up_goes_with_its_window);
  g_test_add_func ("/ui/canvas/a-senseless-layer-is-shown", test_a_senseless_layer_is_shown);
  g_test_add_func ("/ui/canvas/random-edits-while-it-trains", test_monkey);
}
