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
  gboolean            mixed;      /* a return ended a row within a line: no line is plain any more */
  char                delimiter;
  char               *copy;       /* of a plain line, cut into cells */
  gsize               capacity;
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

/* Nothing but spaces: no row, unless a space ends a cell. */
static gboolean
is_blank (const Walk *self,
          const char *at,
          const char *end)
{
  while (at < end && strchr (" \t\r\n", *at) != NULL && *at != self->delimiter)
    at++;
  return at == end;
}

/* Whether the line is a row by itself that needs no rules of quotation: most lines are. */
static gboolean
is_plain (Walk       *self,
          const char *at,
          const char *end)
{
  gsize length = (gsize) (end - at);
  const char *feed = memchr (at, '\r', length);

  self->mixed = self->mixed || end[-1] != '\n' || (feed != NULL && feed != end - 2);
  return !self->in_row && !self->mixed && memchr (at, '"', length) == NULL;
}

static gboolean
is_space (const Walk *self,
          char        c)
{
  return (c == ' ' || c == '\t') && c != self->delimiter;
}

/* One cell without the spaces around it, NULL when nothing is left: as libcsv gives them. */
static void
plain_cell (Walk *self,
            char *at,
            char *end)
{
  while (at < end && is_space (self, *at))
    at++;
  while (at < end && is_space (self, end[-1]))
    end--;
  *end = '\0';
  cell_cb (at < end ? at : NULL, (gsize) (end - at), self);
}

/* What libcsv would do character by character, with a fifth of its time. */
static void
walk_plain (Walk       *self,
            const char *text,
            const char *end)
{
  gsize length = (gsize) (end - text);
  char *at, *last;

  if (length > self->capacity)
    {
      self->capacity = MAX (length, 2 * self->capacity);
      g_free (self->copy);
      self->copy = g_malloc (self->capacity);
    }
  memcpy (self->copy, text, length);
  at = self->copy;
  last = at + length - 1;
  if (last > at && last[-1] == '\r')
    last--;
  self->row_line = self->line;
  for (char *next; (next = memchr (at, self->delimiter, (gsize) (last - at))) != NULL; at = next + 1)
    plain_cell (self, at, next);
  plain_cell (self, at, last);
  row_cb ('\n', self);
}

static void
walk_line (Walk       *self,
           const char *at,
           const char *end)
{
  gsize length = (gsize) (end - at);

  if (is_plain (self, at, end))
    {
      if (!is_blank (self, at, end))
        walk_plain (self, at, end);
      self->line++;
      return;
    }

  if (!self->in_row && !is_blank (self, at, end))
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
    .line = 1, .row_line = 1, .delimiter = delimiter,
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
  g_free (walk.copy);
  if (walk.error == NULL)
    return TRUE;
  g_propagate_error (error, walk.error);
  return FALSE;
}
