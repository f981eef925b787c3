/* cli.h — the verbs of tandem-cli.
 *
 * A verb gets its part of the command line, argv[0] being its name, and returns the exit status;
 * or it sets @error, which cli.c prints: errors of the command line itself (TD_CLI_ERROR,
 * G_OPTION_ERROR) end in status 2, all others in 1.
 *
 * A verb is one file and one row in cli.c.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include <glib.h>

#define TD_CLI_ERROR (td_cli_error_quark ())
GQuark td_cli_error_quark (void);

typedef enum
{
  TD_CLI_ERROR_USAGE,
} TdCliError;

typedef struct
{
  const char *name;
  const char *arguments; /* "PROJECT": what follows the options, as in the manual */
  const char *summary;   /* N_() one line */
  gboolean    computes;  /* with a network: a BLAS that computes wrong is told first */
  int (*run) (int argc, char **argv, GError **error);
} TdVerb;

extern const TdVerb td_verb_train, td_verb_evaluate, td_verb_predict, td_verb_info, td_verb_export,
                    td_verb_list, td_verb_plot, td_verb_bench, td_verb_balance;
