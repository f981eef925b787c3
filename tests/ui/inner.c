/* inner.c — layers inside a layer: a residual block in the picture and in the inspector.
 *
 * SPDX-License-Identifier: MIT
 */
#include "harness.h"

#include "core/nn/layer.h"
#include "ui/inner-layers.h"
#include "ui/network-canvas.h"
#include "ui/structure.h"

#include <string.h>

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

static TdConfigList *
inner_of (TdWindow *window, const char *id)
{
  TdGap gap;

  return td_structure_inner (td_structure_find (project_of (window), id, &gap));
}

static void
assert_inner (TdWindow *window, const char *id, const char *expected)
{
  TdConfigList *list = inner_of (window, id);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    g_string_append_printf (text, "%s ", td_config_get_kind (td_config_list_get (list, i))->id);
  g_assert_cmpstr (text->str, ==, expected);
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
has_trained (gpointer window)
{
  return td_session_get_progress (td_window_get_session (window))->step > 3;
}

static void
press (TdWindow *window, const char *name)
{
  GtkWidget *button = td_test_find (GTK_WIDGET (window), name);

  g_assert_true (GTK_IS_BUTTON (button));
  g_signal_emit_by_name (button, "clicked");
  td_test_settle ();
}

/* Through the block's own button. */
static void
add (TdWindow *window, const char *kind)
{
  GtkWidget *adder = td_test_find (GTK_WIDGET (window), "Add a Layer Inside");
  GtkWidget *popover, *row;

  g_assert_true (GTK_IS_MENU_BUTTON (adder));
  popover = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (adder)));
  row = td_test_find (popover, kind);
  g_assert_true (GTK_IS_LIST_BOX_ROW (row));
  g_signal_emit_by_name (gtk_widget_get_parent (row), "row-activated", row);
  td_test_settle ();
}

/* Of the digits, with a block as the trunk's second layer, which is selected: l4. */
static TdWindow *
open_block (void)
{
  TdWindow *window = td_test_open_digits ();
  const TdGap gap = { NULL, 1 };
  const TdKind *kind = td_family_find (&td_layers, "residual");
  g_autofree char *id = td_structure_insert (project_of (window), &gap, kind);

  g_assert_cmpstr (id, ==, "l4");
  td_test_wait (is_planned, window);
  td_test_settle ();
  gtk_widget_activate (td_test_find (canvas_of (window), "Residual block"));
  td_test_settle ();
  return window;
}

static void
test_build (void)
{
  TdWindow *window = open_block ();

  add (window, "Dense");
  add (window, "Batch normalization");
  assert_inner (window, "l4", "dense batch-norm ");
  g_assert_nonnull (td_test_find_text (GTK_WIDGET (window), "1. Dense"));
  g_assert_nonnull (td_test_find_text (GTK_WIDGET (window), "2. Batch normalization"));
  press (window, "Move 1. Dense down");
  assert_inner (window, "l4", "batch-norm dense ");
  press (window, "Remove 1. Batch normalization");
  assert_inner (window, "l4", "dense ");
  for (guint i = 0; i < 2; i++)
    td_session_undo (td_window_get_session (window));
  assert_inner (window, "l4", "dense batch-norm ");
  td_test_settle ();
  g_assert_nonnull (td_test_find_text (GTK_WIDGET (window), "2. Batch normalization"));
  td_session_redo (td_window_get_session (window));
  assert_inner (window, "l4", "batch-norm dense ");
  td_test_close (window);
}

/* 64 units don't fit the 128 that come in: the problem says so, until the form of the layer inside
 * mends it; then the block is trained, locked, taken away and brought back. */
static void
test_train (void)
{
  TdWindow *window = open_block ();
  TdSession *session = td_window_get_session (window);
  TdGap gap;

  add (window, "Dense");
  g_assert_nonnull (td_session_get_problem (session));
  td_config_set_number (td_config_list_get (inner_of (window, "l4"), 0), "units", 128, NULL);
  td_test_wait (is_planned, window);
  g_assert_null (td_session_get_problem (session));
  add (window, "Batch normalization");
  td_test_act (window, "train", NULL);
  td_test_wait (has_trained, window);
  gtk_widget_activate_action (canvas_of (window), "network.lock", NULL);
  gtk_widget_activate_action (canvas_of (window), "network.move-on", NULL);
  td_test_wait (is_planned, window);
  gtk_widget_activate_action (canvas_of (window), "network.remove", NULL);
  td_test_wait (is_planned, window);
  g_assert_null (td_structure_find (project_of (window), "l4", &gap));
  td_session_undo (session);
  assert_inner (window, "l4", "dense batch-norm ");
  td_test_wait (is_planned, window);
  td_test_close (window);
}

/* Pixels as columns of numbers are no image for a convolution after a dense layer. */
static void
test_no_image (void)
{
  TdWindow *window = td_test_open_digits ();
  TdSession *session = td_window_get_session (window);
  const TdGap last = { NULL, 3 }, first = { NULL, 0 };
  const TdKind *kind = td_family_find (&td_layers, "conv2d");
  g_autofree char *id = td_structure_insert (project_of (window), &last, kind), *other = NULL;

  td_test_settle ();
  g_assert_nonnull (td_session_get_problem (session));
  g_assert_nonnull (td_test_find (canvas_of (window), "Convolution 16"));
  td_session_undo (session);
  td_test_wait (is_planned, window);
  g_assert_null (td_session_get_problem (session));
  other = td_structure_insert (project_of (window), &first, kind);
  td_test_wait (is_planned, window);
  g_assert_null (td_session_get_problem (session));
  td_test_close (window);
}

static GtkWidget *
find_widget (GtkWidget *root, const char *name)
{
  GtkWidget *found = strcmp (gtk_widget_get_name (root), name) == 0 ? root : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_widget (child, name);
  return found;
}

static void
test_too_deep (void)
{
  TdWindow *window = open_block ();
  const TdKind *kind = td_family_find (&td_layers, "residual");
  TdGap gap;
  TdConfig *block = td_structure_find (project_of (window), "l4", &gap);
  g_autofree char *name = NULL, *id = NULL;
  GtkWidget *popover;

  while ((id = td_structure_insert_into (project_of (window), td_structure_inner (block), 0, kind))
         != NULL)
    {
      block = td_config_list_get (td_structure_inner (block), 0);
      g_clear_pointer (&id, g_free);
    }
  td_test_settle ();
  name = td_inner_layers_dup_adder_name (block);
  popover = GTK_WIDGET (gtk_menu_button_get_popover (
    GTK_MENU_BUTTON (find_widget (GTK_WIDGET (window), name))));
  g_signal_emit_by_name (popover, "chosen", kind);
  g_assert_nonnull (td_test_find_text (GTK_WIDGET (window), "Residual block doesn’t fit in here"));
  td_test_close (window);
}

void
td_test_add_inner (void)
{
  g_test_add_func ("/ui/inner/build", test_build);
  g_test_add_func ("/ui/inner/train", test_train);
  g_test_add_func ("/ui/inner/no-image", test_no_image);
  g_test_add_func ("/ui/inner/too-deep", test_too_deep);
}
