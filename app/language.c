/* language.c — takes texts from where Tandem is installed, or from the build if that is what runs.
 *
 * SPDX-License-Identifier: MIT
 */
#include "app/language.h"

#include <gio/gio.h>
#include <libintl.h>
#include <locale.h>

static gboolean
is_run_from_build (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = program != NULL ? g_path_get_dirname (program) : NULL;
  return g_strcmp0 (folder, TD_BUILD_DIR "/app") == 0;
}

void
td_language_start (void)
{
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, is_run_from_build () ? TD_BUILD_DIR "/po" : TD_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}
