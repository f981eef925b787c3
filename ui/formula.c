/* formula.c — see formula.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/formula.h"

#include <string.h>

#define MOST_DEPTH 4 /* powers of powers */

/* The bracket that closes the one at @text, which may be the end of the text. */
static const char *
find_closing (const char *text)
{
  guint open = 0;

  for (; *text != '\0'; text++)
    if (*text == '(')
      open++;
    else if (*text == ')' && --open == 0)
      break;
  return text;
}

/* After the letters and digits of an index; ᵀ and ² are none. */
static const char *
skip_index (const char *text)
{
  while (g_ascii_isalnum (*text))
    text++;
  return text;
}

/* After a sign and its index. */
static const char *
skip_sign (const char *text)
{
  if (*text == '-' || *text == '+')
    text++;
  if (*text != '\0')
    text = g_utf8_next_char (text);
  return *text == '_' ? skip_index (text + 1) : text;
}

static void
append (GString *markup, const char *text, const char *end, guint depth)
{
  while (text < end)
    {
      const char *from = text, *to;
      gboolean bracket = from[1] == '(';

      text = g_utf8_next_char (text);
      if (*from == '_' && (to = skip_index (from + 1)) > from + 1)
        {
          g_string_append (markup, "<sub>");
          g_string_append_len (markup, from + 1, to - from - 1);
          g_string_append (markup, "</sub>");
          text = to;
        }
      else if (*from == '^' && from[1] != '\0' && depth < MOST_DEPTH)
        {
          to = bracket ? find_closing (from + 1) : skip_sign (from + 1);
          g_string_append (markup, "<sup>");
          append (markup, from + (bracket ? 2 : 1), to, depth + 1);
          g_string_append (markup, "</sup>");
          text = bracket && *to != '\0' ? to + 1 : to;
        }
      else
        {
          g_autofree char *escaped = g_markup_escape_text (from, text - from);

          g_string_append (markup, escaped);
        }
    }
}

char *
td_formula_dup_markup (const char *text)
{
  GString *markup = g_string_new (NULL);

  append (markup, text, text + strlen (text), 0);
  return g_string_free (markup, FALSE);
}
