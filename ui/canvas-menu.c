/* canvas-menu.c — the menu of a place in the network canvas.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/canvas-parts.h"

#include "ui/cold-start.h"

#include <glib/gi18n.h>

static void
append (GMenu *menu, const char *label, const char *action, const char *target, const char *keys)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  if (target != NULL)
    g_menu_item_set_action_and_target (item, action, "s", target);
  else
    g_menu_item_set_detailed_action (item, action);
  if (keys != NULL)
    g_menu_item_set_attribute (item, "accel", "s", keys);
  g_menu_append_item (menu, item);
}

/* Underscores would be taken for marks of shortcut letters. */
static char *
dup_label (const char *name)
{
  g_auto (GStrv) parts = g_strsplit (name, "_", -1);

  return g_strjoinv ("__", parts);
}

static GMenu *
list_targets (TdNetworkCanvas *self, const TdNetworkPlace *layer)
{
  GMenu *menu = g_menu_new ();

  if (!layer->in_trunk)
    append (menu, _("Trunk"), "network.move-to", "", NULL);
  for (guint i = 0; i < self->model.n_heads; i++)
    if (layer->in_trunk || (gint) i != layer->head)
      {
        g_autofree char *label = dup_label (self->model.heads[i].title);

        append (menu, label, "network.move-to", self->model.heads[i].id, NULL);
      }
  return menu;
}

static void
append_section (GMenu *menu, GMenu *section)
{
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
  g_object_unref (section);
}

static void
fill_layer_menu (TdNetworkCanvas *self, GMenu *menu, gint index)
{
  const TdNetworkPlace *layer = td_canvas_place (self, index);
  g_autoptr (GMenu) targets = list_targets (self, layer);
  GMenu *section = g_menu_new ();

  append (section, _("Insert _Before…"), "network.insert-before", NULL, NULL);
  append (section, _("Insert _After…"), "network.insert-after", NULL, "Insert");
  append_section (menu, section);
  section = g_menu_new ();
  append (section, _("Move Ba_ck"), "network.move-back", NULL, "<Alt>Left");
  append (section, _("Move _On"), "network.move-on", NULL, "<Alt>Right");
  g_menu_append_submenu (section, _("_Move to"), G_MENU_MODEL (targets));
  append_section (menu, section);
  section = g_menu_new ();
  if (td_canvas_has_weights (self, index))
    append (section, _("Edit _Weights…"), "network.edit-weights", NULL, "W");
  append (section, layer->box->frozen ? _("Un_lock Weights") : _("_Lock Weights"), "network.lock",
          NULL, "L");
  append (section, _("_Remove"), "network.remove", NULL, "Delete");
  append_section (menu, section);
}

static GMenu *
menu_of (TdNetworkCanvas *self, gint index)
{
  const TdNetworkPlace *place = td_canvas_place (self, index);
  GMenu *menu = g_menu_new ();

  if (place != NULL && place->kind == TD_PLACE_LAYER)
    fill_layer_menu (self, menu, index);
  else if (place != NULL && place->kind == TD_PLACE_HEAD)
    {
      append (menu, _("_Insert Layer…"), "network.insert-into", place->id, NULL);
      append (menu, td_cold_start_task_label (self->session, place->id), "win.train-alone",
              place->id, NULL);
      if (td_canvas_has_weights (self, index))
        append (menu, _("Edit _Weights…"), "network.edit-weights", NULL, "W");
    }
  else
    {
      append (menu, _("_Insert Layer…"), "network.insert-into", "", NULL);
      append (menu, td_cold_start_trunk_label (self->session), "network.lock-trunk", NULL,
              "<Shift>L");
    }
  return menu;
}

void
td_canvas_open_menu (TdNetworkCanvas *self, gint index)
{
  const TdNetworkPlace *place = td_canvas_place (self, index);
  g_autoptr (GMenu) menu = NULL;

  if (self->session == NULL)
    return;
  if (place != NULL && place->id != NULL)
    td_canvas_select (self, place->id);
  menu = menu_of (self, index);
  td_canvas_open_popover (self, gtk_popover_menu_new_from_model (G_MENU_MODEL (menu)),
                          MAX (index, 0));
}
