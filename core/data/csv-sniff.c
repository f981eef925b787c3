/* csv-sniff.c — reads a sample with each possible delimiter and keeps the one that makes sense.
 *
 * A delimiter makes sense when the rows have as many fields as the first, at least two; among
 * those, when more cells are numbers ("1,5;2,5" has two fields either way, but only ';' leaves
 * numbers). Ties go to the order of the table. Quoted fields are respected, as it is the real
 * reader that reads.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/data/csv-sniff.h"

#include "core/data/cell.h"
#include "core/data/csv-walk.h"

#include <string.h>

#define SAMPLE_BYTES (1 << 20)
#define SAMPLE_LINES 200
#define LEAST_LINES 2 /* however long */

static const char delimiters[] = { ',', ';', '\t', '|', ' ' };

typedef struct
{
  char  decimal;             /* '\0': either */
  gsize n_fields;            /* of the row at hand */
  gsize first_fields;
  gsize n_rows, n_same;      /* n_same: with as many fields as the first */
  gsize n_cells, n_clean;    /* n_clean: numbers or missing */
  gsize n_dot, n_comma;      /* numbers, were this the decimal sign */
  gsize first_dot, first_comma; /* texts in the first row, were this the decimal sign */
} Sample;

static void
cell (gpointer    data,
      const char *text,
      gsize       length)
{
  Sample *self = data;
  double number;
  TdCell dot = td_cell_read (text, length, '.', &number);
  TdCell comma = td_cell_read (text, length, ',', &number);

  self->n_fields++;
  self->n_cells++;
  self->n_dot += dot == TD_CELL_NUMBER;
  self->n_comma += comma == TD_CELL_NUMBER;
  self->n_clean += (self->decimal != ',' && dot != TD_CELL_TEXT)
                   || (self->decimal != '.' && comma != TD_CELL_TEXT);
  self->first_dot += self->n_rows == 0 && dot == TD_CELL_TEXT;
  self->first_comma += self->n_rows == 0 && comma == TD_CELL_TEXT;
}

static gboolean
row (gpointer data,
     gsize    line,
     GError **error)
{
  Sample *self = data;

  if (self->n_rows == 0)
    self->first_fields = self->n_fields;
  self->n_rows++;
  self->n_same += self->n_fields == self->first_fields;
  self->n_fields = 0;
  return TRUE;
}

/* Whole lines from the start of the file. */
static gsize
sample_length (const TdCsvFile *file)
{
  gsize length = 0;

  for (guint i = 0; i < SAMPLE_LINES && length < file->length; i++)
    {
      const char *end = memchr (file->text + length, '\n', file->length - length);
      gsize next = end != NULL ? (gsize) (end + 1 - file->text) : file->length;
      if (i >= LEAST_LINES && next > SAMPLE_BYTES)
        break;
      length = next;
    }
  return length;
}

static Sample
take_sample (const TdCsvFile *file,
             gsize            length,
             char             delimiter,
             char             decimal)
{
  static const TdCsvVisitor visitor = { cell, row };
  Sample sample = { .decimal = decimal };

  /* A quotation cut off by the end of the sample, or marks that make no sense with this delimiter,
   * count as a row that doesn't fit. */
  if (!td_csv_walk (file->file.name, file->text, length, delimiter, &visitor, &sample, NULL))
    sample.n_rows++;
  return sample;
}

static double
score (const Sample *sample)
{
  if (sample->first_fields < 2 || sample->n_cells == 0)
    return 0;
  return (double) sample->n_same / sample->n_rows
         * (1 + (double) sample->n_clean / sample->n_cells);
}

static char
find_delimiter (const TdCsvFile *file,
                gsize            length,
                char             decimal)
{
  double best = 0;
  char found = delimiters[0];

  for (guint i = 0; i < G_N_ELEMENTS (delimiters); i++)
    {
      Sample sample = take_sample (file, length, delimiters[i], decimal);
      if (score (&sample) > best)
        {
          best = score (&sample);
          found = delimiters[i];
        }
    }
  return found;
}

void
td_csv_sniff (const TdCsvFile *file,
              TdCsvFormat     *format)
{
  gsize length = sample_length (file);
  Sample sample;

  if (format->delimiter == '\0')
    format->delimiter = find_delimiter (file, length, format->decimal);
  sample = take_sample (file, length, format->delimiter, format->decimal);
  if (format->decimal == '\0')
    format->decimal = format->delimiter != ',' && sample.n_comma > sample.n_dot ? ',' : '.';
  if (format->header == TD_CSV_HEADER_AUTO)
    {
      gsize n_texts = format->decimal == ',' ? sample.first_comma : sample.first_dot;
      format->header = n_texts > 0 ? TD_CSV_HEADER_YES : TD_CSV_HEADER_NO;
    }
}
