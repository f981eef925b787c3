/* spec-path.c — one place in a tree of specs, named as in the JSON: "network.trunk.0.units".
 *
 * A place is an option and a pointer to its value. An element of a list is a place too, under an
 * option made up for it, so that reading and writing need no further cases.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/base/spec.h"

#include "core/base/value.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  TdOption  option;
  gpointer  value;
  guint     depth;    /* specs around the value */
  gboolean  is_id;    /* the path ends in "kind": only the id of the TdSpec at @value is meant */
  GString  *path;     /* as far as walked */
} Place;

static gboolean
enter_kind (Place      *place,
            const char *name,
            GError    **error)
{
  const TdSpec *spec = place->value;
  const TdFamily *family = place->option.family;
  const TdOption *option = td_kind_find_option (spec->kind, name);

  if (option == NULL && family != NULL && !family->record && strcmp (name, "kind") == 0)
    {
      place->is_id = TRUE;
      return TRUE;
    }
  if (spec->kind == NULL)
    {
      g_set_error (error, TD_SPEC_ERROR, TD_SPEC_ERROR_UNKNOWN,
                   _("%s is absent, so it has no \"%s\"; set its kind first."), place->path->str,
                   name);
      return FALSE;
    }
  if (option == NULL)
    return td_value_refuse_option (spec->kind, name, place->path->str, error);
  place->option = *option;
  place->value = td_spec_value (spec, option);
  place->depth++;
  return TRUE;
}

static void
count_elements (const Place *place,
                gsize       *n,
                gsize       *size,
                char       **items)
{
  if (place->option.type == TD_KIND_LIST)
    {
      const TdSpecList *list = place->value;

      *n = list->n;
      *size = sizeof (TdSpec);
      *items = (char *) list->items;
    }
  else if (place->option.type == TD_NUMBER_LIST)
    {
      const TdNumbers *numbers = place->value;

      *n = numbers->n;
      *size = sizeof (double);
      *items = (char *) numbers->values;
    }
  else
    {
      char **texts = *(char ***) place->value;

      *n = g_strv_length (texts);
      *size = sizeof (char *);
      *items = (char *) texts;
    }
}

static TdOptionType
element_type (TdOptionType list_type)
{
  if (list_type == TD_KIND_LIST)
    return TD_KIND;
  return list_type == TD_NUMBER_LIST ? TD_NUMBER : TD_TEXT;
}

static gboolean
enter_list (Place      *place,
            const char *position,
            GError    **error)
{
  guint64 index;
  gsize n;
  gsize size;
  char *items;

  count_elements (place, &n, &size, &items);
  if (n == 0)
    {
      g_set_error (error, TD_SPEC_ERROR, TD_SPEC_ERROR_UNKNOWN,
                   _("%s is an empty list, so it has no element \"%s\"."), place->path->str,
                   position);
      return FALSE;
    }
  if (!g_ascii_string_to_unsigned (position, 10, 0, n - 1, &index, NULL))
    {
      g_set_error (error, TD_SPEC_ERROR, TD_SPEC_ERROR_UNKNOWN,
                   _("%s has no element \"%s\"; its elements are numbered from 0 to %u."),
                   place->path->str, position, (guint) (n - 1));
      return FALSE;
    }
  place->option.type = element_type (place->option.type);
  place->option.text = ""; /* not NULL: an element can't be absent */
  place->value = items + index * size;
  return TRUE;
}

static gboolean
enter (Place      *place,
       const char *segment,
       GError    **error)
{
  TdOptionType type = place->option.type;
  gboolean entered;

  if (type == TD_KIND && !place->is_id)
    entered = enter_kind (place, segment, error);
  else if (type == TD_KIND_LIST || type == TD_TEXT_LIST || type == TD_NUMBER_LIST)
    entered = enter_list (place, segment, error);
  else
    {
      g_set_error (error, TD_SPEC_ERROR, TD_SPEC_ERROR_UNKNOWN,
                   _("%s has no parts, so there is no \"%s\" in it."), place->path->str, segment);
      return FALSE;
    }
  if (entered)
    g_string_append_printf (place->path, "%s%s", place->path->len > 0 ? "." : "", segment);
  return entered;
}

static gboolean
find_place (const TdSpec *self,
            const char   *path,
            Place        *place,
            GError      **error)
{
  g_auto(GStrv) segments = g_strsplit (path, ".", -1);

  if (segments[0] == NULL)
    {
      g_set_error_literal (error, TD_SPEC_ERROR, TD_SPEC_ERROR_UNKNOWN,
                           _("The path is empty; write for example training.epochs=10."));
      return FALSE;
    }
  for (guint i = 0; segments[i] != NULL; i++)
    if (!enter (place, segments[i], error))
      return FALSE;
  return TRUE;
}

static void
place_init (Place        *place,
            const TdSpec *root)
{
  *place = (Place) { .option = { .type = TD_KIND, .text = "" }, .value = (gpointer) root };
  place->path = g_string_new (NULL);
}

static void
place_clear (Place *place)
{
  g_string_free (place->path, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Place, place_clear)

gboolean
td_spec_set_path (TdSpec     *self,
                  const char *path,
                  const char *text,
                  GError    **error)
{
  g_autoptr(JsonNode) node = NULL;
  g_auto(Place) place;

  g_return_val_if_fail (self != NULL && path != NULL && text != NULL, FALSE);

  place_init (&place, self);
  if (!find_place (self, path, &place, error))
    return FALSE;
  if (place.is_id)
    node = json_node_init_string (json_node_alloc (), text);
  else
    node = td_value_parse (&place.option, text, place.path->str, error);
  return node != NULL
         && td_value_read (&place.option, place.value, node, place.path->str, place.depth, error);
}

char *
td_spec_get_path (const TdSpec *self,
                  const char   *path,
                  GError      **error)
{
  const TdSpec *spec;
  g_auto(Place) place;

  g_return_val_if_fail (self != NULL && path != NULL, NULL);

  place_init (&place, self);
  if (!find_place (self, path, &place, error))
    return NULL;
  spec = place.value;
  if (place.is_id)
    return g_strdup (spec->kind != NULL ? spec->kind->id : "null");
  return td_value_to_text (&place.option, place.value);
}
