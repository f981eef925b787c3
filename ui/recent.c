/* recent.c — GtkRecentManager, for projects.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/recent.h"

#define APPLICATION "Tandem"
#define MOST 10

void
td_recent_add (const char *path)
{
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);
  GtkRecentData data = {
    .mime_type = (char *) (g_str_has_suffix (path, ".json") ? "application/json"
                                                            : "application/x-tandem"),
    .app_name = (char *) APPLICATION,
    .app_exec = (char *) "tandem %u",
  };

  if (uri != NULL)
    gtk_recent_manager_add_full (gtk_recent_manager_get_default (), uri, &data);
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  return -g_date_time_compare (gtk_recent_info_get_modified ((GtkRecentInfo *) a),
                               gtk_recent_info_get_modified ((GtkRecentInfo *) b));
}

static void
free_info (gpointer info)
{
  gtk_recent_info_unref (info);
}

char **
td_recent_dup_paths (void)
{
  GList *items = g_list_sort (gtk_recent_manager_get_items (gtk_recent_manager_get_default ()),
                              compare_times);
  g_autoptr(GStrvBuilder) paths = g_strv_builder_new ();
  guint n = 0;

  for (GList *i = items; i != NULL && n < MOST; i = i->next)
    {
      g_autofree char *path = g_filename_from_uri (gtk_recent_info_get_uri (i->data), NULL, NULL);

      if (path == NULL || !gtk_recent_info_has_application (i->data, APPLICATION)
          || !g_file_test (path, G_FILE_TEST_IS_REGULAR))
        continue;
      g_strv_builder_add (paths, path);
      n++;
    }
  g_list_free_full (items, free_info);
  return g_strv_builder_end (paths);
}
