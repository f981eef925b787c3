/* json.c — a strict reader for JSON (RFC 8259) that makes json-glib's nodes.
 *
 * One recursive descent both checks and builds. json-glib 1.6's own parser lets through comments,
 * duplicate keys and 1e400, and runs out of stack on deep nesting; checking first and parsing
 * again would mean two grammars that have to agree.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/base/json.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

typedef struct
{
  const char *start;
  const char *at;
  const char *end;
  const char *what;
  guint       depth;
  guint       n_values;
  GError    **error;
} Parser;

G_DEFINE_QUARK (td-json-error-quark, td_json_error)

static JsonNode *read_value (Parser *parser);

/* Always NULL, for callers that return a node. */
static gpointer
fail_at (Parser     *parser,
         const char *at,
         TdJsonError code,
         const char *message)
{
  const char *line_start = parser->start;
  guint line = 1;

  for (const char *p = parser->start; p < at; p++)
    if (*p == '\n')
      {
        line++;
        line_start = p + 1;
      }
  g_set_error (parser->error, TD_JSON_ERROR, code, _("%s, line %u, column %u: %s"), parser->what,
               line, (guint) g_utf8_strlen (line_start, at - line_start) + 1, message);
  return NULL;
}

static gpointer
fail (Parser     *parser,
      const char *message)
{
  return fail_at (parser, parser->at, TD_JSON_ERROR_SYNTAX, message);
}

static gboolean
is_next (Parser *parser,
         char    c)
{
  return parser->at < parser->end && *parser->at == c;
}

static gboolean
accept (Parser *parser,
        char    c)
{
  if (!is_next (parser, c))
    return FALSE;
  parser->at++;
  return TRUE;
}

static void
skip_space (Parser *parser)
{
  while (parser->at < parser->end && strchr (" \t\r\n", *parser->at) != NULL)
    parser->at++;
}

static gsize
skip_digits (Parser *parser)
{
  const char *from = parser->at;

  while (parser->at < parser->end && g_ascii_isdigit (*parser->at))
    parser->at++;
  return parser->at - from;
}

/* Moves over a number; @whole tells whether it has neither fraction nor exponent. */
static gboolean
scan_number (Parser   *parser,
             gboolean *whole)
{
  *whole = TRUE;
  accept (parser, '-');
  if (!accept (parser, '0') && skip_digits (parser) == 0)
    return FALSE;
  if (accept (parser, '.'))
    {
      *whole = FALSE;
      if (skip_digits (parser) == 0)
        return FALSE;
    }
  if (accept (parser, 'e') || accept (parser, 'E'))
    {
      *whole = FALSE;
      if (!accept (parser, '+'))
        accept (parser, '-');
      if (skip_digits (parser) == 0)
        return FALSE;
    }
  return parser->at == parser->end || strchr (" \t\r\n,]}", *parser->at) != NULL;
}

/* Whole numbers beyond 64 bits become doubles, and so does -0, which has a sign only there. */
static JsonNode *
read_number (Parser *parser)
{
  const char *from = parser->at;
  g_autofree char *text = NULL;
  gboolean whole;
  gint64 integer;
  double value;

  if (!scan_number (parser, &whole))
    return fail_at (parser, from, TD_JSON_ERROR_SYNTAX, _("This isn't a number JSON allows."));

  text = g_strndup (from, parser->at - from);
  if (whole && strcmp (text, "-0") != 0
      && g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &integer, NULL))
    return json_node_init_int (json_node_alloc (), integer);

  value = g_ascii_strtod (text, NULL);
  if (!isfinite (value))
    return fail_at (parser, from, TD_JSON_ERROR_LIMIT, _("This number is too large."));
  return json_node_init_double (json_node_alloc (), value);
}

static gboolean
read_hex4 (Parser   *parser,
           gunichar *code)
{
  *code = 0;
  if (parser->end - parser->at < 4)
    return FALSE;
  for (guint i = 0; i < 4; i++, parser->at++)
    {
      if (!g_ascii_isxdigit (*parser->at))
        return FALSE;
      *code = *code * 16 + (gunichar) g_ascii_xdigit_value (*parser->at);
    }
  return TRUE;
}

/* After "\u"; joins surrogate pairs. U+0000 is refused because C strings end there. */
static gboolean
read_unicode (Parser  *parser,
              GString *text)
{
  gunichar code;
  gunichar low;

  if (!read_hex4 (parser, &code) || code == 0 || (code >= 0xdc00 && code <= 0xdfff))
    return FALSE;
  if (code >= 0xd800 && code <= 0xdbff)
    {
      if (!accept (parser, '\\') || !accept (parser, 'u') || !read_hex4 (parser, &low)
          || low < 0xdc00 || low > 0xdfff)
        return FALSE;
      code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
    }
  g_string_append_unichar (text, code);
  return TRUE;
}

static gboolean
read_escape (Parser  *parser,
             GString *text)
{
  static const char names[] = "\"\\/bfnrt";
  static const char characters[] = "\"\\/\b\f\n\r\t";
  const char *found;

  if (parser->at == parser->end)
    return FALSE;
  if (accept (parser, 'u'))
    return read_unicode (parser, text);
  found = *parser->at != '\0' ? strchr (names, *parser->at) : NULL;
  if (found == NULL)
    return FALSE;
  parser->at++;
  g_string_append_c (text, characters[found - names]);
  return TRUE;
}

static char *
read_text (Parser *parser)
{
  g_autoptr(GString) text = g_string_new (NULL);
  const char *from = parser->at++;

  while (TRUE)
    {
      const char *run = parser->at;

      while (parser->at < parser->end && *parser->at != '"' && *parser->at != '\\'
             && (guchar) *parser->at >= 0x20)
        parser->at++;
      g_string_append_len (text, run, parser->at - run);
      if (accept (parser, '"'))
        return g_string_free (g_steal_pointer (&text), FALSE);
      if (parser->at == parser->end || is_next (parser, '\n'))
        return fail_at (parser, from, TD_JSON_ERROR_SYNTAX, _("This text has no closing quote."));
      run = parser->at;
      if (!accept (parser, '\\') || !read_escape (parser, text))
        return fail_at (parser, run, TD_JSON_ERROR_SYNTAX,
                        _("This character can't stand in a text as it is."));
    }
}

static JsonNode *
read_text_node (Parser *parser)
{
  g_autofree char *text = read_text (parser);

  return text != NULL ? json_node_init_string (json_node_alloc (), text) : NULL;
}

static gboolean
accept_word (Parser     *parser,
             const char *word)
{
  gsize length = strlen (word);

  if ((gsize) (parser->end - parser->at) < length || memcmp (parser->at, word, length) != 0)
    return FALSE;
  parser->at += length;
  return TRUE;
}

static JsonNode *
read_word (Parser *parser)
{
  if (accept_word (parser, "true"))
    return json_node_init_boolean (json_node_alloc (), TRUE);
  if (accept_word (parser, "false"))
    return json_node_init_boolean (json_node_alloc (), FALSE);
  if (accept_word (parser, "null"))
    return json_node_init_null (json_node_alloc ());
  return fail (parser, parser->at == parser->end ? _("The text ends too early.")
                                                 : _("A value is missing here."));
}

static gboolean
read_member (Parser     *parser,
             JsonObject *object)
{
  const char *from = parser->at;
  g_autofree char *name = NULL;
  JsonNode *value;

  if (!is_next (parser, '"'))
    return fail (parser, _("A name in quotes is missing here.")) != NULL;
  name = read_text (parser);
  if (name == NULL)
    return FALSE;
  if (json_object_has_member (object, name))
    return fail_at (parser, from, TD_JSON_ERROR_SYNTAX,
                    _("This name stands twice in one object.")) != NULL;
  skip_space (parser);
  if (!accept (parser, ':'))
    return fail (parser, _("A colon is missing here.")) != NULL;
  value = read_value (parser);
  if (value == NULL)
    return FALSE;
  json_object_set_member (object, name, value);
  return TRUE;
}

static JsonNode *
read_object (Parser *parser)
{
  g_autoptr(JsonObject) object = json_object_new ();

  parser->at++;
  skip_space (parser);
  if (!accept (parser, '}'))
    do
      {
        skip_space (parser);
        if (!read_member (parser, object))
          return NULL;
        skip_space (parser);
        if (accept (parser, '}'))
          break;
        if (!is_next (parser, ','))
          return fail (parser, _("A comma or “}” is missing here."));
      }
    while (accept (parser, ','));
  return json_node_init_object (json_node_alloc (), object);
}

static JsonNode *
read_array (Parser *parser)
{
  g_autoptr(JsonArray) array = json_array_new ();

  parser->at++;
  skip_space (parser);
  if (!accept (parser, ']'))
    do
      {
        JsonNode *element = read_value (parser);

        if (element == NULL)
          return NULL;
        json_array_add_element (array, element);
        skip_space (parser);
        if (accept (parser, ']'))
          break;
        if (!is_next (parser, ','))
          return fail (parser, _("A comma or “]” is missing here."));
      }
    while (accept (parser, ','));
  return json_node_init_array (json_node_alloc (), array);
}

static JsonNode *
read_nested (Parser *parser)
{
  JsonNode *node;

  if (parser->depth == TD_JSON_MAX_DEPTH)
    return fail_at (parser, parser->at, TD_JSON_ERROR_LIMIT, _("This is nested too deeply."));
  parser->depth++;
  node = is_next (parser, '{') ? read_object (parser) : read_array (parser);
  parser->depth--;
  return node;
}

static JsonNode *
read_value (Parser *parser)
{
  skip_space (parser);
  if (++parser->n_values > TD_JSON_MAX_VALUES)
    return fail_at (parser, parser->at, TD_JSON_ERROR_LIMIT, _("There are too many values in it."));
  if (is_next (parser, '{') || is_next (parser, '['))
    return read_nested (parser);
  if (is_next (parser, '"'))
    return read_text_node (parser);
  if (parser->at < parser->end && (*parser->at == '-' || g_ascii_isdigit (*parser->at)))
    return read_number (parser);
  return read_word (parser);
}

static gboolean
check_encoding (Parser *parser)
{
  const char *valid_until;

  if (accept_word (parser, "\xef\xbb\xbf"))
    return fail (parser, _("The text starts with a byte order mark; save it without one.")) != NULL;
  if (!g_utf8_validate_len (parser->start, parser->end - parser->start, &valid_until))
    return fail_at (parser, valid_until, TD_JSON_ERROR_SYNTAX,
                    _("The text isn't valid UTF-8 from here on.")) != NULL;
  skip_space (parser);
  if (parser->at == parser->end)
    return fail_at (parser, parser->start, TD_JSON_ERROR_SYNTAX,
                    _("There is nothing in it.")) != NULL;
  return TRUE;
}

JsonNode *
td_json_parse (const char *text,
               gsize       length,
               const char *what,
               GError    **error)
{
  Parser parser = { text, text, text + length, what, 0, 0, error };
  g_autoptr(JsonNode) node = NULL;

  g_return_val_if_fail (text != NULL || length == 0, NULL);
  g_return_val_if_fail (what != NULL, NULL);

  if (!check_encoding (&parser))
    return NULL;
  node = read_value (&parser);
  if (node == NULL)
    return NULL;
  skip_space (&parser);
  if (parser.at < parser.end)
    return fail (&parser, _("The text should end here."));
  return g_steal_pointer (&node);
}

char *
td_json_number_to_text (double value)
{
  static const char *const formats[] = { "%.15g", "%.16g", "%.17g" };
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isfinite (value))
    return g_strdup ("null");
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_ascii_formatd (text, sizeof text, formats[i], value);
      if (g_ascii_strtod (text, NULL) == value)
        break;
    }
  return g_strdup (text);
}
