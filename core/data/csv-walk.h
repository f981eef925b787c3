/* csv-walk.h — goes through CSV text cell by cell and row by row, knowing the line.
 *
 * libcsv reads in its strict mode: a quotation mark inside a field must be doubled.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include <glib.h>

typedef struct
{
  /* @text is NUL-terminated and lives until this returns. */
  void     (*cell) (gpointer data, const char *text, gsize length);
  /* A row ended that began on @line. FALSE ends the walk, as a failure if @error is set. */
  gboolean (*row)  (gpointer data, gsize line, GError **error);
} TdCsvVisitor;

/* Blank lines are skipped. With the delimiter ' ' a run of spaces parts two fields. FALSE when a
 * visitor failed or quotation marks don't match; @name is for the message. */
gboolean td_csv_walk (const char         *name,
                      const char         *text,
                      gsize               length,
                      char                delimiter,
                      const TdCsvVisitor *visitor,
                      gpointer            data,
                      GError            **error);
