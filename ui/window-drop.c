/* window-drop.c — a drop target for lists of files.
 *
 * Names decide what is offered to open; what is in a file is said when it is opened.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/window-drop.h"

#include "ui/table-files.h"
#include "ui/window-file.h"

#include <glib/gi18n.h>

static gboolean
is_offered (const char *path)
{
  return g_str_has_suffix (path, ".tandem") || g_str_has_suffix (path, ".json")
         || td_table_files_has (path);
}

static void
say_other (TdWindow *self, GFile *file)
{
  g_autofree char *base = g_file_get_basename (file);
  g_autofree char *name = g_filename_display_name (base);
  g_autofree char *text
    = g_strdup_printf (_("%s is neither a project (.tandem, .json) nor a table (.csv)"), name);

  td_window_say (self, text);
}

static gboolean
drop_cb (TdWindow *self, const GValue *value)
{
  g_autoptr(GSList) files = gdk_file_list_get_files (g_value_get_boxed (value));
  gboolean taken = FALSE;

  for (GSList *i = files; i != NULL; i = i->next)
    {
      const char *path = g_file_peek_path (i->data);

      if (path == NULL || !is_offered (path))
        {
          say_other (self, i->data);
          continue;
        }
      td_window_open_path (self, path);
      taken = TRUE;
    }
  return taken;
}

void
td_window_take_drops (TdWindow *self, GtkWidget *area)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_return_if_fail (TD_IS_WINDOW (self) && GTK_IS_WIDGET (area));

  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_css_class (area, "drop-area");
  gtk_widget_add_controller (area, GTK_EVENT_CONTROLLER (target));
}
