/* value-text.c — options as a person types them after `--set path=`.
 *
 * Text becomes the JSON node it stands for; checking is left to the reader of JSON, so there is
 * one set of rules and one wording of refusals.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/base/value.h"

#include <math.h>
#include <string.h>

static JsonNode *
text_node (const char *text)
{
  return json_node_init_string (json_node_alloc (), text);
}

/* NULL when @text isn't a decimal number and nothing else. */
static JsonNode *
number_node (const char *text)
{
  gint64 integer;
  double number;
  char *end;

  if (*text == '\0' || strspn (text, "0123456789+-.eE") != strlen (text))
    return NULL;
  if (g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &integer, NULL))
    return json_node_init_int (json_node_alloc (), integer);
  number = g_ascii_strtod (text, &end);
  if (*end != '\0' || !isfinite (number))
    return NULL;
  return json_node_init_double (json_node_alloc (), number);
}

static JsonNode *
boolean_node (const char *text)
{
  static const char *const yes[] = { "true", "yes", "1", NULL };
  static const char *const no[] = { "false", "no", "0", NULL };

  if (g_strv_contains (yes, text))
    return json_node_init_boolean (json_node_alloc (), TRUE);
  if (g_strv_contains (no, text))
    return json_node_init_boolean (json_node_alloc (), FALSE);
  return NULL;
}

static JsonNode *
number_list_node (const char *text)
{
  JsonNode *number = number_node (text);
  g_autoptr(JsonArray) array = NULL;

  if (number == NULL)
    return NULL;
  array = json_array_new ();
  json_array_add_element (array, number);
  return json_node_init_array (json_node_alloc (), array);
}

/* What isn't JSON; NULL when @text isn't of the option's type. */
static JsonNode *
plain_node (const TdOption *option,
            const char     *text)
{
  switch (option->type)
    {
    case TD_NUMBER:
    case TD_INTEGER:
      return number_node (text);
    case TD_BOOLEAN:
      return boolean_node (text);
    case TD_NUMBER_LIST:
      return number_list_node (text);
    case TD_KIND:
      return strcmp (text, "null") == 0 ? json_node_init_null (json_node_alloc ()) : NULL;
    case TD_CHOICE:
    case TD_TEXT:
    case TD_TEXT_LIST:
    case TD_KIND_LIST:
      return NULL;
    }
  g_assert_not_reached ();
}

static gboolean
is_json (const TdOption *option,
         char            first)
{
  if (option->type == TD_NUMBER || option->type == TD_INTEGER || option->type == TD_BOOLEAN)
    return FALSE;
  if (option->type == TD_TEXT)
    return first == '"';
  return first == '{' || first == '[' || first == '"';
}

JsonNode *
td_value_parse (const TdOption *option,
                const char     *text,
                const char     *path,
                GError        **error)
{
  JsonNode *node;

  if (is_json (option, *text))
    return td_json_parse (text, strlen (text), path, error);
  node = plain_node (option, text);
  return node != NULL ? node : text_node (text);
}

static char *
to_json (const TdOption *option,
         gconstpointer   value)
{
  TdJsonWriter *writer = td_json_writer_new (FALSE);

  td_value_write (option, value, writer);
  return td_json_writer_finish (writer, NULL);
}

char *
td_value_to_text (const TdOption *option,
                  gconstpointer   value)
{
  if (option->type == TD_CHOICE)
    return g_strdup (option->choices[*(const int *) value]);
  if (option->type == TD_TEXT && **(char *const *) value != '"')
    return g_strdup (*(char *const *) value);
  return to_json (option, value);
}
