/* cli-plot.c — `tandem-cli plot`: the window's curves as a picture.
 *
 * SPDX-License-Identifier: MIT
 */
#include "app/cli-common.h"
#include "ui/chart/curves.h"

#include <glib/gi18n.h>

static gboolean
plot (const char *project, const char *output, GError **error)
{
  g_auto(TdCheckpoint) checkpoint = { 0 };
  g_autoptr(TdCurves) curves = td_curves_new ();
  TdPalette palette = td_palette (FALSE);
  TdCurvesLook look = TD_CURVES_LOOK;

  if (!td_checkpoint_load (project, &checkpoint, error))
    return FALSE;
  if (checkpoint.history == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                   _("%s holds no curves yet; train it with “tandem-cli train … -o OUT.tandem” "
                     "and plot OUT.tandem."), project);
      return FALSE;
    }
  td_curves_update (curves, checkpoint.history, &checkpoint.project, NULL, FALSE);
  return td_cli_check_writable (output, error)
         && td_curves_export (curves, output, TD_CURVES_WIDTH, TD_CURVES_HEIGHT, &look, &palette,
                              error);
}

static int
run (int argc, char **argv, GError **error)
{
  g_autofree char *output = NULL;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output,
      N_("The picture; its ending says which kind: .svg, .png or .pdf"), N_("FILE") },
    { NULL }
  };

  if (!td_cli_parse (&td_verb_plot, entries, 1, 1, &argc, argv, error))
    return 1;
  if (output == NULL)
    {
      g_set_error_literal (error, TD_CLI_ERROR, TD_CLI_ERROR_USAGE,
                           _("Name the picture: -o FILE.svg, .png or .pdf."));
      return 1;
    }
  return plot (argv[1], output, error) ? 0 : 1;
}

const TdVerb td_verb_plot = {
  .name = "plot",
  .arguments = N_("PROJECT"),
  .summary = N_("Draw the curves of a trained project"),
  .run = run,
};
