/* canvas-edit.c — building in the network canvas: its actions.
 *
 * Actions concern the selected layer. Whatever they do is a change of the document; the picture
 * follows at once, the run as soon as the main loop is idle.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/canvas-parts.h"

#include "core/nn/layer.h"
#include "ui/cold-start.h"
#include "ui/structure.h"

#include <glib/gi18n.h>

static TdProject *
project_of (TdNetworkCanvas *self)
{
  return td_session_get_project (self->session);
}

/* The selected layer, and where it stands; NULL: something else is selected, or nothing. */
static TdConfig *
find_selected (TdNetworkCanvas *self, TdGap *gap)
{
  if (self->session == NULL || self->selected == NULL)
    return NULL;
  return td_structure_find (project_of (self), self->selected, gap);
}

static guint
length_of (TdNetworkCanvas *self, const char *task)
{
  TdConfigList *list = td_structure_list (project_of (self), task);

  return list != NULL ? g_list_model_get_n_items (G_LIST_MODEL (list)) : 0;
}

static gint
find_id (TdNetworkCanvas *self, const char *id)
{
  for (guint i = 0; i < self->layout.places->len; i++)
    if (g_strcmp0 (td_network_layout_get (&self->layout, i)->id, id) == 0)
      return (gint) i;
  return -1;
}

/* After an edit: shows it, and goes to the layer. A layer that has moved across the fork is another
 * object of the document now, so the selection is told in any case. */
static void
go_to_layer (TdNetworkCanvas *self, const char *id)
{
  g_autofree char *copy = g_strdup (id);

  td_canvas_refill (self);
  td_canvas_select (self, NULL);
  td_canvas_select (self, copy);
  td_canvas_set_focus (self, find_id (self, copy));
}

/* Edits until td_session_end_edit() are one, named after a layer. */
static void
begin (TdNetworkCanvas *self, const char *format, const char *title)
{
  g_autofree char *label = g_strdup_printf (format, title);

  td_session_begin_edit (self->session, label);
}

void
td_canvas_insert (TdNetworkCanvas *self, const TdGap *gap, const TdKind *kind)
{
  g_autofree char *id = NULL;

  begin (self, _("Add %s layer"), _(kind->title));
  id = td_structure_insert (project_of (self), gap, kind);
  td_session_end_edit (self->session);
  if (id != NULL)
    go_to_layer (self, id);
}

/* "Dense 128"; owned. */
static char *
dup_title (TdNetworkCanvas *self, const char *layer)
{
  gint place = find_id (self, layer);

  return place >= 0 ? td_network_place_title (&self->layout, (guint) place, &self->model)
                    : g_strdup (layer);
}

static void
move (TdNetworkCanvas *self, const char *layer, const TdGap *gap)
{
  g_autofree char *copy = g_strdup (layer);
  g_autofree char *title = dup_title (self, layer);
  gboolean moved;

  begin (self, _("Move %s"), title);
  moved = td_structure_move (project_of (self), copy, gap);
  td_session_end_edit (self->session);
  if (moved)
    go_to_layer (self, copy);
}

void
td_canvas_drop (TdNetworkCanvas *self, const TdNetworkPlace *layer, const TdNetworkPlace *slot)
{
  TdGap gap = td_canvas_gap_of (self, slot);

  move (self, layer->id, &gap);
}

/* Actions */

static void
insert_before_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TdGap gap;

  if (find_selected (TD_NETWORK_CANVAS (widget), &gap) != NULL)
    td_canvas_ask_kind (TD_NETWORK_CANVAS (widget), &gap);
}

/* After the selected layer, or at the end of the selected task's head. */
static gboolean
find_gap_after (TdNetworkCanvas *self, TdGap *gap)
{
  gboolean layer = find_selected (self, gap) != NULL;

  if (layer)
    gap->position++;
  else if (self->session != NULL && self->selected != NULL
           && td_structure_list (project_of (self), self->selected) != NULL)
    *gap = (TdGap){ self->selected, length_of (self, self->selected) };
  else
    return FALSE;
  return TRUE;
}

static void
insert_after_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TdGap gap;

  if (find_gap_after (TD_NETWORK_CANVAS (widget), &gap))
    td_canvas_ask_kind (TD_NETWORK_CANVAS (widget), &gap);
}

/* The text of an action: a task's id; empty: the trunk. */
static const char *
task_of (GVariant *parameter)
{
  const char *task = g_variant_get_string (parameter, NULL);

  return task[0] != '\0' ? task : NULL;
}

static void
insert_into_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TdNetworkCanvas *self = TD_NETWORK_CANVAS (widget);
  TdGap gap = { task_of (parameter), length_of (self, task_of (parameter)) };

  td_canvas_ask_kind (self, &gap);
}

static void
move_to_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TdNetworkCanvas *self = TD_NETWORK_CANVAS (widget);
  TdGap gap = { task_of (parameter), length_of (self, task_of (parameter)) };

  if (self->selected != NULL)
    move (self, self->selected, &gap);
}

/* One place towards the input; from the start of a head, across the fork. */
static void
move_back_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TdNetworkCanvas *self = TD_NETWORK_CANVAS (widget);
  TdGap gap;

  if (find_selected (self, &gap) == NULL)
    return;
  if (gap.position > 0)
    gap.position--;
  else if (gap.task != NULL)
    gap = (TdGap){ NULL, length_of (self, NULL) };
  move (self, self->selected, &gap);
}

/* One place towards the outputs; there the trunk's last layer would have to choose a head. */
static void
move_on_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TdNetworkCanvas *self = TD_NETWORK_CANVAS (widget);
  TdGap gap;

  if (find_selected (self, &gap) == NULL || gap.position + 1 >= length_of (self, gap.task))
    return;
  gap.position += 2;
  move (self, self->selected, &gap);
}

/* To the same position of the head above or below. */
static void
move_aside (TdNetworkCanvas *self, int by)
{
  TdGap gap;

  if (find_selected (self, &gap) == NULL || gap.task == NULL)
    return;
  for (guint i = 0; i < self->model.n_heads; i++)
    if (g_str_equal (self->model.heads[i].id, gap.task))
      {
        if ((by < 0 && i == 0) || (by > 0 && i + 1 == self->model.n_heads))
          return;
        gap.task = self->model.heads[i + (guint) by].id;
        gap.position = MIN (gap.position, length_of (self, gap.task));
        move (self, self->selected, &gap);
        return;
      }
}

static void
move_up_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  move_aside (TD_NETWORK_CANVAS (widget), -1);
}

static void
move_down_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  move_aside (TD_NETWORK_CANVAS (widget), 1);
}

static void
lock_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TdNetworkCanvas *self = TD_NETWORK_CANVAS (widget);
  TdGap gap;
  TdConfig *layer = find_selected (self, &gap);
  g_autofree char *title = NULL;
  gboolean locks;

  if (layer == NULL)
    return;
  title = dup_title (self, self->selected);
  locks = td_config_get_number (layer, "frozen") == 0;
  begin (self, locks ? _("Lock %s") : _("Unlock %s"), title);
  td_config_set_number (layer, "frozen", locks, NULL);
  td_session_end_edit (self->session);
  td_canvas_refill (self);
}

static void
lock_trunk_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TdNetworkCanvas *self = TD_NETWORK_CANVAS (widget);

  if (self->session == NULL)
    return;
  td_cold_start_lock_trunk (self->session);
  td_canvas_refill (self);
}

/* To the layer that took its place, else the one before it, else the empty stack's slot. */
static void
go_to_neighbour (TdNetworkCanvas *self, const TdGap *gap)
{
  TdConfigList *list = td_structure_list (project_of (self), gap->task);
  guint n = length_of (self, gap->task);
  gint slot;

  if (n > 0)
    {
      TdConfig *next = td_config_list_get (list, MIN (gap->position, n - 1));

      go_to_layer (self, td_config_get_text (next, "id"));
      return;
    }
  td_canvas_refill (self);
  td_canvas_select (self, gap->task);
  slot = td_canvas_find_slot (self, gap);
  td_canvas_set_focus (self, slot);
}

static void
remove_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TdNetworkCanvas *self = TD_NETWORK_CANVAS (widget);
  g_autofree char *title = NULL, *text = NULL;
  TdGap gap;

  if (find_selected (self, &gap) == NULL)
    return;
  title = dup_title (self, self->selected);
  text = g_strdup_printf (_("%s removed"), title);
  begin (self, _("Remove %s"), title);
  td_structure_remove (project_of (self), self->selected);
  td_session_end_edit (self->session);
  go_to_neighbour (self, &gap);
  g_signal_emit_by_name (self, "removed", text);
}

/* Of the selected layer, or of a selected task's outputs. */
static void
edit_weights_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TdNetworkCanvas *self = TD_NETWORK_CANVAS (widget);
  gint focus = td_canvas_get_focus (self);
  const TdNetworkPlace *place = td_canvas_place (self, focus);

  if (self->selected == NULL)
    return;
  /* Of several copies the one that the keyboard is at. */
  if (place == NULL || g_strcmp0 (place->id, self->selected) != 0)
    focus = find_id (self, self->selected);
  td_canvas_edit_weight (self, focus, 0, 0);
}

static void
menu_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TdNetworkCanvas *self = TD_NETWORK_CANVAS (widget);

  td_canvas_open_menu (self, td_canvas_get_focus (self));
}

typedef struct
{
  const char             *name;
  const char             *parameter;
  GtkWidgetActionActivateFunc activate;
} Action;

static const Action layer_actions[] = {
  { "network.insert-before", NULL, insert_before_cb },
  { "network.move-to", "s", move_to_cb },
  { "network.move-back", NULL, move_back_cb },
  { "network.move-on", NULL, move_on_cb },
  { "network.move-up", NULL, move_up_cb },
  { "network.move-down", NULL, move_down_cb },
  { "network.lock", NULL, lock_cb },
  { "network.remove", NULL, remove_cb },
};

typedef struct
{
  guint           key;
  GdkModifierType modifiers;
  const char     *action;
} Binding;

static const Binding bindings[] = {
  { GDK_KEY_Delete, 0, "network.remove" },
  { GDK_KEY_KP_Delete, 0, "network.remove" },
  { GDK_KEY_Insert, 0, "network.insert-after" },
  { GDK_KEY_KP_Insert, 0, "network.insert-after" },
  { GDK_KEY_Left, GDK_ALT_MASK, "network.move-back" },
  { GDK_KEY_KP_Left, GDK_ALT_MASK, "network.move-back" },
  { GDK_KEY_Right, GDK_ALT_MASK, "network.move-on" },
  { GDK_KEY_KP_Right, GDK_ALT_MASK, "network.move-on" },
  { GDK_KEY_Up, GDK_ALT_MASK, "network.move-up" },
  { GDK_KEY_KP_Up, GDK_ALT_MASK, "network.move-up" },
  { GDK_KEY_Down, GDK_ALT_MASK, "network.move-down" },
  { GDK_KEY_KP_Down, GDK_ALT_MASK, "network.move-down" },
  { GDK_KEY_l, 0, "network.lock" },
  { GDK_KEY_L, GDK_SHIFT_MASK, "network.lock-trunk" },
  { GDK_KEY_w, 0, "network.edit-weights" },
  { GDK_KEY_Menu, 0, "network.menu" },
  { GDK_KEY_F10, GDK_SHIFT_MASK, "network.menu" },
};

void
td_canvas_class_add_edits (GtkWidgetClass *klass)
{
  for (guint i = 0; i < G_N_ELEMENTS (layer_actions); i++)
    gtk_widget_class_install_action (klass, layer_actions[i].name, layer_actions[i].parameter,
                                     layer_actions[i].activate);
  gtk_widget_class_install_action (klass, "network.insert-after", NULL, insert_after_cb);
  gtk_widget_class_install_action (klass, "network.insert-into", "s", insert_into_cb);
  gtk_widget_class_install_action (klass, "network.edit-weights", NULL, edit_weights_cb);
  gtk_widget_class_install_action (klass, "network.lock-trunk", NULL, lock_trunk_cb);
  gtk_widget_class_install_action (klass, "network.menu", NULL, menu_cb);
  for (guint i = 0; i < G_N_ELEMENTS (bindings); i++)
    td_canvas_class_bind (klass, bindings[i].key, bindings[i].modifiers, bindings[i].action);
}

void
td_canvas_update_edits (TdNetworkCanvas *self)
{
  TdGap gap;
  gboolean layer = find_selected (self, &gap) != NULL;

  for (guint i = 0; i < G_N_ELEMENTS (layer_actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), layer_actions[i].name, layer);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "network.insert-after",
                                 find_gap_after (self, &gap));
}

void
td_network_canvas_add_layer (TdNetworkCanvas *self, const TdKind *kind)
{
  TdGap gap;

  g_return_if_fail (TD_IS_NETWORK_CANVAS (self));
  g_return_if_fail (kind != NULL);

  if (self->session == NULL)
    return;
  if (!find_gap_after (self, &gap))
    gap = (TdGap){ NULL, length_of (self, NULL) };
  td_canvas_insert (self, &gap, kind);
}
