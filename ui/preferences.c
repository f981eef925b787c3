/* preferences.c — what a person likes.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/preferences.h"

#include "core/base/team.h"
#include "core/project/archive.h"

#include <glib/gi18n.h>

#define SETTLE 500 /* milliseconds: a window being resized is written once */
#define GROUP "preferences"

typedef struct
{
  int      style;
  gint64   threads;
  double   chart_rate;
  gboolean drafts;
  double   draft_interval;
  gint64   width, height;
  gboolean maximized;
} Preferences;

static const char *const styles[] = { "system", "light", "dark", NULL };
static const char *const style_titles[] = { N_("System"), N_("Light"), N_("Dark"), NULL };

static const TdOption options_table[] = {
  { "style", N_("Style"), N_("Light or dark; “system” follows the desktop."),
    TD_CHOICE, G_STRUCT_OFFSET (Preferences, style), .text = "system", .choices = styles,
    .titles = style_titles, .live = TRUE },
  { "chart-rate", N_("Chart rate"),
    N_("How often a second charts are drawn while training; less leaves more to the training."),
    TD_NUMBER, G_STRUCT_OFFSET (Preferences, chart_rate), 1, 20, 20, .live = TRUE,
    .unit = N_("per second") },
  { "threads", N_("Most threads"),
    N_("How many threads compute at most; 0 uses every processor."),
    TD_INTEGER, G_STRUCT_OFFSET (Preferences, threads), 0, 1024, 0, .live = TRUE,
    .steps = TD_STEPS_DOUBLING, .usual = 2, .special = N_("Every processor") },
  { "drafts", N_("Keep drafts"),
    N_("Unsaved work is kept apart from your files, and offered after a crash or a power cut."),
    TD_BOOLEAN, G_STRUCT_OFFSET (Preferences, drafts), 0, 1, 1, .live = TRUE },
  { "draft-interval", N_("Draft interval"),
    N_("Seconds of training between two drafts, at most."),
    TD_NUMBER, G_STRUCT_OFFSET (Preferences, draft_interval), 5, 30, 30, .live = TRUE,
    .unit = N_("s") },
  { "width", N_("Width"), NULL, TD_INTEGER, G_STRUCT_OFFSET (Preferences, width),
    1, 32767, 1440, .hidden = TRUE },
  { "height", N_("Height"), NULL, TD_INTEGER, G_STRUCT_OFFSET (Preferences, height),
    1, 32767, 900, .hidden = TRUE },
  { "maximized", N_("Maximized"), NULL, TD_BOOLEAN, G_STRUCT_OFFSET (Preferences, maximized),
    0, 1, 0, .hidden = TRUE },
  { NULL }
};

static const TdKind kind = {
  .id = "preferences",
  .title = N_("Preferences"),
  .summary = N_("How Tandem looks and works on this computer, whatever the project."),
  .options = options_table,
  .options_size = sizeof (Preferences),
};

static const TdKind *const kinds[] = { &kind, NULL };
const TdFamily td_preferences_family = { "preferences", N_("Preferences"), kinds, TRUE };

static TdConfig *preferences;
static guint settle_source;

static char *
dup_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "tandem", "preferences.ini", NULL);
}

static void
load (TdConfig *config)
{
  g_autoptr(GKeyFile) file = g_key_file_new ();
  g_autofree char *path = dup_path ();

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL))
    return;
  for (const TdOption *option = options_table; option->name != NULL; option++)
    {
      g_autofree char *text = g_key_file_get_string (file, GROUP, option->name, NULL);

      if (text != NULL)
        td_config_set_value (config, option->name, text, NULL);
    }
}

static gboolean
save (GError **error)
{
  g_autoptr(GKeyFile) file = g_key_file_new ();
  g_autofree char *path = dup_path (), *folder = g_path_get_dirname (path), *text = NULL;
  gsize length;

  for (const TdOption *option = options_table; option->name != NULL; option++)
    {
      g_autofree char *value = td_config_dup_value (preferences, option->name);

      g_key_file_set_string (file, GROUP, option->name, value);
    }
  text = g_key_file_to_data (file, &length, NULL);
  g_mkdir_with_parents (folder, 0700); /* the writing tells when this failed */
  return td_write_file (path, text, length, error);
}

gboolean
td_preferences_flush (GError **error)
{
  if (settle_source == 0)
    return TRUE;
  g_clear_handle_id (&settle_source, g_source_remove);
  return save (error);
}

static gboolean
settled_cb (gpointer user_data)
{
  settle_source = 0;
  save (NULL); /* told where people change them: the preferences' window flushes */
  return G_SOURCE_REMOVE;
}

static void
limit_threads (void)
{
  td_limit_processors ((guint) td_config_get_number (preferences, "threads"));
}

static void
changed_cb (void)
{
  limit_threads ();
  g_clear_handle_id (&settle_source, g_source_remove);
  settle_source = g_timeout_add (SETTLE, settled_cb, NULL);
}

TdConfig *
td_preferences_get (void)
{
  g_auto(TdSpec) spec = { NULL, NULL };

  if (preferences != NULL)
    return preferences;
  td_spec_init (&spec, &kind);
  preferences = td_config_new (&td_preferences_family, &spec);
  load (preferences);
  limit_threads ();
  g_signal_connect (preferences, "changed", G_CALLBACK (changed_cb), NULL);
  return preferences;
}

void
td_preferences_end (void)
{
  td_preferences_flush (NULL);
  g_clear_object (&preferences);
}
