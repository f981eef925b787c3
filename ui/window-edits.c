/* window-edits.c — how a window undoes and redoes.
 *
 * An entry with something typed in it undoes that first. It takes its keys even when there is
 * nothing left of that, so the window looks at them before the entry does.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/window-edits.h"

#include "ui/form-row.h"
#include "ui/kind-choice.h"

#include <glib/gi18n.h>

#define TOAST "td-edit-toast" /* data of a window: the toast about what was done last */

typedef struct
{
  const char *action, *key;
  const char *label_property; /* of the session */
  const char *tooltip, *named_tooltip;
} Way;

static const Way ways[] = {
  { "undo", "<Control>z", "undo-label", N_("Undo (Ctrl+Z)"), N_("Undo “%s” (Ctrl+Z)") },
  { "redo", "<Control><Shift>z", "redo-label", N_("Redo (Ctrl+Shift+Z)"),
    N_("Redo “%s” (Ctrl+Shift+Z)") },
};

/* Toasts */

static void
dismiss_toast (TdWindow *self)
{
  g_autoptr(AdwToast) toast = g_object_steal_data (G_OBJECT (self), TOAST);

  if (toast != NULL)
    adw_toast_dismiss (toast);
}

/* One at a time: the one before isn't true any more. */
static void
show_toast (TdWindow *self, const char *text, const char *action)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  AdwToast *toast = adw_toast_new (escaped);

  dismiss_toast (self);
  if (action != NULL)
    {
      adw_toast_set_button_label (toast, _("Undo"));
      adw_toast_set_action_name (toast, action);
    }
  g_object_set_data_full (G_OBJECT (self), TOAST, g_object_ref (toast), g_object_unref);
  td_window_add_toast (self, toast);
}

void
td_window_offer_undo (TdWindow *self, const char *text)
{
  g_return_if_fail (TD_IS_WINDOW (self));
  show_toast (self, text, "win.undo");
}

/* What can be seen of a change */

typedef struct
{
  TdWindow *window;
  gboolean  unseen; /* something changed that isn't on screen */
} Watch;

static gboolean
is_in_view (GtkWidget *widget)
{
  GtkWidget *pane = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);
  graphene_rect_t bounds;
  float middle;

  if (!gtk_widget_get_mapped (widget))
    return FALSE;
  if (pane == NULL)
    return TRUE;
  if (!gtk_widget_compute_bounds (widget, pane, &bounds))
    return FALSE;
  middle = bounds.origin.y + bounds.size.height / 2;
  return middle >= 0 && middle < gtk_widget_get_height (pane);
}

/* @option NULL: the kind of @origin, which a row of its parent or a choice on its own shows. */
static gboolean
is_control_of (GtkWidget *widget, TdConfig *origin, const TdOption *option)
{
  if (option == NULL && GTK_IS_DROP_DOWN (widget))
    return td_kind_choice_get_config (widget) == origin;
  return option != NULL && TD_IS_FORM_ROW (widget)
         && td_form_row_get_config (TD_FORM_ROW (widget)) == origin
         && td_form_row_get_option (TD_FORM_ROW (widget)) == option;
}

static gboolean
shows (GtkWidget *root, TdConfig *origin, const TdOption *option)
{
  if (is_control_of (root, origin, option) && is_in_view (root))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (shows (child, origin, option))
      return TRUE;
  return FALSE;
}

/* Layers and tasks come and go in the picture, and the project's name is the title. */
static void
changed_cb (Watch *watch, TdConfig *origin, const TdOption *option)
{
  if (td_config_get_parent (origin) == NULL
      || (option != NULL && option->type == TD_KIND_LIST))
    return;
  if (!shows (GTK_WIDGET (watch->window), origin, option))
    watch->unseen = TRUE;
}

/* Actions */

static void
move (TdWindow *self, void (*way) (TdSession *), const char *told,
      const char *(*get_label) (TdSession *))
{
  TdSession *session = td_window_get_session (self);
  TdConfig *config = td_project_get_config (td_session_get_project (session));
  Watch watch = { .window = self };
  gulong handler = g_signal_connect_swapped (config, "changed", G_CALLBACK (changed_cb), &watch);

  way (session);
  g_signal_handler_disconnect (config, handler);
  if (watch.unseen && get_label (session) != NULL)
    {
      g_autofree char *text = g_strdup_printf (told, get_label (session));

      show_toast (self, text, NULL);
    }
}

static void
undo_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  move (user_data, td_session_undo, _("Undone: %s"), td_session_get_redo_label);
}

static void
redo_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  move (user_data, td_session_redo, _("Redone: %s"), td_session_get_undo_label);
}

static void
show_way (TdWindow *self, const Way *way)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), way->action);
  GtkWidget *button = g_object_get_data (G_OBJECT (action), "button");
  TdSession *session = td_window_get_session (self);
  g_autofree char *label = NULL, *tooltip = NULL;

  if (session != NULL)
    g_object_get (session, way->label_property, &label, NULL);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), label != NULL);
  tooltip = label != NULL ? g_strdup_printf (_(way->named_tooltip), label)
                          : g_strdup (_(way->tooltip));
  gtk_widget_set_tooltip_text (button, tooltip);
}

static void
show_ways (TdWindow *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    show_way (self, &ways[i]);
}

/* Something was done, undone or redone. */
static void
done_cb (TdWindow *self)
{
  dismiss_toast (self);
  show_ways (self);
}

static void
set_button (TdWindow *self, const char *name, GtkWidget *button)
{
  g_object_set_data (G_OBJECT (g_action_map_lookup_action (G_ACTION_MAP (self), name)), "button",
                     button);
}

/* Whether the focus is where people type: an entry of a form only while it differs from the
 * document, any other always. */
static gboolean
is_typing (TdWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, TD_TYPE_FORM_ROW) : NULL;

  if (focus == NULL || !GTK_IS_EDITABLE (focus))
    return FALSE;
  return row == NULL || td_form_row_is_typed_in (TD_FORM_ROW (row));
}

static gboolean
key_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  const Way *way = user_data;

  if (is_typing (TD_WINDOW (widget))
      || !g_action_group_get_action_enabled (G_ACTION_GROUP (widget), way->action))
    return GDK_EVENT_PROPAGATE;
  g_action_group_activate_action (G_ACTION_GROUP (widget), way->action, NULL);
  return GDK_EVENT_STOP;
}

static void
add_keys (TdWindow *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_event_controller_set_name (keys, "edits");
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string (ways[i].key),
                        gtk_callback_action_new (key_cb, (gpointer) &ways[i], NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

void
td_window_add_edit_actions (TdWindow *self, GtkWidget *undo, GtkWidget *redo)
{
  static const GActionEntry entries[] = { { "undo", undo_cb }, { "redo", redo_cb } };

  g_return_if_fail (TD_IS_WINDOW (self));

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  set_button (self, "undo", undo);
  set_button (self, "redo", redo);
  add_keys (self);
  show_ways (self);
}

void
td_window_follow_edits (TdWindow *self)
{
  g_return_if_fail (TD_IS_WINDOW (self));

  g_signal_connect_object (td_window_get_session (self), "notify::undo-label",
                           G_CALLBACK (done_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (td_window_get_session (self), "notify::redo-label",
                           G_CALLBACK (show_ways), self, G_CONNECT_SWAPPED);
  show_ways (self);
}
