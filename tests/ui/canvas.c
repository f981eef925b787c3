/* canvas.c — building the network in its picture, by keyboard and through actions.
 *
 * SPDX-License-Identifier: MIT
 */
#include "harness.h"

#include "core/nn/layer.h"
#include "ui/canvas-stop.h"
#include "ui/network-canvas.h"
#include "ui/structure.h"

static GtkWidget *
canvas_of (TdWindow *window)
{
  return td_test_find (GTK_WIDGET (window), "Network");
}

static TdProject *
project_of (TdWindow *window)
{
  return td_session_get_project (td_window_get_session (window));
}

/* The kinds of the trunk's layers or of a head's, "dense dropout dense ". */
static char *
list_layers (TdWindow *window, const char *task)
{
  TdConfigList *list = td_structure_list (project_of (window), task);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    g_string_append_printf (text, "%s:%s ", td_config_get_text (td_config_list_get (list, i), "id"),
                            td_config_get_kind (td_config_list_get (list, i))->id);
  return g_string_free (text, FALSE);
}

static void
assert_layers (TdWindow *window, const char *task, const char *expected)
{
  g_autofree char *layers = list_layers (window, task);

  g_assert_cmpstr (layers, ==, expected);
}

static void
assert_selected (TdWindow *window, const char *id)
{
  g_assert_cmpstr (td_network_canvas_get_selected (TD_NETWORK_CANVAS (canvas_of (window))), ==, id);
}

static GtkWidget *
stop_of (TdWindow *window, const char *name)
{
  GtkWidget *stop = td_test_find (canvas_of (window), name);

  g_assert_true (TD_IS_CANVAS_STOP (stop));
  return stop;
}

static void
act (TdWindow *window, const char *action, const char *target)
{
  if (target != NULL)
    gtk_widget_activate_action (canvas_of (window), action, "s", target);
  else
    gtk_widget_activate_action (canvas_of (window), action, NULL);
}

typedef struct
{
  GdkFrameClock *clock;
  gint64         frame;
} Frame;

static gboolean
is_drawn (gpointer data)
{
  Frame *frame = data;

  gdk_frame_clock_request_phase (frame->clock, GDK_FRAME_CLOCK_PHASE_PAINT);
  return gdk_frame_clock_get_frame_counter (frame->clock) >= frame->frame;
}

/* Until what was done is on screen: idle work comes before the next frame. */
static void
settle (TdWindow *window)
{
  Frame frame = { .clock = gtk_widget_get_frame_clock (GTK_WIDGET (window)) };

  frame.frame = gdk_frame_clock_get_frame_counter (frame.clock) + 3;
  td_test_wait (is_drawn, &frame);
}

static gboolean
is_planned (gpointer window)
{
  TdSession *session = td_window_get_session (window);
  g_auto (TdSpec) document = { NULL };

  td_project_dup_spec (td_session_get_project (session), &document);
  return td_spec_equal (&document, &td_session_get_plan (session)->project);
}

static gboolean
has_no_popover (gpointer window)
{
  return !GTK_IS_POPOVER (gtk_widget_get_last_child (canvas_of (window)));
}

/* As the keyboard does; the form that comes with it goes again. */
static void
select_layer (TdWindow *window, const char *name)
{
  GtkWidget *popover;

  gtk_widget_activate (stop_of (window, name));
  popover = gtk_widget_get_last_child (canvas_of (window));
  g_assert_true (GTK_IS_POPOVER (popover));
  gtk_popover_popdown (GTK_POPOVER (popover));
  td_test_wait (has_no_popover, window);
}

/* A plus sign asks for a kind; the layer is made there, selected, and has the focus. */
static void
test_plus_signs_insert (void)
{
  TdWindow *window = td_test_open_digits ();
  GtkWidget *row;

  gtk_widget_activate (stop_of (window, "Insert a layer before Dropout"));
  row = td_test_find (td_test_find (canvas_of (window), "Kind of layer"), "Dense");
  g_assert_true (GTK_IS_LIST_BOX_ROW (row));
  g_signal_emit_by_name (gtk_widget_get_parent (row), "row-activated", row);
  assert_layers (window, NULL, "l1:dense l4:dense l2:dropout l3:dense ");
  assert_selected (window, "l4");
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == stop_of (window, "Dense 64"));
  td_test_wait (is_planned, window);
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
  assert_layers (window, NULL, "l1:dense l2:dropout l3:dense l4:dense ");
  select_layer (window, "Dense 128");
  g_signal_emit_by_name (button, "clicked");
  assert_layers (window, NULL, "l1:dense l5:dense l2:dropout l3:dense l4:dense ");
  select_layer (window, "Digit");
  g_signal_emit_by_name (button, "clicked");
  assert_layers (window, "t1", "h2:dense ");
  assert_selected (window, "h2");
  td_test_wait (is_planned, window);
  td_test_close (window);
}

/* The neighbour is next in line. */
static void
test_removing_goes_to_the_neighbour (void)
{
  TdWindow *window = td_test_open_digits ();

  select_layer (window, "Dropout");
  act (window, "network.remove", NULL);
  assert_layers (window, NULL, "l1:dense l3:dense ");
  assert_selected (window, "l3");
  g_assert_nonnull (td_test_find_text (GTK_WIDGET (window), "Dropout removed"));
  act (window, "network.remove", NULL);
  assert_selected (window, "l1");
  act (window, "network.remove", NULL);
  assert_layers (window, NULL, "");
  assert_selected (window, NULL);
  act (window, "network.remove", NULL); /* there is nothing left */
  g_assert_cmpstr (td_session_get_undo_label (td_window_get_session (window)), ==,
                   "Remove Dense 128");
  td_test_wait (is_planned, window);
  g_assert_nonnull (stop_of (window, "Insert a layer into the trunk"));
  td_test_close (window);
}

static void
test_layers_move_within_and_across (void)
{
  TdWindow *window = td_test_open_digits ();

  select_layer (window, "Dense 128");
  act (window, "network.move-on", NULL);
  assert_layers (window, NULL, "l2:dropout l1:dense l3:dense ");
  act (window, "network.move-back", NULL);
  act (window, "network.move-back", NULL);
  assert_layers (window, NULL, "l1:dense l2:dropout l3:dense ");
  select_layer (window, "Dropout");
  act (window, "network.move-to", "t2");
  assert_layers (window, NULL, "l1:dense l3:dense ");
  assert_layers (window, "t2", "h1:dense l2:dropout ");
  assert_selected (window, "l2");
  td_test_wait (is_planned, window);
  g_assert_nonnull (td_test_find_text (GTK_WIDGET (window), "Dropout layer"));
  act (window, "network.move-down", NULL);
  assert_layers (window, "t3", "l2:dropout ");
  act (window, "network.move-back", NULL);
  assert_layers (window, NULL, "l1:dense l3:dense l2:dropout ");
  act (window, "network.move-on", NULL); /* which head? */
  assert_layers (window, NULL, "l1:dense l3:dense l2:dropout ");
  td_test_wait (is_planned, window);
  td_test_close (window);
}

/* A move across the fork, two changes of the document, is one to undo. */
static void
test_edits_are_undone (void)
{
  TdWindow *window = td_test_open_digits ();
  TdSession *session = td_window_get_session (window);

  select_layer (window, "Dropout");
  act (window, "network.move-to", "t2");
  g_assert_cmpstr (td_session_get_undo_label (session), ==, "Move Dropout");
  td_test_act (window, "undo", NULL);
  assert_layers (window, NULL, "l1:dense l2:dropout l3:dense ");
  assert_layers (window, "t2", "h1:dense ");
  assert_selected (window, "l2");
  g_assert_false (td_session_get_can_undo (session));
  settle (window);
  g_assert_nonnull (td_test_find_text (GTK_WIDGET (window), "Dropout layer"));
  act (window, "network.lock", NULL);
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
  TdConfig *layer = td_structure_find (project_of (window), "l1", &gap);

  select_layer (window, "Dense 128");
  act (window, "network.lock", NULL);
  g_assert_cmpfloat (td_config_get_number (layer, "frozen"), ==, 1);
  g_assert_nonnull (stop_of (window, "Dense 128"));
  act (window, "network.lock", NULL);
  g_assert_cmpfloat (td_config_get_number (layer, "frozen"), ==, 0);
  td_test_close (window);
}

/* Tab enters at what is selected and leaves again; arrows go from place to place. */
static void
test_the_keyboard_walks (void)
{
  TdWindow *window = td_test_open_digits ();
  GtkWidget *canvas = canvas_of (window);

  select_layer (window, "Dense 128");
  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  g_assert_true (gtk_widget_child_focus (canvas, GTK_DIR_TAB_FORWARD));
  g_assert_true (gtk_widget_has_focus (stop_of (window, "Dense 128")));
  g_assert_true (gtk_widget_child_focus (canvas, GTK_DIR_RIGHT));
  g_assert_true (gtk_widget_has_focus (stop_of (window, "Insert a layer before Dropout")));
  assert_selected (window, "l1");
  g_assert_true (gtk_widget_child_focus (canvas, GTK_DIR_RIGHT));
  g_assert_true (gtk_widget_has_focus (stop_of (window, "Dropout")));
  assert_selected (window, "l2");
  g_assert_false (gtk_widget_child_focus (canvas, GTK_DIR_TAB_FORWARD));
  td_test_close (window);
}

/* A task's own copies of the trunk are one layer of the document. */
static void
test_separate_networks_show_copies (void)
{
  TdWindow *window = td_test_open_digits ();
  TdConfig *network = td_project_get_network (project_of (window));

  td_config_set_value (network, "sharing", "separate", NULL);
  td_test_wait (is_planned, window);
  settle (window);
  select_layer (window, "Dropout");
  assert_selected (window, "l2");
  act (window, "network.remove", NULL);
  g_assert_null (td_test_find (canvas_of (window), "Dropout"));
  assert_layers (window, NULL, "l1:dense l3:dense ");
  td_test_close (window);
}

static gboolean
has_dense_12 (gpointer window)
{
  return td_test_find (canvas_of (window), "Dense 12") != NULL;
}

/* Enter opens the form of a layer at its place; it goes with the layer. */
static void
test_values_are_edited_in_place (void)
{
  TdWindow *window = td_test_open_digits ();
  GtkWidget *popover, *units;

  gtk_widget_activate (stop_of (window, "Dense 128"));
  popover = gtk_widget_get_last_child (canvas_of (window));
  g_assert_true (GTK_IS_POPOVER (popover));
  units = td_test_find (popover, "Units");
  g_assert_true (GTK_IS_EDITABLE (units));
  gtk_editable_set_text (GTK_EDITABLE (units), "12");
  g_signal_emit_by_name (units, "activate");
  td_test_wait (is_planned, window);
  td_test_wait (has_dense_12, window);
  g_assert_true (gtk_widget_get_visible (popover));
  td_config_list_remove (td_structure_list (project_of (window), NULL), 0);
  td_test_wait (has_no_popover, window);
  td_test_close (window);
}

/* The gesture of the canvas that has this type. */
static GtkGesture *
gesture_of (TdWindow *window, GType type)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (canvas_of (window));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkGesture) gesture = g_list_model_get_item (controllers, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (gesture, type))
        return gesture; /* the canvas holds it */
    }
  return NULL;
}

static graphene_point_t
middle_of (TdWindow *window, const char *name)
{
  graphene_rect_t bounds;

  graphene_point_t middle;

  g_assert_true (gtk_widget_compute_bounds (stop_of (window, name), canvas_of (window), &bounds));
  graphene_rect_get_center (&bounds, &middle);
  return middle;
}

/* As the gesture tells it; @keep: without letting go. */
static void
drag (TdWindow *window, const char *from, const char *to, gboolean keep)
{
  GtkGesture *gesture = gesture_of (window, GTK_TYPE_GESTURE_DRAG);
  graphene_point_t start = middle_of (window, from), end = middle_of (window, to);
  double dx = end.x - start.x, dy = end.y - start.y;

  g_signal_emit_by_name (gesture, "drag-begin", (double) start.x, (double) start.y);
  g_signal_emit_by_name (gesture, "drag-update", dx / 2, dy / 2);
  g_signal_emit_by_name (gesture, "drag-update", dx, dy);
  if (!keep)
    g_signal_emit_by_name (gesture, "drag-end", dx, dy);
}

static void
test_layers_are_dragged (void)
{
  TdWindow *window = td_test_open_digits ();
  graphene_point_t before, after;

  drag (window, "Dense 64", "Insert a layer before Dense 128", FALSE);
  assert_layers (window, NULL, "l3:dense l1:dense l2:dropout ");
  settle (window);
  drag (window, "Dropout", "Insert a layer into the head Ink amount", FALSE);
  assert_layers (window, NULL, "l3:dense l1:dense ");
  assert_layers (window, "t4", "l2:dropout ");
  assert_selected (window, "l2");
  settle (window);
  /* Onto itself, or far from everything: nothing. */
  drag (window, "Dropout", "Insert a layer before Dropout", FALSE);
  assert_layers (window, "t4", "l2:dropout ");
  /* A head's card takes it, too. */
  drag (window, "Dropout", "Has a loop", FALSE);
  assert_layers (window, "t3", "l2:dropout ");
  settle (window);
  /* In the middle of a drag the layer may go; what is left of the drag does nothing. */
  drag (window, "Dense 64", "Insert a layer into the head Digit", TRUE);
  td_config_list_remove (td_structure_list (project_of (window), NULL), 0);
  settle (window);
  before = middle_of (window, "Digit");
  g_signal_emit_by_name (gesture_of (window, GTK_TYPE_GESTURE_DRAG), "drag-update", 90.0, 0.0);
  g_signal_emit_by_name (gesture_of (window, GTK_TYPE_GESTURE_DRAG), "drag-end", 90.0, 0.0);
  settle (window);
  after = middle_of (window, "Digit");
  g_assert_cmpfloat (after.x, ==, before.x);
  assert_layers (window, NULL, "l1:dense ");
  assert_layers (window, "t1", "");
  td_test_wait (is_planned, window);
  td_test_close (window);
}

static void
test_the_picture_is_moved (void)
{
  TdWindow *window = td_test_open_digits ();
  graphene_point_t before = middle_of (window, "Digit"), after;

  drag (window, "Input", "Dropout", FALSE);
  settle (window);
  after = middle_of (window, "Digit");
  g_assert_cmpfloat (after.x, >, before.x + 50);
  act (window, "network.fit", NULL);
  settle (window);
  after = middle_of (window, "Digit");
  g_assert_cmpfloat (after.x, ==, before.x);
  td_test_close (window);
}

static double
width_of (TdWindow *window, const char *name)
{
  return gtk_widget_get_width (stop_of (window, name));
}

static void
test_zoom_and_fit (void)
{
  TdWindow *window = td_test_open_digits ();
  double width = width_of (window, "Dense 64");

  for (guint i = 0; i < 6; i++)
    act (window, "network.zoom-in", NULL);
  settle (window);
  g_assert_cmpfloat (width_of (window, "Dense 64"), >, 2.5 * width);
  /* What has the focus is in sight. */
  gtk_widget_activate (stop_of (window, "Digit"));
  gtk_widget_child_focus (canvas_of (window), GTK_DIR_LEFT);
  act (window, "network.fit", NULL);
  settle (window);
  g_assert_cmpfloat (width_of (window, "Dense 64"), ==, width);
  act (window, "network.zoom-out", NULL);
  settle (window);
  g_assert_cmpfloat (width_of (window, "Dense 64"), <, width);
  td_test_close (window);
}

/* An edit that can't be trained is shown, so that it can be mended. */
static void
test_a_senseless_layer_is_shown (void)
{
  TdWindow *window = td_test_open_digits ();
  TdSession *session = td_window_get_session (window);
  TdGap gap;

  td_config_set_number (td_structure_find (project_of (window), "l1", &gap), "units", 1e6, NULL);
  td_config_set_number (td_structure_find (project_of (window), "l3", &gap), "units", 1e6, NULL);
  settle (window);
  g_assert_nonnull (td_session_get_problem (session));
  g_assert_nonnull (stop_of (window, "Dense 1000000"));
  select_layer (window, "Dense 1000000");
  act (window, "network.remove", NULL);
  td_test_wait (is_planned, window);
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
  TdNetworkCanvas *canvas = TD_NETWORK_CANVAS (canvas_of (window));

  td_test_act (window, "speed", "full");
  td_test_act (window, "train", NULL);
  for (guint i = 0; i < 120; i++)
    {
      guint what = (guint) g_rand_int_range (rand, 0, 10);

      g_signal_emit_by_name (canvas, "selected",
                             ids[g_rand_int_range (rand, 0, G_N_ELEMENTS (ids))]);
      if (what < G_N_ELEMENTS (actions))
        act (window, actions[what], NULL);
      else if (what == 6)
        act (window, "network.move-to", targets[g_rand_int_range (rand, 0, 5)]);
      else
        td_network_canvas_add_layer (canvas, td_family_find (&td_layers,
                                                             what % 2 == 0 ? "dense" : "dropout"));
      if (g_rand_boolean (rand))
        td_test_run (0.01);
    }
  td_test_wait (is_planned, window);
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
  g_test_add_func ("/ui/canvas/a-senseless-layer-is-shown", test_a_senseless_layer_is_shown);
  g_test_add_func ("/ui/canvas/random-edits-while-it-trains", test_monkey);
}
