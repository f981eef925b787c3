/* csv-write.c — quoting, and numbers that don't depend on the locale.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/data/csv-write.h"

#include <math.h>
#include <string.h>

static gboolean
needs_quotes (const char *text)
{
  gsize length = strlen (text);

  return strpbrk (text, ",;\"\n\r\t") != NULL
         || (length > 0 && (text[0] == ' ' || text[length - 1] == ' '));
}

void
td_csv_append_text (GString    *csv,
                    const char *text)
{
  if (!needs_quotes (text))
    {
      g_string_append (csv, text);
      return;
    }
  g_string_append_c (csv, '"');
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (csv, '"');
      g_string_append_c (csv, *p);
    }
  g_string_append_c (csv, '"');
}

void
td_csv_append_number (GString *csv,
                      double   number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (isfinite (number))
    g_string_append (csv, g_ascii_formatd (text, sizeof text, "%.9g", number));
}
