/* about.c — what the program says of itself: its keys, what is new.
 *
 * SPDX-License-Identifier: MIT
 */
#include "harness.h"

/* Adds what the shortcuts below @widget are: (key, modifiers) as text. */
static void
collect_keys (GtkWidget *widget, GHashTable *keys)
{
  if (GTK_IS_SHORTCUTS_SHORTCUT (widget))
    {
      g_autofree char *text = NULL, *title = NULL;
      g_auto(GStrv) parts = NULL;

      g_object_get (widget, "accelerator", &text, "title", &title, NULL);
      g_assert_cmpstr (title, !=, "");
      parts = g_strsplit (text, " ", -1);
      for (guint i = 0; parts[i] != NULL; i++)
        {
          GdkModifierType modifiers;
          guint key;

          g_assert_true (gtk_accelerator_parse (parts[i], &key, &modifiers));
          g_hash_table_add (keys, gtk_accelerator_name (key, modifiers));
        }
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_keys (child, keys);
}

/* Every key of an action stands in the window of shortcuts, which is shown without a warning. */
static void
test_shortcuts (void)
{
  GtkApplication *application = td_test_application ();
  TdWindow *window = td_window_new (application);
  GtkWidget *overlay;
  g_autoptr(GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto(GStrv) actions = gtk_application_list_action_descriptions (application);

  overlay = GTK_WIDGET (gtk_application_window_get_help_overlay (GTK_APPLICATION_WINDOW (window)));
  collect_keys (overlay, keys);
  g_assert_cmpuint (g_strv_length (actions), >, 10);
  for (guint i = 0; actions[i] != NULL; i++)
    {
      g_auto(GStrv) accels = gtk_application_get_accels_for_action (application, actions[i]);

      for (guint k = 0; accels[k] != NULL; k++)
        if (!g_hash_table_contains (keys, accels[k]))
          g_error ("no shortcut says %s, for %s", accels[k], actions[i]);
    }
  gtk_window_present (GTK_WINDOW (window));
  gtk_window_present (GTK_WINDOW (overlay));
  td_test_run (0.3);
  g_assert_true (gtk_widget_get_mapped (overlay));
  gtk_window_destroy (GTK_WINDOW (window));
}

static AdwAboutWindow *
find_about (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWindow) window = g_list_model_get_item (windows, i);

      if (ADW_IS_ABOUT_WINDOW (window))
        return ADW_ABOUT_WINDOW (window);
    }
  return NULL;
}

static void
test_about (void)
{
  GtkApplication *application = td_test_application ();
  TdWindow *window = td_window_new (application);
  const char *notes;

  gtk_window_present (GTK_WINDOW (window));
  g_action_group_activate_action (G_ACTION_GROUP (application), "about", NULL);
  g_assert_nonnull (find_about ());
  notes = adw_about_window_get_release_notes (find_about ());
  g_assert_true (g_str_has_prefix (notes, "<ul><li>"));
  g_assert_true (g_str_has_suffix (notes, "</li></ul>"));
  gtk_window_destroy (GTK_WINDOW (find_about ()));
  gtk_window_destroy (GTK_WINDOW (window));
}

void
td_test_add_about (void)
{
  g_test_add_func ("/ui/about/every-key-is-told", test_shortcuts);
  g_test_add_func ("/ui/about/says-what-is-new", test_about);
}
