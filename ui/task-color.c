/* task-color.c — see task-color.h.
 *
 * What the buttons need to know hangs on the popover as data.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/task-color.h"

#include "core/project/task.h"
#include "ui/accessible.h"
#include "ui/bar.h"
#include "ui/style.h"

#include <glib/gi18n.h>
#include <math.h>

#define SWATCH 22
#define COLUMNS 3

static TdConfig *
task_of (GtkPopover *popover)
{
  return g_object_get_data (G_OBJECT (popover), "td-task");
}

static void
set_color (GtkPopover *popover, const char *color)
{
  td_config_set_text (task_of (popover), "color", color, NULL);
  gtk_popover_popdown (popover);
}

static void
chosen_cb (GtkPopover *popover, GtkButton *button)
{
  guint position = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "td-position"));

  set_color (popover, td_task_default_color (position));
}

static void
response_cb (GtkPopover *popover, int response, GtkDialog *dialog)
{
  GdkRGBA color;
  g_autofree char *text = NULL;

  gtk_color_chooser_get_rgba (GTK_COLOR_CHOOSER (dialog), &color);
  text = g_strdup_printf ("#%02X%02X%02X", (guint) lround (255 * color.red),
                          (guint) lround (255 * color.green), (guint) lround (255 * color.blue));
  if (response == GTK_RESPONSE_OK)
    set_color (popover, text);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
other_cb (GtkPopover *popover)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (popover));
  GtkWidget *dialog = gtk_color_chooser_dialog_new (_("Color of the Task"), GTK_WINDOW (root));
  GdkRGBA color;

  gtk_window_set_modal (GTK_WINDOW (dialog), TRUE);
  gtk_color_chooser_set_use_alpha (GTK_COLOR_CHOOSER (dialog), FALSE);
  if (gdk_rgba_parse (&color, td_config_get_text (task_of (popover), "color")))
    gtk_color_chooser_set_rgba (GTK_COLOR_CHOOSER (dialog), &color);
  g_signal_connect_object (dialog, "response", G_CALLBACK (response_cb), popover,
                           G_CONNECT_SWAPPED);
  gtk_popover_popdown (popover);
  gtk_window_present (GTK_WINDOW (dialog));
}

static GtkWidget *
make_swatch (GtkPopover *popover, guint position)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *swatch = g_object_new (TD_TYPE_BAR, "width-request", SWATCH,
                                    "height-request", SWATCH, NULL);
  GdkRGBA color = td_style_task_color (td_task_default_color (position));

  td_bar_set_part (TD_BAR (swatch), 0, 1, &color);
  gtk_button_set_child (GTK_BUTTON (button), swatch);
  gtk_button_set_has_frame (GTK_BUTTON (button), FALSE);
  gtk_widget_set_tooltip_text (button, _(td_task_color_name (position)));
  td_accessible_set_name (button, _(td_task_color_name (position)));
  g_object_set_data (G_OBJECT (button), "td-position", GUINT_TO_POINTER (position));
  g_signal_connect_object (button, "clicked", G_CALLBACK (chosen_cb), popover, G_CONNECT_SWAPPED);
  return button;
}

GtkWidget *
td_task_color_popover_new (TdConfig *task)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *other = gtk_button_new_with_mnemonic (_("_Other…"));
  guint n = 0;

  g_return_val_if_fail (TD_IS_CONFIG (task), NULL);

  g_object_set_data_full (G_OBJECT (popover), "td-task", g_object_ref (task), g_object_unref);
  td_accessible_set_name (popover, _("Color"));
  for (; td_task_color_name (n) != NULL; n++)
    gtk_grid_attach (GTK_GRID (grid), make_swatch (GTK_POPOVER (popover), n), (int) (n % COLUMNS),
                     (int) (n / COLUMNS), 1, 1);
  gtk_grid_attach (GTK_GRID (grid), other, 0, (int) (n / COLUMNS) + 1, COLUMNS, 1);
  gtk_widget_add_css_class (other, "flat");
  td_accessible_set_name (other, _("Other Color"));
  g_signal_connect_object (other, "clicked", G_CALLBACK (other_cb), popover, G_CONNECT_SWAPPED);
  gtk_popover_set_child (GTK_POPOVER (popover), grid);
  return popover;
}
