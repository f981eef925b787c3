/* cli-common.h — what several verbs do alike: options, opening a project, the JSON line.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "app/cli.h"
#include "core/train/checkpoint.h"

/* Reads the options of @verb into where @entries point. @minimum … @maximum other arguments may
 * stay; *argc and argv are left with these, from argv[1] on. "--help" prints and exits. */
gboolean td_cli_parse (const TdVerb *verb, const GOptionEntry *entries, int minimum, int maximum,
                       int *argc, char **argv, GError **error);

/* A project as a verb works on it. */
typedef struct
{
  TdCheckpoint checkpoint; /* with `--set` applied to its project */
  TdData      *data;
  TdPlan      *plan;
} TdCliProject;

/* The options that change a project on its way in. Strings are owned. */
typedef struct
{
  char **sets; /* "PATH=VALUE", NULL-terminated; NULL: none */
  char  *seed; /* short for training.seed=; NULL: as the project says */
} TdCliEdits;

void td_cli_edits_clear (TdCliEdits *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TdCliEdits, td_cli_edits_clear)

/* Sets one value of @project; what it refuses is an error of the command line. */
gboolean td_cli_set_path (TdSpec *project, const char *path, const char *text, GError **error);

/* The rows for TdCliEdits in a table of options. */
#define TD_CLI_EDIT_ENTRIES(edits)                                                                \
  { "set", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &(edits)->sets,                                     \
    N_("Change the project, such as training.optimizer.learning-rate=0.01"), N_("PATH=VALUE") },  \
  { "seed", 0, 0, G_OPTION_ARG_STRING, &(edits)->seed, N_("Short for --set training.seed=N"),     \
    N_("N") }

#define TD_CLI_JSON_ENTRY(json)                                                                   \
  { "json", 0, 0, G_OPTION_ARG_NONE, json, N_("Print the result as one line of JSON"), NULL }

typedef enum
{
  TD_CLI_DATA_READ,  /* as the project was trained */
  TD_CLI_DATA_AFRESH, /* what was learned before is dropped, and data are fitted anew */
  TD_CLI_DATA_UNREAD, /* unless nothing was learned from them yet */
} TdCliData;

/* Opens @path and applies @edits (NULL: none). @self is overwritten; on error it is left empty. */
gboolean td_cli_project_open  (TdCliProject *self, const char *path, const TdCliEdits *edits,
                               TdCliData use, GError **error);
/* Plans anew after a change of the project; on error the old plan stays. */
gboolean td_cli_project_plan  (TdCliProject *self, GError **error);
void     td_cli_project_clear (TdCliProject *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TdCliProject, td_cli_project_clear)

/* The weights that the file holds; an error when it holds none. What doesn't fit the project is
 * noted on stderr. */
TdState *td_cli_project_state (TdCliProject *self, const char *path, GError **error);

/* A sentence on stderr that isn't an error. */
void td_cli_note (const char *format, ...) G_GNUC_PRINTF (1, 2);

/* Notes how often inputs had to be helped. */
void td_cli_note_inputs (const TdInputNotes *notes);

/* Finishes @writer, frees it, and prints its line on stdout. */
void td_cli_print_json (TdJsonWriter *writer);

/* An error now is better than one after an hour: whether a file can be written at @path. */
gboolean td_cli_check_writable (const char *path, GError **error);
