/* style.c — the window's style as drawings need it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/style.h"

#include <adwaita.h>

#define SMALL 0.85 /* of the window's font size: labels of drawings */
#define STRONG_TEXT 0.9 /* how opaque dim texts and outlines are in high contrast */
#define STRONG_GRID 0.22

gboolean
td_style_is_dark (void)
{
  return adw_style_manager_get_dark (adw_style_manager_get_default ());
}

static void
contrast_cb (GtkWidget *widget)
{
  if (adw_style_manager_get_high_contrast (adw_style_manager_get_default ()))
    gtk_widget_add_css_class (widget, "high-contrast");
  else
    gtk_widget_remove_css_class (widget, "high-contrast");
}

void
td_style_follow_contrast (GtkWidget *widget)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  g_signal_connect_object (adw_style_manager_get_default (), "notify::high-contrast",
                           G_CALLBACK (contrast_cb), widget, G_CONNECT_SWAPPED);
  contrast_cb (widget);
}

TdPalette
td_style_palette (GtkWidget *widget)
{
  TdPalette palette = td_palette (td_style_is_dark ());
  PangoContext *context = gtk_widget_get_pango_context (widget);
  const PangoFontDescription *font = pango_context_get_font_description (context);
  double size = (double) pango_font_description_get_size (font) / PANGO_SCALE;

  if (pango_font_description_get_size_is_absolute (font))
    size *= 72.0 / 96.0;
  palette.font_size = size * SMALL;
  palette.font = pango_font_description_get_family (font);
  palette.background.alpha = 0;
  if (adw_style_manager_get_high_contrast (adw_style_manager_get_default ()))
    {
      palette.dim.alpha = STRONG_TEXT;
      palette.grid.alpha = STRONG_GRID;
    }
  return palette;
}

GdkRGBA
td_style_task_color (const char *text)
{
  TdRgba color = td_task_color (text, td_style_is_dark ());

  return (GdkRGBA){ (float) color.red, (float) color.green, (float) color.blue,
                    (float) color.alpha };
}
