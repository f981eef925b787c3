/* cli-matrix.c — reads numbers line by line.
 *
 * SPDX-License-Identifier: MIT
 */
#include "app/cli-matrix.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define SEPARATORS ",;\t"
#define MAX_ROWS 10000 /* products of all pairs are kept */

static gboolean
read_number (const char *text, const char *path, gsize line, gsize column, double *number,
             GError **error)
{
  char *end;

  *number = g_ascii_strtod (text, &end);
  if (end != text && *end == '\0' && isfinite (*number))
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
               _("%s: line %u, column %u isn't a finite number: “%s”."), path, (guint) line,
               (guint) column, text);
  return FALSE;
}

static gboolean
read_line (char *text, const char *path, gsize line, TdCliMatrix *self, GArray *values,
           GError **error)
{
  g_auto(GStrv) cells = g_strsplit_set (text, SEPARATORS, -1);
  gsize n = g_strv_length (cells);

  if (self->n_rows > 0 && n != self->n_columns)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                   _("%s: line %u has %u numbers; the first has %u."), path, (guint) line,
                   (guint) n, (guint) self->n_columns);
      return FALSE;
    }
  for (gsize c = 0; c < n; c++)
    {
      double number;

      if (!read_number (g_strstrip (cells[c]), path, line, c + 1, &number, error))
        return FALSE;
      g_array_append_val (values, number);
    }
  self->n_columns = n;
  self->n_rows++;
  return TRUE;
}

static gboolean
read_text (char *text, const char *path, TdCliMatrix *self, GArray *values, GError **error)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);

  for (gsize i = 0; lines[i] != NULL; i++)
    {
      g_strstrip (lines[i]);
      if (lines[i][0] == '\0')
        continue;
      if (!read_line (lines[i], path, i + 1, self, values, error))
        return FALSE;
      if (self->n_rows > MAX_ROWS)
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                       _("%s has more than %u rows; there is one for each task."), path, MAX_ROWS);
          return FALSE;
        }
    }
  if (self->n_rows > 0)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
               _("%s is empty; write one row of numbers for each task."), path);
  return FALSE;
}

gboolean
td_cli_matrix_read (TdCliMatrix *self, const char *path, GError **error)
{
  g_autoptr(GArray) values = g_array_new (FALSE, FALSE, sizeof (double));
  g_autofree char *name = g_filename_display_name (path);
  g_autofree char *text = NULL;
  gsize length;

  *self = (TdCliMatrix) { 0 };
  if (!g_file_get_contents (path, &text, &length, error))
    return FALSE; /* the message names the file */
  if (strlen (text) != length || !g_utf8_validate (text, (gssize) length, NULL))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("%s isn't a text file."), name);
      return FALSE;
    }
  if (!read_text (g_str_has_prefix (text, "\xef\xbb\xbf") ? text + 3 : text, name, self, values,
                  error))
    return FALSE;
  self->values = (double *) (gpointer) g_array_free (g_steal_pointer (&values), FALSE);
  return TRUE;
}

void
td_cli_matrix_clear (TdCliMatrix *self)
{
  g_clear_pointer (&self->values, g_free);
}
