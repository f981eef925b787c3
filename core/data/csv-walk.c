/* csv-walk.c — feeds libcsv line by line, which is what lets messages name a line and a visitor
 * stop early.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/data/csv-walk.h"

#include "core/data/table.h"

#include <csv.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define OPTIONS (CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL | CSV_EMPTY_IS_NULL)
#define GROW_BY 65536 /* libcsv's own 128 bytes make long fields slow */

typedef struct
{
  struct csv_parser   parser;
  const char         *name;
  const TdCsvVisitor *visitor;
  gpointer            data;
  gboolean            skip_empty; /* unquoted empty fields are gaps between delimiters */
  gboolean            in_row;
  gboolean            has_cells;  /* of the row at hand */
  gboolean            stopped;
  gsize               line, row_line;
  GError             *error;
} Walk;

static void
cell_cb (void  *text,
         size_t length,
         void  *data)
{
  Walk *self = data;

  if (self->stopped || (text == NULL && self->skip_empty))
    return;
  self->has_cells = TRUE;
  self->visitor->cell (self->data, text != NULL ? text : "", length);
}

static void
row_cb (int   terminator,
        void *data)
{
  Walk *self = data;

  self->in_row = FALSE;
  if (self->stopped || !self->has_cells)
    return;
  self->has_cells = FALSE;
  self->stopped = !self->visitor->row (self->data, self->row_line, &self->error);
}

static void
fail (Walk *self)
{
  if (csv_error (&self->parser) != CSV_EPARSE)
    g_set_error (&self->error, TD_DATA_ERROR, TD_DATA_ERROR_READ,
                 _("%s, line %zu is too large for the memory there is."),
                 self->name, self->line);
  else
    g_set_error (&self->error, TD_DATA_ERROR, TD_DATA_ERROR_READ,
                 _("%s, line %zu has a stray quotation mark; enclose the field in "
                   "quotation marks and double those inside."), self->name, self->line);
  self->stopped = TRUE;
}

static void
fail_at_end (Walk *self)
{
  g_set_error (&self->error, TD_DATA_ERROR, TD_DATA_ERROR_READ,
               _("%s, line %zu begins a row with a quotation mark that is never "
                 "closed."), self->name, self->row_line);
  self->stopped = TRUE;
}

static gboolean
is_blank (const char *at,
          const char *end)
{
  while (at < end && g_ascii_isspace (*at))
    at++;
  return at == end;
}

static void
walk_line (Walk       *self,
           const char *at,
           const char *end)
{
  gsize length = (gsize) (end - at);

  if (!self->in_row && !is_blank (at, end))
    {
      self->in_row = TRUE;
      self->row_line = self->line;
    }
  if (csv_parse (&self->parser, at, length, cell_cb, row_cb, self) != length && !self->stopped)
    fail (self);
  self->line++;
}

gboolean
td_csv_walk (const char         *name,
             const char         *text,
             gsize               length,
             char                delimiter,
             const TdCsvVisitor *visitor,
             gpointer            data,
             GError            **error)
{
  Walk walk = {
    .name = name, .visitor = visitor, .data = data, .skip_empty = delimiter == ' ',
    .line = 1, .row_line = 1,
  };
  /* Files of old Macintosh programs have no line feed at all. */
  int newline = memchr (text, '\n', length) != NULL ? '\n' : '\r';
  const char *at = text;
  const char *end = text + length;

  if (csv_init (&walk.parser, OPTIONS) != 0)
    g_error ("libcsv can't be initialised");
  csv_set_delim (&walk.parser, (guchar) delimiter);
  csv_set_blk_size (&walk.parser, GROW_BY);
  while (at < end && !walk.stopped)
    {
      const char *next = memchr (at, newline, (gsize) (end - at));
      next = next != NULL ? next + 1 : end;
      walk_line (&walk, at, next);
      at = next;
    }
  if (!walk.stopped && csv_fini (&walk.parser, cell_cb, row_cb, &walk) != 0)
    fail_at_end (&walk);
  csv_free (&walk.parser);
  if (walk.error == NULL)
    return TRUE;
  g_propagate_error (error, walk.error);
  return FALSE;
}
