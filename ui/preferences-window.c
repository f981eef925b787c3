/* preferences-window.c — the preferences as rows, made from their option table.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/preferences-window.h"

#include "ui/form-row.h"
#include "ui/preferences.h"
#include "ui/style.h"

#include <glib/gi18n.h>

#define MOST_ROWS 2

typedef struct
{
  const char *title, *description;
  const char *options[MOST_ROWS + 1];
} Group;

static const Group groups[] = {
  { N_("Appearance"),
    N_("The chart rate is how often charts are drawn while training."),
    { "style", "chart-rate" } },
  { N_("Computing"),
    N_("The next training run uses so many threads at most."),
    { "threads" } },
  { N_("Drafts"),
    N_("Unsaved work is kept apart from your files, at least every so many seconds of training, and "
       "offered after a crash or a power cut."),
    { "drafts", "draft-interval" } },
};

static GtkWidget *
make_group (const Group *group)
{
  TdConfig *config = td_preferences_get ();
  GtkWidget *widget = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (widget), _(group->title));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (widget), _(group->description));
  for (guint i = 0; group->options[i] != NULL; i++)
    {
      const TdOption *option = td_kind_find_option (td_config_get_kind (config),
                                                    group->options[i]);

      adw_preferences_group_add (ADW_PREFERENCES_GROUP (widget),
                                 td_form_row_new (config, option, NULL));
    }
  return widget;
}

static gboolean
close_cb (GtkWindow *window)
{
  g_autoptr(GError) error = NULL;
  GtkWindow *parent = gtk_window_get_transient_for (window);
  GtkWidget *dialog;

  if (td_preferences_flush (&error) || parent == NULL)
    return GDK_EVENT_PROPAGATE;
  dialog = adw_message_dialog_new (parent, _("Can’t Save the Preferences"), error->message);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("Close"));
  gtk_window_present (GTK_WINDOW (dialog));
  return GDK_EVENT_PROPAGATE;
}

GtkWidget *
td_preferences_window_new (GtkWindow *parent)
{
  GtkWidget *window = g_object_new (ADW_TYPE_PREFERENCES_WINDOW, "transient-for", parent,
                                    "modal", TRUE, "search-enabled", FALSE,
                                    "default-width", 520, "default-height", 560, NULL);
  GtkWidget *page = adw_preferences_page_new ();

  td_style_follow_contrast (page);
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    adw_preferences_page_add (ADW_PREFERENCES_PAGE (page),
                              ADW_PREFERENCES_GROUP (make_group (&groups[i])));
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (window), ADW_PREFERENCES_PAGE (page));
  g_signal_connect (window, "close-request", G_CALLBACK (close_cb), NULL);
  return window;
}
