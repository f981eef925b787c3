/* network-tools.c — the controls beside the network's title: how tasks share, Add Layer, and Fit.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/network-tools.h"

#include "core/nn/layer.h"
#include "ui/accessible.h"
#include "ui/kind-choice.h"
#include "ui/kind-popover.h"
#include "ui/tooltip.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* The kind that a bare click adds: the first of the family. */
static void
add_cb (TdNetworkCanvas *canvas)
{
  td_network_canvas_add_layer (canvas, td_layers.kinds[0]);
}

static void
chosen_cb (TdNetworkCanvas *canvas, const TdKind *kind)
{
  td_network_canvas_add_layer (canvas, kind);
}

static GtkWidget *
new_add_button (TdNetworkCanvas *canvas)
{
  GtkWidget *button = adw_split_button_new ();
  GtkWidget *kinds = td_kind_popover_new (&td_layers, _("Kind of layer"));

  adw_split_button_set_label (ADW_SPLIT_BUTTON (button), _("+ Layer"));
  adw_split_button_set_popover (ADW_SPLIT_BUTTON (button), GTK_POPOVER (kinds));
  gtk_widget_set_tooltip_text (button,
                               _("Add a layer after the selected one, or at the trunk's end"));
  td_accessible_set_split_name (button, _("Add Layer"), _("Add Layer of Kind"));
  td_tooltip_yield (button);
  g_signal_connect_object (button, "clicked", G_CALLBACK (add_cb), canvas, G_CONNECT_SWAPPED);
  g_signal_connect_object (kinds, "chosen", G_CALLBACK (chosen_cb), canvas, G_CONNECT_SWAPPED);
  return button;
}

static void
fit_cb (GtkWidget *canvas)
{
  gtk_widget_activate_action (canvas, "network.fit", NULL);
}

static GtkWidget *
new_fit_button (TdNetworkCanvas *canvas)
{
  GtkWidget *button = gtk_button_new_with_label (_("Fit"));

  gtk_widget_set_tooltip_text (button, _("Show all of the network (0)"));
  td_accessible_set_name (button, _("Fit"));
  g_signal_connect_object (button, "clicked", G_CALLBACK (fit_cb), canvas, G_CONNECT_SWAPPED);
  return button;
}

void
td_network_tools_add (GtkBox *box, TdNetworkCanvas *canvas, TdSession *session)
{
  TdConfig *network = td_project_get_network (td_session_get_project (session));
  const TdOption *option = td_kind_find_option (td_config_get_kind (network), "sharing");

  gtk_box_append (box, td_kind_choice_new (network, option, _(option->label)));
  gtk_box_append (box, new_add_button (canvas));
  gtk_box_append (box, new_fit_button (canvas));
}
