/* template-card.c — a template as a button: its picture, title and sentence.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/accessible.h"
#include "ui/template.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define PICTURE_WIDTH 150
#define PICTURE_HEIGHT 72
#define CHARS 22 /* of a line of the sentence */

static void
draw_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer template)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  const TdPalette palette = td_palette (dark);

  ((const TdTemplate *) template)->draw (cr, width, height, &palette);
}

static GtkWidget *
make_picture (const TdTemplate *self)
{
  GtkWidget *area = g_object_new (GTK_TYPE_DRAWING_AREA, "accessible-role",
                                  GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (area), PICTURE_WIDTH);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (area), PICTURE_HEIGHT);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (area), draw_cb, (gpointer) self, NULL);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (gtk_widget_queue_draw), area, G_CONNECT_SWAPPED);
  return area;
}

static GtkWidget *
make_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_label_set_max_width_chars (GTK_LABEL (label), CHARS);
  gtk_widget_add_css_class (label, style);
  return label;
}

GtkWidget *
td_template_card_new (const TdTemplate *self)
{
  GtkWidget *card = gtk_button_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *picture, *sentence;

  g_return_val_if_fail (self != NULL, NULL);

  sentence = make_label (_(self->sentence), "caption");
  gtk_widget_add_css_class (sentence, "dim-label");
  picture = make_picture (self);
  gtk_widget_set_margin_bottom (picture, 8);
  gtk_box_append (GTK_BOX (box), picture);
  gtk_box_append (GTK_BOX (box), make_label (_(self->title), "heading"));
  gtk_box_append (GTK_BOX (box), sentence);
  gtk_button_set_child (GTK_BUTTON (card), box);
  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "template");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (card), "win.open-template");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (card), "s", self->file);
  td_accessible_set_name (card, _(self->title));
  gtk_accessible_update_property (GTK_ACCESSIBLE (card), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  _(self->sentence), -1);
  return card;
}
