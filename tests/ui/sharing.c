/* sharing.c — every way to share a network, chosen and built in while the window shows it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "canvas-hands.h"

#include "core/nn/layer.h"
#include "core/sharing/sharing.h"
#include "ui/canvas-stop.h"
#include "ui/kind-choice.h"
#include "ui/network-canvas.h"
#include "ui/structure.h"

#include <string.h>

/* The canvas' own choice: the inspector has another. */
static GtkDropDown *
choice_of (TdWindow *window)
{
  GtkWidget *tools
    = gtk_widget_get_parent (td_test_find (GTK_WIDGET (window), "Fit"));
  GtkWidget *choice = td_test_find (tools, "Sharing");

  g_assert_true (GTK_IS_DROP_DOWN (choice));
  return GTK_DROP_DOWN (choice);
}

static const TdKind *
sharing_of (TdWindow *window)
{
  return td_config_get_kind (td_config_get_child (td_project_get_network (td_hand_project (window)),
                                                  "sharing"));
}

static void
choose (TdWindow *window, guint position)
{
  gtk_drop_down_set_selected (choice_of (window), position);
  g_assert_true (sharing_of (window) == td_sharings.kinds[position]);
  td_hand_settle (window);
  td_test_wait (td_hand_is_planned, window);
  g_assert_null (td_session_get_problem (td_window_get_session (window)));
}

/* Everything in the picture has a name, and the picture says how the network is shared. */
static void
check_words (TdWindow *window)
{
  const TdSharingKind *kind = (const TdSharingKind *) sharing_of (window);
  g_autofree char *told = gtk_test_accessible_check_property (
    GTK_ACCESSIBLE (td_hand_canvas (window)), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "");
  guint n = 0;

  g_assert_nonnull (strstr (told, kind->trunk_title));
  for (GtkWidget *stop = gtk_widget_get_first_child (td_hand_canvas (window)); stop != NULL;
       stop = gtk_widget_get_next_sibling (stop))
    {
      g_autofree char *name = NULL;

      if (!TD_IS_CANVAS_STOP (stop))
        continue;
      name = gtk_test_accessible_check_property (GTK_ACCESSIBLE (stop),
                                                 GTK_ACCESSIBLE_PROPERTY_LABEL, "");
      g_assert_nonnull (name);
      n++;
    }
  g_assert_cmpuint (n, >, 8);
}

/* With nothing selected the inspector has a row for each option of the kind. */
static void
check_inspector (TdWindow *window)
{
  const TdKind *kind = sharing_of (window);

  g_signal_emit_by_name (td_hand_canvas (window), "selected", NULL);
  td_test_settle ();
  for (guint i = 0; i < td_kind_n_options (kind); i++)
    g_assert_nonnull (td_test_find (GTK_WIDGET (window), kind->options[i].label));
}

typedef struct
{
  TdWindow *window;
  guint64   step;
} Goal;

static gboolean
is_reached (gpointer data)
{
  const Goal *goal = data;

  return td_session_get_progress (td_window_get_session (goal->window))->step >= goal->step;
}

static gboolean
is_still (gpointer window)
{
  TdSession *session = td_window_get_session (window);

  return td_session_get_status (session) != TD_RUN_TRAINING && !td_session_is_busy (session);
}

static void
train_a_moment (TdWindow *window)
{
  TdSession *session = td_window_get_session (window);
  Goal goal = { window, td_session_get_progress (session)->step + 5 };

  td_test_act (window, "train", NULL);
  td_test_wait (is_reached, &goal);
  td_test_act (window, "train", NULL);
  td_test_wait (is_still, window);
  g_assert_cmpint (td_session_get_status (session), !=, TD_RUN_DIVERGED);
}

/* By mouse and by keyboard: the same edits of the same list, however often its layers are drawn. */
static void
build (TdWindow *window)
{
  td_hand_drag (window, "Dense 64", "Insert a layer before Dense 128", FALSE);
  td_hand_assert_layers (window, NULL, "l3:dense l1:dense l2:dropout ");
  td_hand_assert_selected (window, "l3");
  td_hand_settle (window);
  td_test_act (window, "undo", NULL);
  td_hand_settle (window);
  td_hand_drag (window, "Dropout", "Insert a layer into the head Ink amount", FALSE);
  td_hand_assert_layers (window, "t4", "l2:dropout ");
  td_hand_settle (window);
  td_test_act (window, "undo", NULL);
  td_hand_settle (window);
  td_hand_select (window, "Dense 128");
  td_network_canvas_add_layer (TD_NETWORK_CANVAS (td_hand_canvas (window)), td_layers.kinds[0]);
  td_hand_assert_layers (window, NULL, "l1:dense l4:dense l2:dropout l3:dense ");
  td_test_wait (td_hand_is_planned, window);
  td_hand_act (window, "network.remove", NULL);
  td_hand_assert_layers (window, NULL, "l1:dense l2:dropout l3:dense ");
  td_hand_assert_selected (window, "l2");
  td_hand_act (window, "network.move-back", NULL);
  td_hand_assert_layers (window, NULL, "l2:dropout l1:dense l3:dense ");
  td_hand_settle (window);
  for (guint i = 0; i < 3; i++)
    td_test_act (window, "undo", NULL);
  td_hand_assert_layers (window, NULL, "l1:dense l2:dropout l3:dense ");
  td_test_wait (td_hand_is_planned, window);
}

static void
test_every_kind (void)
{
  TdWindow *window = td_test_open_digits ();
  const TdKind *first = sharing_of (window);

  for (guint i = 0; td_sharings.kinds[i] != NULL; i++)
    {
      if (td_sharings.kinds[i] == first)
        continue;
      g_test_message ("%s", td_sharings.kinds[i]->id);
      choose (window, i);
      train_a_moment (window);
      check_words (window);
      check_inspector (window);
      build (window);
      td_test_act (window, "undo", NULL);
      g_assert_true (sharing_of (window) == first);
      g_assert_true (td_kind_choice_get_config (GTK_WIDGET (choice_of (window))) != NULL);
      td_hand_settle (window);
      td_test_wait (td_hand_is_planned, window);
      check_words (window);
    }
  td_test_close (window);
}

/* One after the other, without going back: what has a place keeps its weights, and nothing
 * fails. */
static void
test_one_after_another (void)
{
  TdWindow *window = td_test_open_digits ();

  /* Until it is paused, or a run at full speed is over before the last kind. */
  td_config_set_number (td_project_get_training (td_hand_project (window)), "epochs", 0, NULL);
  td_test_act (window, "speed", "full");
  td_test_act (window, "train", NULL);
  for (guint i = 0; td_sharings.kinds[i] != NULL; i++)
    {
      Goal goal = { window, td_session_get_progress (td_window_get_session (window))->step + 3 };

      choose (window, i);
      td_test_wait (is_reached, &goal);
    }
  td_test_act (window, "train", NULL);
  td_test_wait (is_still, window);
  while (td_session_get_can_undo (td_window_get_session (window)))
    td_test_act (window, "undo", NULL);
  td_test_wait (td_hand_is_planned, window);
  g_assert_true (sharing_of (window) == td_sharings.kinds[0]);
  td_test_close (window);
}

void
td_test_add_sharing (void)
{
  g_test_add_func ("/ui/sharing/every-kind-is-built-in", test_every_kind);
  g_test_add_func ("/ui/sharing/one-after-another-while-it-trains", test_one_after_another);
}
