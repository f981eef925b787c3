/* window-run.c — what a window can do with its run.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/window-run.h"

#include "ui/window-edits.h"

#include <glib/gi18n.h>
#include <inttypes.h>

typedef struct
{
  const char *id;
  const char *label;
  double      steps_per_second, epochs_per_second;
} Speed;

static const Speed speeds[] = {
  { "step", N_("1 step/s"), 1, 0 },
  { "1", N_("1 epoch/s"), 0, 1 },
  { "10", N_("10 epochs/s"), 0, 10 },
  { "60", N_("60 epochs/s"), 0, 60 },
  { "full", N_("Full speed"), 0, 0 },
};

static void
train_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  TdSession *session = td_window_get_session (user_data);

  if (td_session_get_status (session) == TD_RUN_TRAINING)
    td_session_pause (session);
  else
    td_session_train (session);
}

static void
step_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  td_session_step (td_window_get_session (user_data));
}

static void
reset_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  td_session_reset (td_window_get_session (user_data));
  td_window_offer_undo (user_data, _("Run reset"));
}

static void
go_back_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  TdSession *session = td_window_get_session (user_data);
  g_autofree char *text
    = g_strdup_printf (_("Back at epoch %" PRIu64 ", with half the learning rate"),
                       td_session_get_progress (session)->back_epoch);

  td_session_go_back (session);
  td_window_offer_undo (user_data, text);
}

static const Speed *
speed_of (GAction *action)
{
  g_autoptr(GVariant) state = g_action_get_state (action);

  for (guint i = 0; i < G_N_ELEMENTS (speeds); i++)
    if (g_str_equal (speeds[i].id, g_variant_get_string (state, NULL)))
      return &speeds[i];
  g_assert_not_reached ();
}

static void
apply_speed (TdWindow *self)
{
  const Speed *speed = speed_of (g_action_map_lookup_action (G_ACTION_MAP (self), "speed"));

  if (td_window_get_session (self) != NULL)
    td_session_set_speed (td_window_get_session (self), speed->steps_per_second,
                          speed->epochs_per_second);
}

static void
speed_cb (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  for (guint i = 0; i < G_N_ELEMENTS (speeds); i++)
    if (g_str_equal (speeds[i].id, g_variant_get_string (value, NULL)))
      {
        g_simple_action_set_state (action, value);
        apply_speed (user_data);
      }
}

static void
show_speed (GtkMenuButton *button, GParamSpec *pspec, GAction *action)
{
  gtk_menu_button_set_label (button, _(speed_of (action)->label));
}

static GMenuModel *
make_speed_menu (void)
{
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (speeds); i++)
    {
      g_autofree char *action = g_strconcat ("win.speed::", speeds[i].id, NULL);

      g_menu_append (menu, _(speeds[i].label), action);
    }
  return G_MENU_MODEL (menu);
}

void
td_window_add_run_actions (TdWindow *self, GtkMenuButton *speed)
{
  static const GActionEntry entries[] = {
    { "train", train_cb },
    { "step", step_cb },
    { "reset", reset_cb },
    { "go-back", go_back_cb },
    { "speed", NULL, "s", "'10'", speed_cb },
  };
  g_autoptr(GMenuModel) menu = make_speed_menu ();
  GAction *action;

  g_return_if_fail (TD_IS_WINDOW (self));

  gtk_menu_button_set_menu_model (speed, menu);
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  action = g_action_map_lookup_action (G_ACTION_MAP (self), "speed");
  g_signal_connect_object (action, "notify::state", G_CALLBACK (show_speed), speed,
                           G_CONNECT_SWAPPED);
  show_speed (speed, NULL, action);
  td_window_update_run_actions (self);
}

static void
enable (TdWindow *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

void
td_window_update_run_actions (TdWindow *self)
{
  TdSession *session;
  gboolean training;

  g_return_if_fail (TD_IS_WINDOW (self));

  session = td_window_get_session (self);
  training = session != NULL && td_session_get_status (session) == TD_RUN_TRAINING;
  enable (self, "train", training || (session != NULL && td_session_can_train (session)));
  enable (self, "step", !training && session != NULL && td_session_can_train (session));
  enable (self, "reset", session != NULL
                         && (training || td_session_get_progress (session)->step > 0));
  enable (self, "go-back", session != NULL
                           && td_session_get_status (session) == TD_RUN_DIVERGED);
  enable (self, "speed", session != NULL);
  if (session != NULL && !training)
    apply_speed (self);
}
