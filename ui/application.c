/* application.c — the program: its windows, its actions and their keys.
 *
 * Style sheet, icons and the shortcuts window are found by GtkApplication, which looks for them
 * under the resource path made from the id.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/application.h"

#include "ui/about.h"
#include "ui/preferences-window.h"
#include "ui/preferences.h"
#include "ui/window-file.h"
#include "ui/window-restore.h"

#define APPLICATION_ID "org.tandem.Tandem"

struct _TdApplication
{
  AdwApplication parent_instance;

  gboolean restored; /* what an earlier one left behind */
};

G_DEFINE_FINAL_TYPE (TdApplication, td_application, ADW_TYPE_APPLICATION)

typedef struct
{
  const char *action;
  const char *key;
} Key;

static const Key keys[] = {
  { "app.quit", "<Control>q" },
  { "app.preferences", "<Control>comma" },
  { "window.close", "<Control>w" },
  { "win.new", "<Control>n" },
  { "win.open", "<Control>o" },
  { "win.save", "<Control>s" },
  { "win.save-as", "<Control><Shift>s" },
  { "win.add-task", "<Control>t" },
  { "win.train", "<Control>r" },
  { "win.step", "<Control>period" },
  { "win.reset", "<Control><Shift>r" },
  { "win.find-setting", "<Control>f" },
  { "win.inspector", "F9" },
  { "win.tasks", "<Shift>F9" },
  { "win.export-curves", "<Control>e" },
  { "win.copy-curves", "<Control><Shift>c" },
  { "win.copy-values", "<Control><Alt>c" },
};

static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autoptr(GList) windows = g_list_copy (gtk_application_get_windows (user_data));

  for (GList *i = windows; i != NULL; i = i->next)
    gtk_window_close (i->data); /* each may ask about its changes */
}

static void
about_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  td_about_show (user_data);
}

static void
preferences_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *parent = gtk_application_get_active_window (user_data);

  gtk_window_present (GTK_WINDOW (td_preferences_window_new (parent)));
}

static void
show_style (void)
{
  static const struct { const char *style; AdwColorScheme scheme; } schemes[] = {
    { "light", ADW_COLOR_SCHEME_FORCE_LIGHT },
    { "dark", ADW_COLOR_SCHEME_FORCE_DARK },
  };
  const char *style = td_config_get_text (td_preferences_get (), "style");
  AdwColorScheme scheme = ADW_COLOR_SCHEME_DEFAULT;

  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_str_equal (schemes[i].style, style))
      scheme = schemes[i].scheme;
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), scheme);
}

static TdWindow *
find_empty_window (TdApplication *self)
{
  for (GList *i = gtk_application_get_windows (GTK_APPLICATION (self)); i != NULL; i = i->next)
    if (TD_IS_WINDOW (i->data) && td_window_get_session (i->data) == NULL)
      return i->data;
  return td_window_new (GTK_APPLICATION (self));
}

static void
restore_once (TdApplication *self)
{
  if (!self->restored)
    td_window_restore_drafts (GTK_APPLICATION (self));
  self->restored = TRUE;
}

static void
td_application_activate (GApplication *application)
{
  GtkWindow *window;

  restore_once (TD_APPLICATION (application));
  window = gtk_application_get_active_window (GTK_APPLICATION (application));
  if (window == NULL)
    window = GTK_WINDOW (td_window_new (GTK_APPLICATION (application)));
  gtk_window_present (window);
}

static void
td_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  restore_once (TD_APPLICATION (application));
  for (int i = 0; i < n_files; i++)
    {
      g_autofree char *name = g_file_peek_path (files[i]) != NULL
                                ? g_file_get_path (files[i]) : g_file_get_parse_name (files[i]);
      TdWindow *window;

      if (td_window_present_open (GTK_APPLICATION (application), name))
        continue;
      window = find_empty_window (TD_APPLICATION (application));
      gtk_window_present (GTK_WINDOW (window));
      td_window_open_path (window, name);
    }
}

static void
td_application_startup (GApplication *application)
{
  static const GActionEntry entries[] = {
    { "quit", quit_cb },
    { "about", about_cb },
    { "preferences", preferences_cb },
  };

  G_APPLICATION_CLASS (td_application_parent_class)->startup (application);
  g_action_map_add_action_entries (G_ACTION_MAP (application), entries, G_N_ELEMENTS (entries),
                                   application);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (application), keys[i].action,
                                           (const char *[]){ keys[i].key, NULL });
  show_style ();
  g_signal_connect_object (td_preferences_get (), "changed", G_CALLBACK (show_style), application,
                           0);
}

static void
td_application_shutdown (GApplication *application)
{
  td_preferences_end ();
  G_APPLICATION_CLASS (td_application_parent_class)->shutdown (application);
}

static void
td_application_class_init (TdApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->activate = td_application_activate;
  application_class->open = td_application_open;
  application_class->startup = td_application_startup;
  application_class->shutdown = td_application_shutdown;
}

static void
td_application_init (TdApplication *self)
{
  gtk_window_set_default_icon_name (APPLICATION_ID);
}

TdApplication *
td_application_new (GApplicationFlags flags)
{
  return g_object_new (TD_TYPE_APPLICATION,
                       "application-id", APPLICATION_ID,
                       "flags", G_APPLICATION_HANDLES_OPEN | flags,
                       "resource-base-path", "/org/tandem/Tandem",
                       NULL);
}
