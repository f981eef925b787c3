/* change-words.c — a change of the project in a few words, made from the option tables alone.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/chart/change-words.h"

#include "core/project/undo-label.h"

#include <glib/gi18n-lib.h>

#define MOST_CHARS 24 /* of a value */

/* Where a path leads. */
typedef struct
{
  const TdOption *option;
  const TdSpec   *kind;  /* what is there, of an option or an element that is a kind; else NULL */
  const TdSpec   *owner; /* the last element with a name of its own on the way; NULL: none */
} Place;

static gboolean
has_name (const TdSpec *spec)
{
  const TdOption *name = td_kind_find_option (spec->kind, "name");
  return name != NULL && name->type == TD_TEXT;
}

/* Into the element @position of the list @place has come to. */
static const TdSpec *
enter_element (Place *place, const TdSpecList *list, const char *position)
{
  guint64 index;
  if (list->n == 0 || !g_ascii_string_to_unsigned (position, 10, 0, list->n - 1, &index, NULL))
    return NULL;
  place->kind = &list->items[index];
  if (has_name (place->kind))
    place->owner = place->kind;
  return place->kind;
}

/* FALSE: there is no such place. */
static gboolean
find_place (const TdSpec *project, const char *path, Place *place)
{
  g_auto (GStrv) names = g_strsplit (path, ".", -1);
  const TdSpec *spec = project;
  *place = (Place){ NULL };
  for (guint i = 0; names[i] != NULL; i++)
    {
      place->option = spec != NULL && spec->kind != NULL
                          ? td_kind_find_option (spec->kind, names[i]) : NULL;
      if (place->option == NULL)
        return FALSE;
      gconstpointer value = td_spec_value (spec, place->option);
      spec = place->kind = place->option->type == TD_KIND ? value : NULL;
      if (place->option->type == TD_KIND_LIST && names[i + 1] != NULL)
        spec = enter_element (place, value, names[++i]);
    }
  return place->option != NULL;
}

/* The end of what is long gives way. */
static char *
shortened (char *text)
{
  if (g_utf8_strlen (text, -1) <= MOST_CHARS)
    return text;
  g_autofree char *start = g_utf8_substring (text, 0, MOST_CHARS - 1);
  g_free (text);
  return g_strconcat (start, "…", NULL);
}

static char *
dup_value (const TdSpec *project, const char *path, const Place *place)
{
  if (place->kind != NULL)
    return g_strdup (place->kind->kind != NULL ? _(place->kind->kind->title) : _("none"));
  if (place->option->type == TD_BOOLEAN)
    {
      g_autofree char *text = td_spec_get_path (project, path, NULL);
      return g_strdup (g_strcmp0 (text, "true") == 0 ? _("on") : _("off"));
    }
  char *text = td_spec_get_path (project, path, NULL);
  const char *title = text != NULL ? td_option_choice_title (place->option, text) : NULL;
  if (title == NULL)
    return text != NULL ? shortened (text) : g_strdup ("?");
  g_free (text);
  return g_strdup (_(title));
}

static char *
words_of_list (const TdSpec *before, const TdSpec *after, const Place *place)
{
  char *label = td_undo_dup_label (before, after);
  return label != NULL ? label : g_strdup_printf (_("%s changed"), _(place->option->label));
}

static char *
words_of_value (const TdSpec *before, const TdSpec *after, const char *path, const Place *from)
{
  Place to;
  g_autofree char *old = dup_value (before, path, from);
  g_autofree char *new = find_place (after, path, &to) ? dup_value (after, path, &to) : NULL;
  if (new == NULL || g_str_equal (old, new)) /* the same kind with other options, say */
    return g_strdup_printf (_("%s changed"), _(from->option->label));
  return g_strdup_printf (_("%s %s → %s"), _(from->option->label), old, new);
}

char *
td_change_dup_words (const TdSpec *before, const TdSpecChange *change)
{
  Place place;
  g_auto (TdSpec) after = { NULL };
  g_return_val_if_fail (before != NULL && change != NULL, NULL);
  td_spec_copy (&after, before);
  if (!find_place (before, change->path, &place)
      || !td_spec_set_path (&after, change->path, change->value, NULL))
    return g_strdup (change->path);
  if (place.option->type == TD_KIND_LIST && place.kind == NULL)
    return words_of_list (before, &after, &place);
  g_autofree char *words = words_of_value (before, &after, change->path, &place);
  if (place.owner == NULL)
    return g_steal_pointer (&words);
  const TdOption *name = td_kind_find_option (place.owner->kind, "name");
  return g_strdup_printf (_("%s: %s"), *(char **) td_spec_value (place.owner, name), words);
}

gboolean
td_change_is_looks (const TdSpec *before, const TdSpecChange *change)
{
  Place place;
  g_return_val_if_fail (before != NULL && change != NULL, FALSE);
  return find_place (before, change->path, &place) && place.option->looks;
}
