/* cli-export.c — `tandem-cli export`: weights and curves for other programs.
 *
 * SPDX-License-Identifier: MIT
 */
#include "app/cli-common.h"
#include "core/export/export.h"
#include "core/project/archive.h"

#include <glib/gi18n.h>

static gboolean
export (const TdExportFormat *format, const char *project, const char *output, GError **error)
{
  g_auto(TdCheckpoint) file = { 0 };
  g_autoptr(GBytes) bytes = NULL;
  const char *data;
  gsize length;

  if (!td_checkpoint_load (project, &file, error))
    return FALSE;
  bytes = format->make (&file, project, error);
  if (bytes == NULL)
    return FALSE;
  data = g_bytes_get_data (bytes, &length);
  if (!td_write_file (output, data, length, error))
    return FALSE;
  td_cli_note (_("Saved %s."), output);
  return TRUE;
}

/* The format that the command line names; NULL with an error that lists them. */
static const TdExportFormat *
find_format (const char *id, GError **error)
{
  const TdExportFormat *format = id != NULL ? td_export_format_find (id) : NULL;
  g_autofree char *ids = td_export_dup_ids ();

  if (id == NULL)
    g_set_error (error, TD_CLI_ERROR, TD_CLI_ERROR_USAGE, _("Name the format: --format %s."), ids);
  else if (format == NULL)
    g_set_error (error, TD_CLI_ERROR, TD_CLI_ERROR_USAGE,
                 _("There is no format “%s”; there are %s."), id, ids);
  return format;
}

static int
run (int argc, char **argv, GError **error)
{
  g_autofree char *id = NULL;
  g_autofree char *output = NULL;
  g_autofree char *ids = td_export_dup_ids ();
  const TdExportFormat *format;
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_STRING, &id,
      N_("What to write: the weights (safetensors) or the curves (csv)"), ids },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_("The file to write"), N_("FILE") },
    { NULL }
  };

  if (!td_cli_parse (&td_verb_export, entries, 1, 1, &argc, argv, error))
    return 1;
  format = find_format (id, error);
  if (format == NULL)
    return 1;
  if (output == NULL)
    {
      g_set_error (error, TD_CLI_ERROR, TD_CLI_ERROR_USAGE,
                   _("Name the file to write: -o FILE%s."), format->ending);
      return 1;
    }
  return export (format, argv[1], output, error) ? 0 : 1;
}

const TdVerb td_verb_export = {
  .name = "export",
  .arguments = N_("PROJECT"),
  .summary = N_("Write weights or curves for other programs"),
  .run = run,
};
