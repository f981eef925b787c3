/* cli-common.c — options, opening a project, the JSON line.
 *
 * SPDX-License-Identifier: MIT
 */
#include "app/cli-common.h"

#include "core/project/document.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

gboolean
td_cli_parse (const TdVerb       *verb,
              const GOptionEntry *entries,
              int                 minimum,
              int                 maximum,
              int                *argc,
              char              **argv,
              GError            **error)
{
  g_autofree char *program = g_strdup_printf ("tandem-cli %s", verb->name);
  g_autoptr(GOptionContext) context = g_option_context_new (_(verb->arguments));

  g_set_prgname (program); /* the usage line begins with it */
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, _(verb->summary));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, argc, &argv, error))
    return FALSE;

  if (*argc > 1 && strcmp (argv[1], "--") == 0)
    {
      memmove (argv + 1, argv + 2, (gsize) (*argc - 1) * sizeof *argv); /* with the NULL */
      *argc -= 1;
    }
  if (*argc - 1 >= minimum && *argc - 1 <= maximum)
    return TRUE;
  g_set_error (error, TD_CLI_ERROR, TD_CLI_ERROR_USAGE,
               *argc - 1 < minimum ? _("An argument is missing: tandem-cli %s %s.")
                                   : _("There are too many arguments: tandem-cli %s %s."),
               verb->name, _(verb->arguments));
  return FALSE;
}

void
td_cli_edits_clear (TdCliEdits *self)
{
  g_clear_pointer (&self->sets, g_strfreev);
  g_clear_pointer (&self->seed, g_free);
}

gboolean
td_cli_set_path (TdSpec *project, const char *path, const char *text, GError **error)
{
  g_autoptr(GError) refused = NULL;

  if (td_spec_set_path (project, path, text, &refused))
    return TRUE;
  g_set_error_literal (error, TD_CLI_ERROR, TD_CLI_ERROR_USAGE, refused->message);
  return FALSE;
}

static gboolean
apply_set (TdSpec *project, const char *set, GError **error)
{
  const char *equals = strchr (set, '=');
  g_autofree char *path = NULL;

  if (!g_utf8_validate (set, -1, NULL))
    {
      g_set_error_literal (error, TD_CLI_ERROR, TD_CLI_ERROR_USAGE, _("--set takes UTF-8 text."));
      return FALSE;
    }
  if (equals == NULL || equals == set)
    {
      g_set_error (error, TD_CLI_ERROR, TD_CLI_ERROR_USAGE,
                   _("--set takes PATH=VALUE, such as training.epochs=20, not “%s”."), set);
      return FALSE;
    }
  path = g_strndup (set, (gsize) (equals - set));
  return td_cli_set_path (project, path, equals + 1, error);
}

/* A sound project that makes no sense any more is the command line's fault, too. */
static gboolean
apply_edits (TdSpec *project, const TdCliEdits *edits, GError **error)
{
  gboolean was_sound = td_document_check (project, NULL);
  g_autoptr(GError) refused = NULL;

  for (char **set = edits->sets; set != NULL && *set != NULL; set++)
    if (!apply_set (project, *set, error))
      return FALSE;
  if (edits->seed != NULL && !td_cli_set_path (project, "training.seed", edits->seed, error))
    return FALSE;
  td_document_complete (project);
  if (!was_sound || td_document_check (project, &refused))
    return TRUE;
  g_set_error_literal (error, TD_CLI_ERROR, TD_CLI_ERROR_USAGE, refused->message);
  return FALSE;
}

static void
forget_training (TdCheckpoint *checkpoint)
{
  g_clear_pointer (&checkpoint->fit, td_fit_unref);
  g_clear_pointer (&checkpoint->weights, td_array_set_free);
  g_clear_pointer (&checkpoint->rest, td_array_set_free);
  g_clear_pointer (&checkpoint->history, td_history_unref);
}

gboolean
td_cli_project_plan (TdCliProject *self, GError **error)
{
  TdPlan *plan = td_plan_new (&self->checkpoint.project, self->data, error);

  if (plan == NULL)
    return FALSE;
  g_clear_pointer (&self->plan, td_plan_unref);
  self->plan = plan;
  return TRUE;
}

/* What is set now on a file with weights is learned anew, and the rest isn't. */
static void
know_uses (TdCliProject *self)
{
  const TdCheckpoint *file = &self->checkpoint;
  g_auto(TdSpec) run = { 0 };

  if (file->edits != NULL && td_edit_dup_project (file->edits, &run, NULL))
    td_data_know_uses (self->data, &run);
  else
    td_data_know_uses (self->data, &file->project);
}

gboolean
td_cli_project_open (TdCliProject     *self,
                     const char       *path,
                     const TdCliEdits *edits,
                     TdCliData         use,
                     GError          **error)
{
  g_auto(TdCliProject) project = { 0 };

  memset (self, 0, sizeof *self);
  if (!td_checkpoint_load (path, &project.checkpoint, error))
    return FALSE;
  if (use == TD_CLI_DATA_AFRESH)
    forget_training (&project.checkpoint);
  project.data = td_data_new_in (project.checkpoint.folder, project.checkpoint.fit);
  if (project.checkpoint.fit != NULL)
    know_uses (&project);
  if (edits != NULL && !apply_edits (&project.checkpoint.project, edits, error))
    return FALSE;
  if (use == TD_CLI_DATA_UNREAD)
    td_data_leave_out (project.data);
  if (!td_cli_project_plan (&project, error))
    return FALSE;
  if (project.plan->changed != NULL)
    td_cli_note ("%s", project.plan->changed);
  *self = project;
  memset (&project, 0, sizeof project);
  return TRUE;
}

void
td_cli_project_clear (TdCliProject *self)
{
  g_clear_pointer (&self->plan, td_plan_unref);
  g_clear_pointer (&self->data, td_data_free);
  td_checkpoint_clear (&self->checkpoint);
}

TdState *
td_cli_project_state (TdCliProject *self, const char *path, GError **error)
{
  g_autofree char *unfit = NULL;
  g_autoptr(GError) local = NULL;
  TdState *state = td_checkpoint_state (&self->checkpoint, self->plan, &unfit, &local);

  if (unfit != NULL)
    td_cli_note ("%s", unfit);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (state == NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                 _("%s holds no weights yet; train it with “tandem-cli train … -o OUT.tandem” "
                   "and give OUT.tandem."), path);
  return state;
}

void
td_cli_note (const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_printerr ("%s\n", text);
}

void
td_cli_note_inputs (const TdInputNotes *notes)
{
  if (notes->n_blank > 0)
    td_cli_note (_("%zu inputs are blank: numbers count as the training mean, texts as none."),
                 notes->n_blank);
  if (notes->n_unseen > 0)
    td_cli_note (_("%zu input texts aren't in the training part and count as none."),
                 notes->n_unseen);
}

void
td_cli_print_json (TdJsonWriter *writer)
{
  g_autofree char *line = td_json_writer_finish (writer, NULL);

  fputs (g_strchomp (line), stdout);
  fputc ('\n', stdout);
}

gboolean
td_cli_check_writable (const char *path, GError **error)
{
  g_autofree char *probe = g_strdup_printf ("%s.XXXXXX", path);
  int file;

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY,
                   _("%s is a folder; give the name of a file in it."), path);
      return FALSE;
    }
  file = g_mkstemp (probe);
  if (file < 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
                   _("%s can't be written: %s; choose another place."), path, g_strerror (errno));
      return FALSE;
    }
  g_close (file, NULL);
  g_unlink (probe);
  return TRUE;
}
