/* cli-table.c — text in columns that line up, on stdout.
 *
 * SPDX-License-Identifier: MIT
 */
#include "app/cli-table.h"

#include <string.h>

struct _TdCliTable
{
  char      *alignment;
  guint      n_columns;
  GPtrArray *cells; /* char *, row by row */
};

TdCliTable *
td_cli_table_new (const char *alignment)
{
  TdCliTable *self = g_new0 (TdCliTable, 1);

  self->alignment = g_strdup (alignment);
  self->n_columns = (guint) strlen (alignment);
  self->cells = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
td_cli_table_free (TdCliTable *self)
{
  g_free (self->alignment);
  g_ptr_array_unref (self->cells);
  g_free (self);
}

void
td_cli_table_add (TdCliTable *self, const char *text)
{
  g_ptr_array_add (self->cells, g_strdup (text));
}

/* Width on a terminal: wide characters take two places, combining ones none. */
static guint
text_width (const char *text)
{
  guint width = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      width += g_unichar_iszerowidth (c) ? 0 : g_unichar_iswide (c) ? 2 : 1;
    }
  return width;
}

static guint
column_width (TdCliTable *self, guint column)
{
  guint width = 0;

  for (guint i = column; i < self->cells->len; i += self->n_columns)
    width = MAX (width, text_width (self->cells->pdata[i]));
  return width;
}

static void
append_cell (GString *line, const char *text, char alignment, guint width)
{
  int padding = (int) (width - text_width (text));

  g_string_append_printf (line, "%s%*s%s%*s", line->len > 0 ? "  " : "",
                          alignment == 'r' ? padding : 0, "", text,
                          alignment == 'r' ? 0 : padding, "");
}

void
td_cli_table_print (TdCliTable *self)
{
  g_autofree guint *widths = g_new (guint, self->n_columns);
  g_autoptr(GString) line = g_string_new (NULL);

  for (guint c = 0; c < self->n_columns; c++)
    widths[c] = column_width (self, c);
  for (guint i = 0; i < self->cells->len; i++)
    {
      guint column = i % self->n_columns;

      append_cell (line, self->cells->pdata[i], self->alignment[column], widths[column]);
      if (column + 1 < self->n_columns)
        continue;
      g_print ("%s\n", g_strchomp (line->str));
      g_string_truncate (line, 0);
    }
}
