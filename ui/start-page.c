/* start-page.c — see start-page.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/start-page.h"

#include "ui/recent-list.h"
#include "ui/template.h"

#include <adwaita.h>

struct _TdStartPage
{
  GtkWidget parent_instance;

  AdwStatusPage *status;
  GtkWidget     *examples; /* heading and cards */
  GtkBox        *cards;
};

G_DEFINE_FINAL_TYPE (TdStartPage, td_start_page, GTK_TYPE_WIDGET)

static void
add_cards (TdStartPage *self)
{
  for (const TdTemplate *i = td_templates; i->file != NULL; i++)
    {
      g_autofree char *path = td_template_dup_path (i);

      if (path != NULL)
        gtk_box_append (self->cards, td_template_card_new (i));
    }
  gtk_widget_set_visible (self->examples,
                          gtk_widget_get_first_child (GTK_WIDGET (self->cards)) != NULL);
}

static void
td_start_page_dispose (GObject *object)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  if (child != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (td_start_page_parent_class)->dispose (object);
}

static void
td_start_page_class_init (TdStartPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (TD_TYPE_RECENT_LIST);
  G_OBJECT_CLASS (klass)->dispose = td_start_page_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "tdstart");
  gtk_widget_class_set_template_from_resource (widget_class, "/org/tandem/Tandem/start-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TdStartPage, status);
  gtk_widget_class_bind_template_child (widget_class, TdStartPage, examples);
  gtk_widget_class_bind_template_child (widget_class, TdStartPage, cards);
}

static void
td_start_page_init (TdStartPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_cards (self);
}

void
td_start_page_show_error (TdStartPage *self, const char *title, const char *sentence)
{
  g_autofree char *escaped = g_markup_escape_text (title, -1);

  g_return_if_fail (TD_IS_START_PAGE (self));

  adw_status_page_set_icon_name (self->status, "dialog-warning-symbolic");
  adw_status_page_set_title (self->status, escaped);
  td_start_page_say (self, sentence);
}

void
td_start_page_say (TdStartPage *self, const char *sentence)
{
  g_autofree char *escaped = g_markup_escape_text (sentence, -1);

  g_return_if_fail (TD_IS_START_PAGE (self));
  adw_status_page_set_description (self->status, escaped);
}
