/* idx.c — the source "idx": images with labels in files of their own, as MNIST and its kin come.
 *
 * Columns: pixel_Y_X from the upper left, 0 to 255, all in one block of bytes; a label for every
 * label file; and ink, the mean of an image's pixels. Test files, where there are any, are the test
 * part.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/data/idx-file.h"
#include "core/data/pixels.h"
#include "core/data/source.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define MAX_LABEL_FILES 100

typedef struct
{
  char  *images, *test_images;
  char **labels, **test_labels;
  char **names; /* of label 0, 1, …; empty: labels are numbers */
} IdxOptions;

static const TdOption options_table[] = {
  { "images", N_("Images"), N_("A file of images, such as train-images-idx3-ubyte.gz."),
    TD_TEXT, G_STRUCT_OFFSET (IdxOptions, images), .file = TRUE },
  { "labels", N_("Labels"),
    N_("A file with a label for each image, or several: the columns label, label_2 and so on."),
    TD_TEXT_LIST, G_STRUCT_OFFSET (IdxOptions, labels), .file = TRUE },
  { "test-images", N_("Test images"), N_("A file of images that are the test part."),
    TD_TEXT, G_STRUCT_OFFSET (IdxOptions, test_images), .file = TRUE },
  { "test-labels", N_("Test labels"), N_("Their labels, in files as those of the other images."),
    TD_TEXT_LIST, G_STRUCT_OFFSET (IdxOptions, test_labels), .file = TRUE },
  { "names", N_("Names"), N_("What the labels 0, 1, 2 … of the first file are called."),
    TD_TEXT_LIST, G_STRUCT_OFFSET (IdxOptions, names) },
  { NULL },
};

/* The files of one part. */
typedef struct
{
  TdIdxFile  images;
  TdIdxFile *labels; /* (n_labels) */
  guint      n_labels;
} Part;

typedef struct
{
  const IdxOptions *options;
  Part              parts[2]; /* training, test */
  guint             n_parts;
  gsize             n_rows;
  guint8           *pixels; /* (n_rows, height, width) */
  guint             n_labels;
  guint8          **labels; /* (n_labels) of (n_rows) */
} Load;

static gboolean G_GNUC_PRINTF (2, 3)
fail (GError    **error,
      const char *format,
      ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_propagate_error (error, g_error_new_valist (TD_DATA_ERROR, TD_DATA_ERROR_READ, format,
                                                arguments));
  va_end (arguments);
  return FALSE;
}

static void
load_clear (Load *self)
{
  for (guint p = 0; p < G_N_ELEMENTS (self->parts); p++)
    {
      td_idx_file_clear (&self->parts[p].images);
      for (guint i = 0; i < self->parts[p].n_labels; i++)
        td_idx_file_clear (&self->parts[p].labels[i]);
      g_free (self->parts[p].labels);
    }
  for (guint i = 0; self->labels != NULL && i < self->n_labels; i++)
    g_free (self->labels[i]);
  g_free (self->labels);
  g_free (self->pixels);
}

/* A file of labels that is shorter or longer than that of the images belongs to another one. */
static gboolean
open_labels (Part           *self,
             char *const    *names,
             const TdFolder *folder,
             GError        **error)
{
  guint n = g_strv_length ((char **) names);

  if (n > MAX_LABEL_FILES)
    return fail (error, _("data.source names more than %d files of labels."), MAX_LABEL_FILES);
  self->labels = g_new0 (TdIdxFile, MAX (n, 1));
  for (guint i = 0; i < n; i++)
    {
      TdIdxFile *file = &self->labels[self->n_labels++];

      if (!td_idx_file_open (file, names[i], folder, 1, error))
        return FALSE;
      if (file->dimensions[0] != self->images.dimensions[0])
        return fail (error, _("%s holds %u labels, but %s holds %u images."), names[i],
                     file->dimensions[0], self->images.file.name, self->images.dimensions[0]);
    }
  return TRUE;
}

static gboolean
open_part (Load           *self,
           const char     *images,
           char *const    *labels,
           const TdFolder *folder,
           GError        **error)
{
  Part *part = &self->parts[self->n_parts++];

  if (!td_idx_file_open (&part->images, images, folder, 3, error)
      || !open_labels (part, labels, folder, error))
    return FALSE;
  self->n_rows += part->images.dimensions[0];
  self->n_labels = MAX (self->n_labels, part->n_labels);
  return td_pixels_check (images, part->images.dimensions[2], part->images.dimensions[1],
                          self->n_rows, error);
}

static gboolean
check_parts (const Load *self,
             GError    **error)
{
  const TdIdxFile *train = &self->parts[0].images, *test = &self->parts[1].images;

  if (self->n_parts < 2)
    return TRUE;
  if (train->dimensions[1] != test->dimensions[1] || train->dimensions[2] != test->dimensions[2])
    return fail (error, _("%s has images of %u x %u, but those of %s are %u x %u."),
                 test->file.name, test->dimensions[2], test->dimensions[1], train->file.name,
                 train->dimensions[2], train->dimensions[1]);
  if (self->parts[1].n_labels > 0 && self->parts[0].n_labels != self->parts[1].n_labels)
    return fail (error, _("data.source names %u files of labels, but %u of test labels; name as "
                          "many, or no test labels at all."),
                 self->parts[0].n_labels, self->parts[1].n_labels);
  return TRUE;
}

static gboolean
open_files (Load           *self,
            const TdFolder *folder,
            GError        **error)
{
  const IdxOptions *options = self->options;

  if (options->images[0] == '\0')
    return fail (error, _("No file of images is named; set data.source.images."));
  if (!open_part (self, options->images, options->labels, folder, error))
    return FALSE;
  if (options->test_images[0] == '\0' && options->test_labels[0] != NULL)
    return fail (error, _("There are test labels without images; set data.source.test-images."));
  if (options->test_images[0] != '\0'
      && !open_part (self, options->test_images, options->test_labels, folder, error))
    return FALSE;
  return check_parts (self, error);
}

static gboolean
fail_for_memory (const Load *self,
                 GError    **error)
{
  return fail (error, _("%s needs more memory than there is; take fewer images."),
               self->parts[0].images.file.name);
}

static gboolean
read_part (Load    *self,
           Part    *part,
           gsize    first,
           GError **error)
{
  if (!td_idx_file_read (&part->images, self->pixels + first * part->images.item, error))
    return FALSE;
  for (guint i = 0; i < part->n_labels; i++)
    if (!td_idx_file_read (&part->labels[i], self->labels[i] + first, error))
      return FALSE;
  return TRUE;
}

static gboolean
read_files (Load    *self,
            GError **error)
{
  gsize first = 0;

  self->pixels = g_try_malloc (self->n_rows * self->parts[0].images.item);
  self->labels = g_new0 (guint8 *, MAX (self->n_labels, 1));
  for (guint i = 0; i < self->n_labels; i++)
    {
      self->labels[i] = g_try_malloc0 (self->n_rows);
      if (self->labels[i] == NULL)
        return fail_for_memory (self, error);
    }
  if (self->pixels == NULL)
    return fail_for_memory (self, error);
  for (guint p = 0; p < self->n_parts; p++)
    {
      if (!read_part (self, &self->parts[p], first, error))
        return FALSE;
      first += self->parts[p].images.dimensions[0];
    }
  return TRUE;
}

static gboolean
check_names (const Load *self,
             GError    **error)
{
  guint n_names = g_strv_length (self->options->names);

  if (n_names == 0)
    return TRUE;
  if (n_names > 256)
    return fail (error, _("data.source.names has more than 256 names, but a label is a byte."));
  for (guint i = 0; i < n_names; i++)
    if (td_text_is_missing (self->options->names[i])
        || !g_utf8_validate (self->options->names[i], -1, NULL))
      return fail (error, _("data.source.names[%u] isn't a name."), i);
  for (gsize row = 0; row < self->n_rows && self->n_labels > 0; row++)
    if (self->labels[0][row] >= n_names)
      return fail (error, _("The label %u has no name: data.source.names has only %u."),
                   self->labels[0][row], n_names);
  return TRUE;
}

/* How many rows carry the label: test images may have none. */
static gsize
count_labelled (const Load *self)
{
  return self->n_parts == 2 && self->parts[1].n_labels == 0
           ? self->parts[0].images.dimensions[0] : self->n_rows;
}

static void
fill_numbers (const Load *self,
              guint       file,
              TdColumn   *column)
{
  gsize n = count_labelled (self);

  column->n_missing = self->n_rows - n;
  column->numbers = g_new (double, self->n_rows);
  for (gsize row = 0; row < self->n_rows; row++)
    column->numbers[row] = row < n ? self->labels[file][row] : NAN;
}

static void
fill_names (const Load *self,
            TdColumn   *column)
{
  gsize n = count_labelled (self);

  column->n_missing = self->n_rows - n;
  column->values = g_strdupv (self->options->names);
  column->n_values = g_strv_length (column->values);
  column->codes = g_new (guint32, self->n_rows);
  for (gsize row = 0; row < self->n_rows; row++)
    column->codes[row] = row < n ? self->labels[0][row] : TD_MISSING;
}

static guint
describe_files (const Load   *self,
                TdTableFile **files)
{
  guint n = 0;

  *files = g_new0 (TdTableFile, self->n_parts * (1 + self->n_labels));
  for (guint p = 0; p < self->n_parts; p++)
    {
      const Part *part = &self->parts[p];

      (*files)[n++] = td_data_file_describe (&part->images.file, part->images.dimensions[0],
                                             part->images.item);
      for (guint i = 0; i < part->n_labels; i++, n++)
        {
          (*files)[n] = td_data_file_describe (&part->labels[i].file, part->images.dimensions[0], 1);
          (*files)[n].beside = TRUE;
        }
    }
  return n;
}

/* Takes the pixels. */
static TdTable *
make_table (Load *self)
{
  const TdIdxFile *images = &self->parts[0].images;
  guint n_pixels = images->item, n_columns = n_pixels + self->n_labels + 1, n_files;
  TdColumn *columns = g_new0 (TdColumn, n_columns);
  g_autoptr (GBytes) block = NULL;
  TdTableFile *files;
  TdTable *table;

  block = g_bytes_new_take (g_steal_pointer (&self->pixels), self->n_rows * images->item);
  td_pixels_fill (columns, block, images->dimensions[2], images->dimensions[1]);
  for (guint i = 0; i < self->n_labels; i++)
    {
      TdColumn *column = &columns[n_pixels + i];

      column->name = i == 0 ? g_strdup ("label") : g_strdup_printf ("label_%u", i + 1);
      if (i == 0 && self->options->names[0] != NULL)
        fill_names (self, column);
      else
        fill_numbers (self, i, column);
    }
  td_pixels_fill_ink (&columns[n_columns - 1], block, n_pixels, self->n_rows);
  n_files = describe_files (self, &files);
  table = td_table_new (self->n_rows, n_columns, columns, n_files, files);
  td_table_keep (table, block);
  if (self->n_parts == 2)
    td_table_mark_test (table, images->dimensions[0]);
  return table;
}

static TdTable *
load (gconstpointer   data,
      const TdFolder *folder,
      GError        **error)
{
  Load self = { .options = data };
  TdTable *table = NULL;

  if (open_files (&self, folder, error) && read_files (&self, error) && check_names (&self, error))
    table = make_table (&self);
  load_clear (&self);
  return table;
}

static TdTable *
load_file (const char     *path,
           const TdFolder *folder,
           GError        **error)
{
  char *none[] = { NULL };
  IdxOptions alone = {
    .images = (char *) path, .test_images = (char *) "",
    .labels = none, .test_labels = none, .names = none,
  };

  return load (&alone, folder, error);
}

static const char *const suffixes[] = { "idx3-ubyte.gz", "idx3-ubyte", ".idx", ".idx.gz", NULL };

extern const TdSourceKind td_idx_source;
const TdSourceKind td_idx_source = {
  .kind = {
    .id = "idx",
    .title = N_("IDX images"),
    .summary = N_("Images and their labels in IDX files, as MNIST and its kin come; gzip or not."),
    .paper = "LeCun, Cortes & Burges, 1998, the MNIST database",
    .options = options_table,
    .options_size = sizeof (IdxOptions),
  },
  .load = load,
  .load_file = load_file,
  .suffixes = suffixes,
};
