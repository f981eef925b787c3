/* inner-layers.c — see inner-layers.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/inner-layers.h"

#include "core/nn/layer.h"
#include "ui/accessible.h"
#include "ui/kind-popover.h"
#include "ui/structure.h"
#include "ui/window.h"

#include <glib/gi18n.h>

/* What a button is about; its own references. */
typedef struct
{
  TdSession    *session;
  TdConfigList *list;
  TdConfig     *layer; /* NULL: none yet */
  int           by;    /* places to move; 0: remove */
} Aim;

static void
free_aim (gpointer data, GClosure *closure)
{
  Aim *aim = data;

  g_object_unref (aim->session);
  g_object_unref (aim->list);
  g_clear_object (&aim->layer);
  g_free (aim);
}

static Aim *
new_aim (TdSession *session, TdConfigList *list, TdConfig *layer, int by)
{
  Aim *aim = g_new0 (Aim, 1);

  aim->session = g_object_ref (session);
  aim->list = g_object_ref (list);
  aim->layer = layer != NULL ? g_object_ref (layer) : NULL;
  aim->by = by;
  return aim;
}

static guint
length_of (TdConfigList *list)
{
  return g_list_model_get_n_items (G_LIST_MODEL (list));
}

/* -1: it has gone. */
static int
find (const Aim *aim)
{
  for (guint i = 0; i < length_of (aim->list); i++)
    if (td_config_list_get (aim->list, i) == aim->layer)
      return (int) i;
  return -1;
}

static void
begin (const Aim *aim, const char *format, const TdKind *kind)
{
  g_autofree char *label = g_strdup_printf (format, _(kind->title));

  td_session_begin_edit (aim->session, label);
}

static void
say_too_deep (GtkWidget *popover, const TdKind *kind)
{
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (popover));
  g_autofree char *text
    = g_strdup_printf (_("%s doesn’t fit in here: layers are nested as deep as they can be"),
                       _(kind->title));

  if (TD_IS_WINDOW (window))
    td_window_toast (TD_WINDOW (window), text);
}

static void
chosen_cb (GtkWidget *popover, const TdKind *kind, const Aim *aim)
{
  g_autofree char *id = NULL;

  begin (aim, _("Add %s layer"), kind);
  id = td_structure_insert_into (td_session_get_project (aim->session), aim->list,
                                 length_of (aim->list), kind);
  td_session_end_edit (aim->session);
  if (id == NULL)
    say_too_deep (popover, kind);
}

static void
clicked_cb (GtkWidget *button, const Aim *aim)
{
  int at = find (aim), to = at + aim->by;

  if (at < 0 || to < 0 || to >= (int) length_of (aim->list))
    return;
  begin (aim, aim->by == 0 ? _("Remove %s") : _("Move %s"), td_config_get_kind (aim->layer));
  if (aim->by == 0)
    td_config_list_remove (aim->list, (guint) at);
  else
    td_config_list_move (aim->list, (guint) at, (guint) to);
  td_session_end_edit (aim->session);
}

static void
append_tool (GtkWidget *box, Aim *aim, const char *icon, const char *name, const char *verb)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);
  g_autofree char *widget_name
    = g_strdup_printf ("inner-%s-%s", td_config_get_text (aim->layer, "id"), verb);
  int to = find (aim) + aim->by;

  gtk_widget_set_name (button, widget_name);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, name);
  gtk_widget_set_sensitive (button, to >= 0 && to < (int) length_of (aim->list));
  td_accessible_set_name (button, name);
  g_signal_connect_data (button, "clicked", G_CALLBACK (clicked_cb), aim, free_aim, 0);
  gtk_box_append (GTK_BOX (box), button);
}

char *
td_inner_layers_dup_adder_name (TdConfig *block)
{
  return g_strdup_printf ("inner-%s-add", td_config_get_text (block, "id"));
}

GtkWidget *
td_inner_layers_new_adder (TdSession *session, TdConfig *block)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *popover = td_kind_popover_new (&td_layers, _("Kind of layer"));
  Aim *aim = new_aim (session, td_structure_inner (block), NULL, 0);
  g_autofree char *name = td_inner_layers_dup_adder_name (block);

  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _("Add a Layer Inside"));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_widget_set_name (button, name);
  td_accessible_set_name (button, _("Add a Layer Inside"));
  g_signal_connect_data (popover, "chosen", G_CALLBACK (chosen_cb), aim, free_aim, 0);
  return button;
}

GtkWidget *
td_inner_layers_new_tools (TdSession *session, TdConfigList *list, guint position,
                           const char *title)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  TdConfig *layer = td_config_list_get (list, position);
  g_autofree char *up = g_strdup_printf (_("Move %s up"), title);
  g_autofree char *down = g_strdup_printf (_("Move %s down"), title);
  g_autofree char *gone = g_strdup_printf (_("Remove %s"), title);

  gtk_widget_set_halign (box, GTK_ALIGN_END);
  append_tool (box, new_aim (session, list, layer, -1), "pan-up-symbolic", up, "up");
  append_tool (box, new_aim (session, list, layer, 1), "pan-down-symbolic", down, "down");
  append_tool (box, new_aim (session, list, layer, 0), "edit-delete-symbolic", gone, "remove");
  return box;
}
