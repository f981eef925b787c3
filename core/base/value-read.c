/* value-read.c — options from JSON; every refusal names the place and what is allowed.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/base/value.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What a refusal needs to know. */
typedef struct
{
  JsonNode   *node;
  const char *path;
  guint       depth;
  GError    **error;
} Reader;

static char *
quote (const char *text)
{
  g_autofree char *start = NULL;

  if (g_utf8_strlen (text, -1) <= 60)
    return g_strdup_printf ("\"%s\"", text);
  start = g_utf8_substring (text, 0, 57);
  return g_strdup_printf ("\"%s…\"", start);
}

/* The value as a person would recognise it in the file. */
static char *
show (JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    return g_strdup ("{…}");
  if (JSON_NODE_HOLDS_ARRAY (node))
    return g_strdup ("[…]");
  if (JSON_NODE_HOLDS_NULL (node))
    return g_strdup ("null");
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return quote (json_node_get_string (node));
  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return g_strdup (json_node_get_boolean (node) ? "true" : "false");
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
  return td_json_number_to_text (json_node_get_double (node));
}

static const char *
place (const Reader *reader)
{
  return *reader->path != '\0' ? reader->path : _("This");
}

static char *
join (const char *path,
      const char *name)
{
  return *path != '\0' ? g_strconcat (path, ".", name, NULL) : g_strdup (name);
}

/* @sentence takes the path and the value. */
static gboolean
refuse (const Reader *reader,
        const char   *sentence)
{
  g_autofree char *shown = show (reader->node);

  g_set_error (reader->error, TD_SPEC_ERROR, TD_SPEC_ERROR_VALUE, sentence, place (reader), shown);
  return FALSE;
}

/* Not one of @ids, a list for people. */
static gboolean
refuse_id (const Reader *reader,
           const char   *path,
           const char   *id,
           const char   *ids,
           TdSpecError   code)
{
  g_autofree char *shown = quote (id);

  g_set_error (reader->error, TD_SPEC_ERROR, code, _("%s is %s, but must be one of: %s."), path,
               shown, ids);
  return FALSE;
}

static gboolean
refuse_range (const Reader   *reader,
              const TdOption *option)
{
  g_autofree char *shown = show (reader->node);
  g_autofree char *minimum = td_json_number_to_text (option->minimum);
  g_autofree char *maximum = td_json_number_to_text (option->maximum);

  if (option->maximum >= G_MAXDOUBLE)
    g_set_error (reader->error, TD_SPEC_ERROR, TD_SPEC_ERROR_VALUE,
                 _("%s is %s, but must be at least %s."), reader->path, shown, minimum);
  else if (option->minimum <= -G_MAXDOUBLE)
    g_set_error (reader->error, TD_SPEC_ERROR, TD_SPEC_ERROR_VALUE,
                 _("%s is %s, but must be at most %s."), reader->path, shown, maximum);
  else
    g_set_error (reader->error, TD_SPEC_ERROR, TD_SPEC_ERROR_VALUE,
                 _("%s is %s, but must be between %s and %s."), reader->path, shown, minimum,
                 maximum);
  return FALSE;
}

static GType
value_type (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_NONE;
}

static gboolean
read_number (const Reader   *reader,
             const TdOption *option,
             double         *number)
{
  GType type = value_type (reader->node);
  double value;

  if (type != G_TYPE_DOUBLE && type != G_TYPE_INT64)
    return refuse (reader, _("%s is %s, but must be a number."));
  value = json_node_get_double (reader->node);
  if (!(value >= option->minimum && value <= option->maximum))
    return refuse_range (reader, option);
  *number = value;
  return TRUE;
}

static gboolean
read_integer (const Reader   *reader,
              const TdOption *option,
              gint64         *integer)
{
  GType type = value_type (reader->node);
  double number = 0;

  if (type != G_TYPE_DOUBLE && type != G_TYPE_INT64)
    return refuse (reader, _("%s is %s, but must be a whole number."));
  if (!read_number (reader, option, &number))
    return FALSE;
  if (type == G_TYPE_INT64)
    *integer = json_node_get_int (reader->node);
  else if (number < -0x1p63 || number >= 0x1p63 || number != (double) (gint64) number)
    return refuse (reader, _("%s is %s, but must be a whole number."));
  else
    *integer = (gint64) number;
  return TRUE;
}

static gboolean
read_boolean (const Reader *reader,
              gboolean     *boolean)
{
  if (value_type (reader->node) != G_TYPE_BOOLEAN)
    return refuse (reader, _("%s is %s, but must be true or false."));
  *boolean = json_node_get_boolean (reader->node);
  return TRUE;
}

/* Borrowed from the node; NULL when refused. */
static const char *
read_bounded_text (const Reader *reader)
{
  const char *text;

  if (value_type (reader->node) != G_TYPE_STRING)
    return refuse (reader, _("%s is %s, but must be a text in quotes.")), NULL;
  text = json_node_get_string (reader->node);
  if (strlen (text) > TD_VALUE_MAX_TEXT)
    return refuse (reader, _("%s is %s, which is longer than 4096 bytes.")), NULL;
  if (!g_utf8_validate (text, -1, NULL))
    {
      g_set_error (reader->error, TD_SPEC_ERROR, TD_SPEC_ERROR_VALUE, _("%s isn't valid UTF-8."),
                   reader->path);
      return NULL;
    }
  return text;
}

static gboolean
read_choice (const Reader   *reader,
             const TdOption *option,
             int            *choice)
{
  g_autofree char *ids = NULL;
  const char *text = read_bounded_text (reader);

  if (text == NULL)
    return FALSE;
  for (int i = 0; option->choices[i] != NULL; i++)
    if (strcmp (option->choices[i], text) == 0)
      {
        *choice = i;
        return TRUE;
      }
  ids = g_strjoinv (", ", (char **) option->choices);
  return refuse_id (reader, reader->path, text, ids, TD_SPEC_ERROR_VALUE);
}

static gboolean
read_text (const Reader *reader,
           char        **value)
{
  const char *text = read_bounded_text (reader);

  if (text == NULL)
    return FALSE;
  g_free (*value);
  *value = g_strdup (text);
  return TRUE;
}

/* The array in the node when it is one of bearable length. */
static JsonArray *
read_array (const Reader *reader)
{
  JsonArray *array;

  if (!JSON_NODE_HOLDS_ARRAY (reader->node))
    return refuse (reader, _("%s is %s, but must be a list in brackets.")), NULL;
  array = json_node_get_array (reader->node);
  if (json_array_get_length (array) > TD_VALUE_MAX_LIST)
    return refuse (reader, _("%s is %s, a list of more than 100000 elements.")), NULL;
  return array;
}

/* Reads an array into @items, zeroed room for its elements, each as a value of @element; on
 * failure the elements before are cleared. */
static gboolean
read_elements (const Reader   *reader,
               const TdOption *element,
               JsonArray      *array,
               char           *items,
               gsize           item_size)
{
  guint n = json_array_get_length (array);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *path = g_strdup_printf ("%s.%u", reader->path, i);

      if (td_value_read (element, items + i * item_size, json_array_get_element (array, i), path,
                         reader->depth, reader->error))
        continue;
      while (i-- > 0)
        td_value_clear (element, items + i * item_size);
      return FALSE;
    }
  return TRUE;
}

static gboolean
read_text_list (const Reader   *reader,
                const TdOption *option,
                char         ***value)
{
  static const TdOption element = { .type = TD_TEXT };
  g_autofree char **items = g_new0 (char *, 2);
  JsonArray *array;

  if (value_type (reader->node) == G_TYPE_STRING)
    {
      if (!read_text (reader, &items[0]))
        return FALSE;
      if (*items[0] == '\0')
        g_clear_pointer (&items[0], g_free); /* nothing, in a list of none */
    }
  else
    {
      array = read_array (reader);
      if (array == NULL)
        return FALSE;
      items = g_renew (char *, items, json_array_get_length (array) + 1);
      memset (items, 0, (json_array_get_length (array) + 1) * sizeof (char *));
      if (!read_elements (reader, &element, array, (char *) items, sizeof (char *)))
        return FALSE;
    }
  td_value_take (option, value, &items);
  return TRUE;
}

static gboolean
read_numbers (const Reader   *reader,
              const TdOption *option,
              TdNumbers      *value)
{
  TdOption element = *option;
  g_autofree double *items = NULL;
  JsonArray *array = read_array (reader);

  if (array == NULL)
    return FALSE;
  element.type = TD_NUMBER;
  items = g_new0 (double, json_array_get_length (array));
  if (!read_elements (reader, &element, array, (char *) items, sizeof (double)))
    return FALSE;
  g_free (value->values);
  value->n = json_array_get_length (array);
  value->values = g_steal_pointer (&items);
  return TRUE;
}

static gboolean
read_kind_list (const Reader   *reader,
                const TdOption *option,
                TdSpecList     *value)
{
  TdOption element = *option;
  g_autofree TdSpec *items = NULL;
  JsonArray *array = read_array (reader);

  if (array == NULL)
    return FALSE;
  element.type = TD_KIND;
  element.text = ""; /* not NULL: null is no element */
  items = g_new0 (TdSpec, json_array_get_length (array));
  if (!read_elements (reader, &element, array, (char *) items, sizeof (TdSpec)))
    return FALSE;
  td_spec_list_clear (value);
  value->n = json_array_get_length (array);
  value->items = g_steal_pointer (&items);
  return TRUE;
}

/* The node's kind: from its "kind", from the node itself when that is a text, or of a record. */
static const TdKind *
read_kind_id (const Reader      *reader,
              const TdFamily    *family,
              const char *const *allowed)
{
  g_autofree char *ids = td_family_dup_ids (family, allowed);
  g_autofree char *path = NULL;
  JsonNode *id_node = reader->node;
  const TdKind *kind;
  const char *id;

  if (JSON_NODE_HOLDS_OBJECT (reader->node) && family->record)
    return family->kinds[0];
  if (JSON_NODE_HOLDS_OBJECT (reader->node))
    {
      id_node = json_object_get_member (json_node_get_object (reader->node), "kind");
      path = join (reader->path, "kind");
    }
  if (id_node == NULL)
    {
      g_set_error (reader->error, TD_SPEC_ERROR, TD_SPEC_ERROR_VALUE,
                   _("%s has no \"kind\"; it must be one of: %s."), place (reader), ids);
      return NULL;
    }
  if (family->record)
    return refuse (reader, _("%s is %s, but must be an object in braces.")), NULL;
  if (value_type (id_node) != G_TYPE_STRING)
    return refuse (reader, _("%s is %s, but must be a kind's name or an object in braces.")), NULL;

  id = json_node_get_string (id_node);
  kind = td_family_find (family, id);
  if (kind == NULL || (allowed != NULL && !g_strv_contains (allowed, id)))
    return refuse_id (reader, path != NULL ? path : place (reader), id, ids,
                      TD_SPEC_ERROR_UNKNOWN), NULL;
  return kind;
}

static gboolean
read_member (const Reader *reader,
             TdSpec       *spec,
             const char   *name,
             JsonNode     *node)
{
  const TdOption *option = td_kind_find_option (spec->kind, name);
  g_autofree char *path = NULL;

  if (option == NULL)
    return td_value_refuse_option (spec->kind, name, reader->path, reader->error);
  path = join (reader->path, name);
  return td_value_read (option, td_spec_value (spec, option), node, path, reader->depth + 1,
                        reader->error);
}

static gboolean
read_members (const Reader   *reader,
              const TdFamily *family,
              TdSpec         *spec)
{
  JsonObjectIter iterator;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iterator, json_node_get_object (reader->node));
  while (json_object_iter_next_ordered (&iterator, &name, &node))
    if ((family->record || strcmp (name, "kind") != 0) && !read_member (reader, spec, name, node))
      return FALSE;
  return TRUE;
}

static gboolean
read_spec (const Reader      *reader,
           const TdFamily    *family,
           const char *const *allowed,
           TdSpec            *value)
{
  g_auto(TdSpec) spec = { NULL, NULL };
  const TdKind *kind;

  if (reader->depth >= TD_SPEC_MAX_DEPTH)
    return refuse (reader, _("%s is %s, which is nested too deeply."));
  kind = read_kind_id (reader, family, allowed);
  if (kind == NULL)
    return FALSE;
  td_spec_init (&spec, kind);
  if (JSON_NODE_HOLDS_OBJECT (reader->node) && !read_members (reader, family, &spec))
    return FALSE;
  td_spec_clear (value);
  *value = spec;
  spec = (TdSpec) { NULL, NULL };
  return TRUE;
}

static gboolean
read_kind (const Reader   *reader,
           const TdOption *option,
           TdSpec         *value)
{
  if (!JSON_NODE_HOLDS_NULL (reader->node) || option->text != NULL)
    return read_spec (reader, option->family, option->choices, value);
  td_spec_clear (value);
  return TRUE;
}

gboolean
td_value_refuse_option (const TdKind *kind,
                        const char   *name,
                        const char   *path,
                        GError      **error)
{
  g_autoptr(GString) names = g_string_new (NULL);

  for (guint i = 0; i < td_kind_n_options (kind); i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", kind->options[i].name);
  if (names->len == 0)
    g_set_error (error, TD_SPEC_ERROR, TD_SPEC_ERROR_UNKNOWN,
                 _("%s has no option \"%s\"; it has none at all."), path, name);
  else if (*path == '\0')
    g_set_error (error, TD_SPEC_ERROR, TD_SPEC_ERROR_UNKNOWN,
                 _("There is no \"%s\" here; there are: %s."), name, names->str);
  else
    g_set_error (error, TD_SPEC_ERROR, TD_SPEC_ERROR_UNKNOWN,
                 _("%s has no option \"%s\"; it has: %s."), path, name, names->str);
  return FALSE;
}

gboolean
td_value_read (const TdOption *option,
               gpointer        value,
               JsonNode       *node,
               const char     *path,
               guint           depth,
               GError        **error)
{
  const Reader reader = { node, path, depth, error };

  switch (option->type)
    {
    case TD_NUMBER:
      return read_number (&reader, option, value);
    case TD_INTEGER:
      return read_integer (&reader, option, value);
    case TD_BOOLEAN:
      return read_boolean (&reader, value);
    case TD_CHOICE:
      return read_choice (&reader, option, value);
    case TD_TEXT:
      return read_text (&reader, value);
    case TD_TEXT_LIST:
      return read_text_list (&reader, option, value);
    case TD_NUMBER_LIST:
      return read_numbers (&reader, option, value);
    case TD_KIND:
      return read_kind (&reader, option, value);
    case TD_KIND_LIST:
      return read_kind_list (&reader, option, value);
    }
  g_assert_not_reached ();
}

gboolean
td_spec_from_json (TdSpec            *self,
                   const TdFamily    *family,
                   const char *const *allowed,
                   JsonNode          *node,
                   const char        *path,
                   GError           **error)
{
  const Reader reader = { node, path != NULL ? path : "", 0, error };

  g_return_val_if_fail (self != NULL && family != NULL && node != NULL, FALSE);

  *self = (TdSpec) { NULL, NULL };
  return read_spec (&reader, family, allowed, self);
}

gboolean
td_spec_set_json (TdSpec         *self,
                  const TdOption *option,
                  JsonNode       *node,
                  const char     *path,
                  GError        **error)
{
  TdOptionValue value;

  g_return_val_if_fail (self != NULL && option != NULL, FALSE);

  if (node != NULL)
    return td_value_read (option, td_spec_value (self, option), node,
                          path != NULL ? path : option->name, 1, error);
  td_value_init (option, &value);
  td_value_take (option, td_spec_value (self, option), &value);
  return TRUE;
}
