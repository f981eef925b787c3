/* figure.c — a figure that changes often.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/figure.h"

/* That its digits are alike in width, of the style class "numeric", is nothing a layout knows of. */
void
td_figure_show (GtkInscription *self, const char *text)
{
  g_autoptr(PangoLayout) layout = NULL;
  g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();
  int width, before;

  g_return_if_fail (GTK_IS_INSCRIPTION (self));
  g_return_if_fail (text != NULL);

  layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum"));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_get_pixel_size (layout, &width, NULL);
  gtk_widget_get_size_request (GTK_WIDGET (self), &before, NULL);
  if (width > before)
    gtk_widget_set_size_request (GTK_WIDGET (self), width, -1);
  gtk_inscription_set_text (self, text);
}
