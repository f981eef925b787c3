/* relocate.c — keeps a project's data files within reach when it is saved in another folder.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/project/relocate.h"

#include <gio/gio.h>
#include <string.h>

typedef struct
{
  char *from, *to; /* folders, absolute */
} Move;

static char *
dup_folder (const char *path)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);

  return g_path_get_dirname (absolute);
}

static void
move_text (char **text, const Move *move)
{
  g_autofree char *absolute = NULL;
  g_autoptr(GFile) file = NULL;
  g_autoptr(GFile) folder = NULL;
  char *relative;

  if ((*text)[0] == '\0' || g_path_is_absolute (*text))
    return;
  absolute = g_canonicalize_filename (*text, move->from);
  file = g_file_new_for_path (absolute);
  folder = g_file_new_for_path (move->to);
  relative = g_file_get_relative_path (folder, file);
  g_free (*text);
  *text = relative != NULL ? relative : g_steal_pointer (&absolute);
}

static void
move_spec (TdSpec *spec, const Move *move);

static void
move_value (const TdOption *option, gpointer value, const Move *move)
{
  if (option->type == TD_TEXT && option->file)
    move_text (value, move);
  if (option->type == TD_TEXT_LIST && option->file)
    for (char **text = *(char ***) value; *text != NULL; text++)
      move_text (text, move);
  if (option->type == TD_KIND)
    move_spec (value, move);
  if (option->type == TD_KIND_LIST)
    for (gsize i = 0; i < ((TdSpecList *) value)->n; i++)
      move_spec (&((TdSpecList *) value)->items[i], move);
}

static void
move_spec (TdSpec *spec, const Move *move)
{
  const TdOption *option = spec->kind != NULL ? spec->kind->options : NULL;

  for (; option != NULL && option->name != NULL; option++)
    move_value (option, td_spec_value (spec, option), move);
}

void
td_project_relocate (TdSpec *project, const char *from, const char *to)
{
  g_autofree char *from_folder = dup_folder (from);
  g_autofree char *to_folder = dup_folder (to);
  const Move move = { from_folder, to_folder };

  if (strcmp (from_folder, to_folder) != 0)
    move_spec (project, &move);
}
