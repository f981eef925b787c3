/* window-view.c — what of a window is kept in view.json (core/project/view-state.h).
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/window-view.h"

#define SHARE "network-share"
#define PAGE "page"
#define SELECTED "selected"
#define SPEED "speed"

typedef struct
{
  TdWindow        *window;
  TdPanes         *panes;
  GtkStack        *pages;
  TdNetworkCanvas *canvas;
} Parts;

static void
looking_cb (TdSession *session, TdViewState *view, const Parts *parts)
{
  const char *selected = td_network_canvas_get_selected (parts->canvas);
  g_autoptr(GVariant) speed
    = g_action_group_get_action_state (G_ACTION_GROUP (parts->window), SPEED);

  td_view_state_set_number (view, SHARE, td_panes_get_share (parts->panes));
  td_view_state_set_text (view, PAGE, gtk_stack_get_visible_child_name (parts->pages));
  td_view_state_set_text (view, SELECTED, selected != NULL ? selected : "");
  td_view_state_set_text (view, SPEED, g_variant_get_string (speed, NULL));
}

static void
restore (const Parts *parts, const TdViewState *view)
{
  const char *page = td_view_state_get_text (view, PAGE);
  const char *selected = td_view_state_get_text (view, SELECTED);
  const char *speed = td_view_state_get_text (view, SPEED);
  double share;

  if (td_view_state_get_number (view, SHARE, 0, 1, &share))
    td_panes_set_share (parts->panes, share);
  if (page != NULL && gtk_stack_get_child_by_name (parts->pages, page) != NULL)
    gtk_stack_set_visible_child_name (parts->pages, page);
  if (selected != NULL && *selected != '\0')
    g_signal_emit_by_name (parts->canvas, "selected", selected);
  if (speed != NULL)
    g_action_group_change_action_state (G_ACTION_GROUP (parts->window), SPEED,
                                        g_variant_new_string (speed));
}

static void
free_parts (gpointer parts, GClosure *closure)
{
  g_free (parts);
}

void
td_window_follow_view (TdWindow *self, TdPanes *panes, GtkStack *pages, TdNetworkCanvas *canvas)
{
  const Parts parts = { self, panes, pages, canvas };
  TdSession *session;
  GClosure *closure;

  g_return_if_fail (TD_IS_WINDOW (self) && td_window_get_session (self) != NULL);

  session = td_window_get_session (self);
  restore (&parts, td_session_get_view (session));
  closure = g_cclosure_new (G_CALLBACK (looking_cb), g_memdup2 (&parts, sizeof parts), free_parts);
  g_object_watch_closure (G_OBJECT (self), closure); /* a session outlives its window by a save */
  g_signal_connect_closure (session, "looking", closure, FALSE);
}
