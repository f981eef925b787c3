/* about.c — see about.h.
 *
 * What is new is the first part of NEWS, which is a resource: "- " begins an entry, and lines that
 * are indented go on with it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/about.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

/* As markup that AdwAboutWindow reads. */
static char *
dup_release_notes (void)
{
  g_autoptr(GBytes) bytes = g_resources_lookup_data ("/org/tandem/Tandem/NEWS", 0, NULL);
  g_auto(GStrv) lines = g_strsplit (g_bytes_get_data (bytes, NULL), "\n", -1);
  GString *markup = g_string_new ("<ul>");
  gboolean any = FALSE;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      gboolean entry = g_str_has_prefix (lines[i], "- ");
      g_autofree char *text = g_markup_escape_text (entry ? lines[i] + 2 : g_strchug (lines[i]), -1);

      if (any && g_str_has_prefix (lines[i], "Tandem ")) /* an earlier version */
        break;
      if (entry)
        g_string_append_printf (markup, "%s<li>%s", any ? "</li>" : "", text);
      else if (any && *text != '\0')
        g_string_append_printf (markup, " %s", text);
      any = any || entry;
    }
  g_string_append (markup, any ? "</li></ul>" : "</ul>");
  return g_string_free (markup, FALSE);
}

void
td_about_show (GtkApplication *application)
{
  g_autofree char *notes = dup_release_notes ();
  GtkWidget *about
    = g_object_new (ADW_TYPE_ABOUT_WINDOW,
                    "transient-for", gtk_application_get_active_window (application),
                    "modal", TRUE,
                    "application-name", "Tandem",
                    "application-icon", g_application_get_application_id (
                                          G_APPLICATION (application)),
                    "developer-name", _("The Tandem contributors"),
                    "copyright", "© 2026 The Tandem contributors",
                    "version", TD_VERSION,
                    "comments", _("A workbench for multi-task learning: several tasks, one "
                                  "network."),
                    "license-type", GTK_LICENSE_MIT_X11,
                    "release-notes", notes,
                    "release-notes-version", TD_VERSION,
                    NULL);

  /* The copyright is part of the text: libadwaita 1.2 never frees one of its own. */
  adw_about_window_add_legal_section (
    ADW_ABOUT_WINDOW (about), _("Handwritten Digits"), NULL, GTK_LICENSE_CUSTOM,
    "© 1998 E. Alpaydin, C. Kaynak\n\n"
    "<a href=\"https://doi.org/10.24432/C50P49\">Optical Recognition of Handwritten Digits</a>, "
    "<a href=\"https://creativecommons.org/licenses/by/4.0/\">CC BY 4.0</a>");
  gtk_window_present (GTK_WINDOW (about));
}
