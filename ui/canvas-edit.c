/* canvas-edit.c — building in the network canvas: actions, and the list of layer kinds.
 *
 * Actions concern the selected layer. Whatever they do is a change of the document; the picture
 * follows at once, the run as soon as the main loop is idle.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/canvas-parts.h"

#include "core/nn/layer.h"
#include "ui/accessible.h"
#include "ui/form.h"
#include "ui/kind-popover.h"
#include "ui/structure.h"

#include <glib/gi18n.h>

#define FORM_WIDTH 280

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

static TdGap
gap_of (TdNetworkCanvas *self, const TdNetworkPlace *slot)
{
  return (TdGap){ slot->in_trunk ? NULL : self->model.heads[slot->head].id, slot->position };
}

/* The slot of a gap: the first, where heads have copies of the trunk. */
static gint
find_slot (TdNetworkCanvas *self, const TdGap *gap)
{
  for (guint i = 0; i < self->layout.places->len; i++)
    {
      const TdNetworkPlace *place = td_network_layout_get (&self->layout, i);

      if (place->kind == TD_PLACE_SLOT && place->position == gap->position
          && place->in_trunk == (gap->task == NULL)
          && (gap->task == NULL || g_str_equal (self->model.heads[place->head].id, gap->task)))
        return (gint) i;
    }
  return -1;
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

static void
insert (TdNetworkCanvas *self, const TdGap *gap, const TdKind *kind)
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

/* Popovers */

static gboolean
drop_popover_cb (gpointer user_data)
{
  TdNetworkCanvas *self = user_data;

  self->popover_source = 0;
  g_clear_object (&self->formed);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  return G_SOURCE_REMOVE;
}

/* What was chosen in it may still be on its way. */
static void
closed_cb (TdNetworkCanvas *self)
{
  if (self->popover_source == 0)
    self->popover_source = g_idle_add (drop_popover_cb, self);
}

/* What a popover points at must be on screen, or GDK looks for a monitor that isn't there. */
static GdkRectangle
visible_part (TdNetworkCanvas *self, gint place)
{
  cairo_rectangle_t area = td_network_layout_area (&self->layout, (guint) place);
  GdkRectangle canvas = { 0, 0, MAX (gtk_widget_get_width (GTK_WIDGET (self)), 1),
                          MAX (gtk_widget_get_height (GTK_WIDGET (self)), 1) };
  GdkRectangle part = { (int) area.x, (int) area.y, MAX ((int) area.width, 1),
                        MAX ((int) area.height, 1) };

  return gdk_rectangle_intersect (&part, &canvas, &part) ? part : canvas;
}

void
td_canvas_open_popover (TdNetworkCanvas *self, GtkWidget *popover, gint place)
{
  GdkRectangle rectangle;

  td_canvas_show_place (self, place);
  rectangle = visible_part (self, place);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  g_clear_handle_id (&self->popover_source, g_source_remove);
  self->popover = popover;
  g_signal_connect_swapped (popover, "closed", G_CALLBACK (closed_cb), self);
  gtk_widget_set_parent (popover, GTK_WIDGET (self));
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), &rectangle);
  gtk_popover_popup (GTK_POPOVER (popover));
}

/* The kinds were asked for at this gap; the task may be gone meanwhile. */
static void
chosen_cb (TdNetworkCanvas *self, const TdKind *kind)
{
  TdGap gap = { self->asked_id, self->asked_position };

  insert (self, &gap, kind);
}

static void
ask_kind (TdNetworkCanvas *self, const TdGap *gap)
{
  gint slot = find_slot (self, gap);
  GtkWidget *popover;

  if (slot < 0)
    return;
  popover = td_kind_popover_new (&td_layers, _("Kind of layer"));
  g_free (self->asked_id);
  self->asked_id = g_strdup (gap->task);
  self->asked_position = gap->position;
  g_signal_connect_swapped (popover, "chosen", G_CALLBACK (chosen_cb), self);
  td_canvas_open_popover (self, popover, slot);
}

/* The form of a layer or a task, at its place in the picture. */
static void
open_form (TdNetworkCanvas *self, gint index)
{
  const TdNetworkPlace *place = td_canvas_place (self, index);
  TdConfig *config = td_structure_find_any (project_of (self), place->id);
  g_autofree char *title = td_network_place_title (&self->layout, (guint) index, &self->model);
  GtkWidget *popover, *form;

  if (config == NULL)
    return;
  popover = gtk_popover_new ();
  form = td_form_new (title);
  td_form_add_options (TD_FORM (form), config, TRUE);
  gtk_widget_set_size_request (form, FORM_WIDTH, -1);
  gtk_popover_set_child (GTK_POPOVER (popover), form);
  td_accessible_set_name (popover, title);
  td_canvas_open_popover (self, popover, index);
  g_set_object (&self->formed, config);
}

void
td_canvas_check_form (TdNetworkCanvas *self)
{
  if (self->formed == NULL || td_config_get_parent (self->formed) != NULL)
    return;
  gtk_popover_popdown (GTK_POPOVER (self->popover));
}

void
td_canvas_activate (TdNetworkCanvas *self, gint index)
{
  const TdNetworkPlace *place = td_canvas_place (self, index);
  TdGap gap;

  if (place == NULL)
    return;
  if (place->kind == TD_PLACE_SLOT)
    {
      gap = gap_of (self, place);
      ask_kind (self, &gap);
    }
  else
    {
      td_canvas_select (self, place->id);
      if (place->id != NULL)
        open_form (self, index);
    }
}

void
td_canvas_drop (TdNetworkCanvas *self, const TdNetworkPlace *layer, const TdNetworkPlace *slot)
{
  TdGap gap = gap_of (self, slot);

  move (self, layer->id, &gap);
}

/* Actions */

static void
insert_before_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TdGap gap;

  if (find_selected (TD_NETWORK_CANVAS (widget), &gap) != NULL)
    ask_kind (TD_NETWORK_CANVAS (widget), &gap);
}

static void
insert_after_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TdGap gap;

  if (find_selected (TD_NETWORK_CANVAS (widget), &gap) == NULL)
    return;
  gap.position++;
  ask_kind (TD_NETWORK_CANVAS (widget), &gap);
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

  ask_kind (self, &gap);
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
  slot = find_slot (self, gap);
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
  { "network.insert-after", NULL, insert_after_cb },
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
  { GDK_KEY_Menu, 0, "network.menu" },
  { GDK_KEY_F10, GDK_SHIFT_MASK, "network.menu" },
};

void
td_canvas_class_add_edits (GtkWidgetClass *klass)
{
  for (guint i = 0; i < G_N_ELEMENTS (layer_actions); i++)
    gtk_widget_class_install_action (klass, layer_actions[i].name, layer_actions[i].parameter,
                                     layer_actions[i].activate);
  gtk_widget_class_install_action (klass, "network.insert-into", "s", insert_into_cb);
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
}

void
td_network_canvas_add_layer (TdNetworkCanvas *self, const TdKind *kind)
{
  TdGap gap;

  g_return_if_fail (TD_IS_NETWORK_CANVAS (self));
  g_return_if_fail (kind != NULL);

  if (self->session == NULL)
    return;
  if (find_selected (self, &gap) != NULL)
    gap.position++;
  else
    {
      gap.task = self->selected;
      if (gap.task != NULL && td_structure_list (project_of (self), gap.task) == NULL)
        gap.task = NULL;
      gap.position = length_of (self, gap.task);
    }
  insert (self, &gap, kind);
}
