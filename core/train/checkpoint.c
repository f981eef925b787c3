/* checkpoint.c — the entries of a .tandem file, put together and taken apart.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/train/checkpoint.h"

#include "core/project/archive.h"
#include "core/project/document.h"
#include "core/train/checkpoint-runs.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_JSON_BYTES (64 * 1024 * 1024)

static const char *
bytes_text (GBytes *bytes, gsize *length)
{
  return g_bytes_get_data (bytes, length);
}

static gboolean
load_bare (const char *path, TdCheckpoint *self, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *text = NULL;
  GStatBuf info;
  gsize length;

  if (g_stat (path, &info) == 0 && S_ISDIR (info.st_mode))
    {
      g_set_error (error, TD_PROJECT_ERROR, TD_PROJECT_ERROR_FORMAT,
                   _("%s is a folder, not a project."), path);
      return FALSE;
    }
  if (g_stat (path, &info) == 0 && info.st_size > MAX_JSON_BYTES)
    {
      g_set_error (error, TD_PROJECT_ERROR, TD_PROJECT_ERROR_FORMAT,
                   _("%s is too large to be a project (%.0f MB, at most 64)."), name,
                   info.st_size / 1e6);
      return FALSE;
    }
  if (!g_file_get_contents (path, &text, &length, NULL))
    {
      g_set_error (error, TD_PROJECT_ERROR, TD_PROJECT_ERROR_FORMAT, _("%s can't be opened: %s."),
                   path, g_strerror (errno));
      return FALSE;
    }
  return td_document_parse (text, length, name, &self->project, error);
}

static gboolean
load_document (TdArchive *archive, const char *name, TdCheckpoint *self, GError **error)
{
  GBytes *bytes = td_archive_get (archive, "project.json");
  const char *text;
  gsize length;

  if (bytes == NULL)
    {
      g_set_error (error, TD_PROJECT_ERROR, TD_PROJECT_ERROR_FORMAT,
                   _("%s is a ZIP file, but not a Tandem project: it has no project.json."), name);
      return FALSE;
    }
  text = bytes_text (bytes, &length);
  return td_document_parse (text, length, name, &self->project, error);
}

static gboolean
load_fit (TdArchive *archive, TdCheckpoint *self, GError **error)
{
  GBytes *bytes = td_archive_get (archive, "fit.json");
  g_autoptr (JsonNode) node = NULL;
  const char *text;
  gsize length;

  if (bytes == NULL)
    return TRUE;
  text = bytes_text (bytes, &length);
  node = td_json_parse (text, length, "fit.json", error);
  if (node == NULL)
    return FALSE;
  self->fit = td_fit_from_json (node, error);
  return self->fit != NULL;
}

static gboolean
load_arrays (TdArchive *archive, const char *entry, TdArraySet **set, GError **error)
{
  GBytes *bytes = td_archive_get (archive, entry);

  if (bytes == NULL)
    return TRUE;
  *set = td_array_set_from_bytes (bytes, entry, error);
  return *set != NULL;
}

static gboolean
load_history (TdArchive *archive, TdCheckpoint *self, GError **error)
{
  GBytes *bytes = td_archive_get (archive, "history.csv");
  const char *text;
  gsize length;

  if (bytes == NULL)
    return TRUE;
  text = bytes_text (bytes, &length);
  self->history = td_history_from_csv (text, length, &self->project, error);
  return self->history != NULL;
}

/* Never keeps a project from opening. */
static void
take_view (TdArchive *archive, TdCheckpoint *self)
{
  GBytes *bytes = td_archive_get (archive, "view.json");
  const char *text = NULL;
  gsize length = 0;

  if (bytes != NULL)
    text = bytes_text (bytes, &length);
  td_view_state_free (self->view);
  self->view = td_view_state_parse (text, length);
}

static void
take_data (TdArchive *archive, TdFolder *folder)
{
  for (guint i = 0; i < td_archive_n (archive); i++)
    {
      const char *name = td_archive_name (archive, i);

      if (g_str_has_prefix (name, "data/"))
        td_folder_add (folder, name, td_archive_get (archive, name));
    }
}

static gboolean
load_archive (const char *path, TdCheckpoint *self, GError **error)
{
  g_autoptr (TdArchive) archive = td_archive_read (path, error);
  g_autofree char *name = g_path_get_basename (path);

  if (archive != NULL)
    {
      take_data (archive, self->folder);
      take_view (archive, self);
    }
  return archive != NULL && load_document (archive, name, self, error)
         && load_fit (archive, self, error)
         && load_arrays (archive, "weights.safetensors", &self->weights, error)
         && load_arrays (archive, "state.safetensors", &self->rest, error)
         && load_history (archive, self, error)
         && td_runs_load (archive, &self->project, &self->edits, error);
}

gboolean
td_checkpoint_load (const char *path, TdCheckpoint *self, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  gboolean loaded;

  *self = (TdCheckpoint) { .folder = td_folder_new (folder), .view = td_view_state_new () };
  loaded = td_archive_is_archive (path) ? load_archive (path, self, error)
                                        : load_bare (path, self, error);
  if (!loaded)
    td_checkpoint_clear (self);
  return loaded;
}

void
td_checkpoint_clear (TdCheckpoint *self)
{
  td_spec_clear (&self->project);
  g_clear_pointer (&self->fit, td_fit_unref);
  g_clear_pointer (&self->weights, td_array_set_free);
  g_clear_pointer (&self->rest, td_array_set_free);
  g_clear_pointer (&self->history, td_history_unref);
  g_clear_pointer (&self->folder, td_folder_unref);
  g_clear_pointer (&self->edits, td_edit_unref);
  g_clear_pointer (&self->view, td_view_state_free);
}

/* First weights, to go on with the list of runs. */
static TdState *
untrained_state (TdCheckpoint *self, const TdGraph *graph)
{
  TdState *state = td_state_new (graph->layout);

  td_graph_initialize (graph, state->parameters);
  state->edits = td_edit_ref (self->edits);
  return state;
}

/* Edits that the state doesn't have yet say nothing about it. */
static TdEdit *
edits_until (TdEdit *edits, const TdState *state)
{
  while (edits != NULL && (edits->step > state->step || edits->epoch > state->epoch))
    edits = edits->before;
  return edits != NULL ? td_edit_ref (edits) : NULL;
}

TdState *
td_checkpoint_state (TdCheckpoint *self, TdPlan *plan, char **unfit, GError **error)
{
  const TdGraph *graph = plan->graph;
  g_autofree float *initial = NULL;
  g_autofree char *misfits = NULL;
  TdState *state;

  if (unfit != NULL)
    *unfit = NULL;
  if (self->weights == NULL)
    return self->edits != NULL ? untrained_state (self, graph) : NULL;
  initial = g_new (float, MAX (graph->layout->n_weights, 1));
  td_graph_initialize (graph, initial);
  state = td_state_from_arrays (graph->layout, initial, self->weights, self->rest, FALSE, &misfits,
                                error);
  if (state != NULL)
    state->edits = edits_until (self->edits, state);
  if (misfits != NULL && state != NULL && state->edits != NULL)
    {
      TdEdit *known = state->edits;

      state->edits = td_edit_lose_start (known, &plan->project, state->step, state->epoch);
      td_edit_unref (known);
    }
  if (unfit != NULL)
    *unfit = g_steal_pointer (&misfits);
  return state;
}

static void
add_text (TdArchive *archive, const char *name, char *text, gsize length)
{
  g_autoptr (GBytes) bytes = g_bytes_new_take (text, length);

  td_archive_add (archive, name, bytes);
}

static void
add_arrays (TdArchive *archive, const char *name, TdArraySet *set)
{
  g_autoptr (TdArraySet) owned = set;
  g_autoptr (GBytes) bytes = td_array_set_to_bytes (owned);

  td_archive_add (archive, name, bytes);
}

static void
add_fit (TdArchive *archive, const TdFit *fit)
{
  TdJsonWriter *writer = td_json_writer_new (TRUE);
  gsize length;
  char *text;

  td_fit_write_json (fit, writer);
  text = td_json_writer_finish (writer, &length);
  add_text (archive, "fit.json", text, length);
}

static void
add_data (TdArchive *archive, const TdFolder *folder)
{
  for (guint i = 0; folder != NULL && i < td_folder_n (folder); i++)
    {
      const char *name = td_folder_name (folder, i);

      td_archive_add (archive, name, td_folder_find (folder, name));
    }
}

static void
add_run (TdArchive *archive, const TdCheckpointParts *parts)
{
  if (parts->fit != NULL)
    add_fit (archive, parts->fit);
  add_arrays (archive, "weights.safetensors", td_state_weights (parts->state));
  add_arrays (archive, "state.safetensors", td_state_rest (parts->state));
  if (parts->history != NULL)
    {
      char *csv = td_history_to_csv (parts->history, parts->project);

      add_text (archive, "history.csv", csv, strlen (csv));
    }
}

gboolean
td_checkpoint_save_parts (const char *path, const TdCheckpointParts *parts, GError **error)
{
  g_autoptr (TdArchive) archive = td_archive_new ();
  const TdState *state = parts->state;
  gsize length;
  char *document = td_document_write (parts->project, &length);

  add_text (archive, "project.json", document, length);
  if (state != NULL)
    td_runs_add (archive, state, parts->run != NULL ? parts->run : parts->project);
  if (state != NULL && (state->step > 0 || !td_state_has_past (state)))
    add_run (archive, parts);
  add_data (archive, parts->folder);
  if (parts->view != NULL && td_view_state_n (parts->view) > 0)
    {
      char *text = td_view_state_write (parts->view, &length);

      add_text (archive, "view.json", text, length);
    }
  return td_archive_write (archive, path, error);
}

gboolean
td_checkpoint_save (const char *path, const TdSpec *project, const TdFit *fit, const TdState *state,
                    TdHistory *history, GError **error)
{
  const TdCheckpointParts parts
    = { .project = project, .fit = fit, .state = state, .history = history };

  return td_checkpoint_save_parts (path, &parts, error);
}
