/* relocate.c — walks over all options that name files and rewrites them.
 *
 * A file inside another project file has no place on disk of its own, so its name stays; it is
 * written again whether or not data.embed is still on, as nothing else may hold a copy.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/project/relocate.h"

#include "core/project/settings.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#define INSIDE "data/"
#define MAX_NAME 200 /* bytes of a name inside */
#define MAX_BYTES (G_GINT64_CONSTANT (1) << 31)

typedef struct
{
  const char     *from, *to; /* folders, absolute */
  const TdFolder *old;       /* NULL: nothing is inside */
  const TdFolder *made;      /* an earlier move's: nothing is read; NULL: there was none */
  TdFolder       *new;       /* NULL: @made is all there is */
  gboolean        embed;
  gboolean        stays; /* in its folder */
} Move;

static char *
dup_folder (const char *path)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);

  return g_path_get_dirname (absolute);
}

/* The same of a folder that is open, absolute. */
static char *
dup_place (const TdFolder *folder)
{
  const char *path = folder != NULL ? td_folder_get_path (folder) : NULL;

  return g_canonicalize_filename (path != NULL ? path : ".", NULL);
}

/* The last part of @path; what an archive may not have in a name becomes "_". */
static char *
make_plain_name (const char *path)
{
  g_autofree char *base = g_path_get_basename (path);
  char *name = g_utf8_make_valid (base, -1);

  for (char *p = name; *p != '\0'; p++)
    if (*p == '/' || *p == '\\' || (guchar) *p < 0x20 || *p == 0x7f || (p == name && *p == '.'))
      *p = '_';
  if (strlen (name) <= MAX_NAME)
    return name;
  g_free (name);
  return g_strdup ("data.csv");
}

/* "data/digits.csv", from @number 2 on "data/digits-2.csv". */
static char *
make_name (const char *path, guint number)
{
  g_autofree char *plain = make_plain_name (path);
  const char *dot = strrchr (plain, '.');
  g_autofree char *stem = dot != NULL ? g_strndup (plain, (gsize) (dot - plain)) : g_strdup (plain);

  if (number < 2)
    return g_strconcat (INSIDE, plain, NULL);
  return g_strdup_printf (INSIDE "%s-%u%s", stem, number, dot != NULL ? dot : "");
}

static char *
find_free_name (const Move *move, const char *path)
{
  char *name = make_name (path, 1);

  for (guint number = 2; td_folder_find (move->new, name) != NULL
                         || td_folder_find (move->old, name) != NULL; number++)
    {
      g_free (name);
      name = make_name (path, number);
    }
  return name;
}

/* Reads the file at @path; NULL when it can't be read. */
static GBytes *
read_file (const char *path)
{
  GStatBuf info;
  char *data;
  gsize length;

  if (g_stat (path, &info) != 0 || !S_ISREG (info.st_mode) || info.st_size > MAX_BYTES
      || !g_file_get_contents (path, &data, &length, NULL))
    return NULL;
  return g_bytes_new_take (data, length);
}

/* The name inside of the file at @path, borrowed; NULL when it can't be read. */
static const char *
take_file (const char *path, const Move *move)
{
  const char *known = td_folder_find_origin (move->new, path);
  g_autofree char *name = NULL;
  g_autoptr(GBytes) bytes = NULL;

  if (known != NULL)
    return known;
  bytes = read_file (path);
  if (bytes == NULL)
    return NULL;
  name = find_free_name (move, path);
  td_folder_add_from (move->new, name, bytes, path);
  return td_folder_find_origin (move->new, path);
}

/* The same, without reading anything where that was done before. */
static const char *
find_inside (const char *path, const Move *move)
{
  if (move->new == NULL)
    return td_folder_find_origin (move->made, path);
  return move->embed ? take_file (path, move) : NULL;
}

/* Where the file at the absolute @path is for a project at @move->to. */
static char *
dup_new_text (const char *path, const Move *move)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GFile) folder = g_file_new_for_path (move->to);
  char *relative = g_file_get_relative_path (folder, file);

  return relative != NULL ? relative : g_strdup (path);
}

static void
keep_inside (const char *name, GBytes *bytes, const Move *move)
{
  if (move->new != NULL && td_folder_find (move->new, name) == NULL)
    td_folder_add_from (move->new, name, bytes, td_folder_get_origin (move->old, name));
}

static void
move_text (char **text, const Move *move)
{
  GBytes *inside = td_folder_find (move->old, *text);
  g_autofree char *absolute = NULL;
  const char *name;

  if ((*text)[0] == '\0')
    return;
  if (inside != NULL)
    {
      keep_inside (*text, inside, move);
      return;
    }
  absolute = g_canonicalize_filename (*text, move->from);
  name = find_inside (absolute, move);
  if (name == NULL && (move->stays || g_path_is_absolute (*text)))
    return;
  g_free (*text);
  *text = name != NULL ? g_strdup (name) : dup_new_text (absolute, move);
}

static void
move_cb (char **name, gpointer move)
{
  move_text (name, move);
}

/* Every file name */

static void
walk_value (const TdOption *option, gpointer value, TdFileNameFunc function, gpointer data)
{
  if (option->type == TD_TEXT && option->file)
    function (value, data);
  if (option->type == TD_TEXT_LIST && option->file)
    for (char **text = *(char ***) value; *text != NULL; text++)
      function (text, data);
  if (option->type == TD_KIND)
    td_project_each_file (value, function, data);
  if (option->type == TD_KIND_LIST)
    for (gsize i = 0; i < ((TdSpecList *) value)->n; i++)
      td_project_each_file (&((TdSpecList *) value)->items[i], function, data);
}

void
td_project_each_file (TdSpec *spec, TdFileNameFunc function, gpointer data)
{
  const TdOption *option = spec->kind != NULL ? spec->kind->options : NULL;

  for (; option != NULL && option->name != NULL; option++)
    walk_value (option, td_spec_value (spec, option), function, data);
}

TdFolder *
td_project_pack (TdSpec *project, const TdFolder *from, const char *to)
{
  g_autofree char *from_folder = dup_place (from);
  g_autofree char *to_folder = dup_folder (to);
  g_autofree char *new_path = g_path_get_dirname (to);
  TdFolder *new = td_folder_new (new_path);
  Move move = {
    .from = from_folder, .to = to_folder, .old = from, .new = new,
    .embed = td_data_of (project)->embed, .stays = strcmp (from_folder, to_folder) == 0,
  };

  td_project_each_file (project, move_cb, &move);
  return new;
}

void
td_project_follow (TdSpec *project, const TdFolder *from, const TdFolder *to)
{
  g_autofree char *from_folder = dup_place (from);
  g_autofree char *to_folder = dup_place (to);
  Move move = {
    .from = from_folder, .to = to_folder, .old = from, .made = to,
    .stays = strcmp (from_folder, to_folder) == 0,
  };

  td_project_each_file (project, move_cb, &move);
}
