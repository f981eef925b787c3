/* multi-fashion.c — the source "multi-fashion": two images of clothes in one of 36 x 36 pixels, one
 * in the upper left, one in the lower right, where they overlap the brighter.
 *
 * The benchmark of Lin et al., "Pareto multi-task learning", NeurIPS 2019, arXiv:1912.12854, whose
 * generator isn't published: each image is shifted by up to 4 pixels both ways, and each is the
 * upper left of two composites, with others that chance picks from the same file. 60,000 and 10,000
 * images make 120,000 and 20,000 composites, those of the test files being the test part.
 *
 * Columns: pixel_Y_X, 0 to 255; upper_left and lower_right, the labels.
 *
 * A composite depends on its own number and the seed alone: a larger share adds some and changes
 * none.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/base/random.h"
#include "core/data/idx-file.h"
#include "core/data/pixels.h"
#include "core/data/source.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define FOLDER "/usr/share/datasets/fashion-mnist/"
#define BASE 28 /* pixels of an image, each way */
#define SIDE 36 /* of a composite: 8 more */
#define SHIFTS 5 /* 0 to 4 pixels */
#define PER_IMAGE 2

typedef struct
{
  char  *images, *labels, *test_images, *test_labels;
  double share;
  gint64 seed;
} MultiOptions;

static const TdOption options_table[] = {
  { "images", N_("Images"), N_("A file of images of 28 x 28 pixels."),
    TD_TEXT, G_STRUCT_OFFSET (MultiOptions, images),
    .text = FOLDER "train-images-idx3-ubyte.gz", .file = TRUE },
  { "labels", N_("Labels"), N_("A file with a label for each image."),
    TD_TEXT, G_STRUCT_OFFSET (MultiOptions, labels),
    .text = FOLDER "train-labels-idx1-ubyte.gz", .file = TRUE },
  { "test-images", N_("Test images"), N_("A file of images for the test part."),
    TD_TEXT, G_STRUCT_OFFSET (MultiOptions, test_images),
    .text = FOLDER "t10k-images-idx3-ubyte.gz", .file = TRUE },
  { "test-labels", N_("Test labels"), N_("A file with their labels."),
    TD_TEXT, G_STRUCT_OFFSET (MultiOptions, test_labels),
    .text = FOLDER "t10k-labels-idx1-ubyte.gz", .file = TRUE },
  { "share", N_("Share"), N_("The part of the images that composites are made for: 0.1 is quick."),
    TD_NUMBER, G_STRUCT_OFFSET (MultiOptions, share), 0.0001, 1, 0.1 },
  { "seed", N_("Seed"), N_("Another number makes other composites."),
    TD_INTEGER, G_STRUCT_OFFSET (MultiOptions, seed), 0, 9007199254740992.0, 1,
    .steps = TD_STEPS_SINGLE },
  { NULL }
};

/* The images of one part and their composites. */
typedef struct
{
  const char *stream; /* of random numbers */
  TdIdxFile   images, labels;
  guint8     *pixels, *classes; /* (n), as in the files */
  gsize       n_rows;
} Part;

typedef struct
{
  guint8   *pixels; /* (n_rows, SIDE, SIDE) */
  TdColumn *columns;
  gsize     n_rows;
} Build;

enum { OTHER, UPPER_X, UPPER_Y, LOWER_X, LOWER_Y };

static void
part_clear (Part *self)
{
  td_idx_file_clear (&self->images);
  td_idx_file_clear (&self->labels);
  g_free (self->pixels);
  g_free (self->classes);
}

static gboolean
check_part (const Part *self,
            GError    **error)
{
  const guint32 *size = self->images.dimensions;

  if (size[1] != BASE || size[2] != BASE || size[0] < 2)
    g_set_error (error, TD_DATA_ERROR, TD_DATA_ERROR_READ,
                 _("%s has %u images of %u x %u pixels; composites need two or more of 28 x 28."),
                 self->images.file.name, size[0], size[2], size[1]);
  else if (self->labels.dimensions[0] != size[0])
    g_set_error (error, TD_DATA_ERROR, TD_DATA_ERROR_READ,
                 _("%s holds %u labels, but %s holds %u images."), self->labels.file.name,
                 self->labels.dimensions[0], self->images.file.name, size[0]);
  else
    return TRUE;
  return FALSE;
}

static gboolean
read_part (Part           *self,
           const char     *images,
           const char     *labels,
           double          share,
           const TdFolder *folder,
           GError        **error)
{
  gsize n;

  if (!td_idx_file_open (&self->images, images, folder, 3, error)
      || !td_idx_file_open (&self->labels, labels, folder, 1, error) || !check_part (self, error))
    return FALSE;
  n = self->images.dimensions[0];
  self->n_rows = PER_IMAGE * MAX ((gsize) round (share * (double) n), 1);
  self->pixels = g_try_malloc (n * self->images.item);
  self->classes = g_try_malloc (n);
  if (self->pixels == NULL || self->classes == NULL)
    {
      g_set_error (error, TD_DATA_ERROR, TD_DATA_ERROR_READ,
                   _("%s needs more memory than there is; take fewer images."), images);
      return FALSE;
    }
  return td_idx_file_read (&self->images, self->pixels, error)
         && td_idx_file_read (&self->labels, self->classes, error);
}

/* Draws @image with its upper left corner at (@x, @y). */
static void
draw (guint8       *composite,
      const guint8 *image,
      guint         x,
      guint         y)
{
  for (guint i = 0; i < BASE; i++)
    for (guint j = 0; j < BASE; j++)
      {
        guint8 *pixel = &composite[(y + i) * SIDE + x + j];

        *pixel = MAX (*pixel, image[i * BASE + j]);
      }
}

static void
compose (Build      *self,
         const Part *part,
         gint64      seed,
         gsize       first)
{
  TdStream stream = td_stream ((guint64) seed, part->stream);
  gsize n = part->images.dimensions[0];

  for (guint32 row = 0; row < part->n_rows; row++)
    {
      gsize upper = row / PER_IMAGE;
      gsize lower = td_stream_bits (stream, row, OTHER) % (n - 1);
      guint8 *composite = self->pixels + (first + row) * SIDE * SIDE;
      guint shifts[LOWER_Y + 1];

      lower += lower >= upper; /* any but itself */
      for (guint i = UPPER_X; i <= LOWER_Y; i++)
        shifts[i] = (guint) (td_stream_bits (stream, row, i) % SHIFTS);
      draw (composite, part->pixels + upper * BASE * BASE, shifts[UPPER_X], shifts[UPPER_Y]);
      draw (composite, part->pixels + lower * BASE * BASE, SIDE - BASE - shifts[LOWER_X],
            SIDE - BASE - shifts[LOWER_Y]);
      self->columns[SIDE * SIDE].numbers[first + row] = part->classes[upper];
      self->columns[SIDE * SIDE + 1].numbers[first + row] = part->classes[lower];
    }
}

static TdTable *
build (const Part *parts, /* (2) */
       gint64      seed)
{
  const guint n_columns = SIDE * SIDE + 2;
  Build self = { .n_rows = parts[0].n_rows + parts[1].n_rows };
  g_autoptr (GBytes) block = NULL;
  TdTableFile *files = g_new0 (TdTableFile, 4);
  TdTable *table;

  self.pixels = g_malloc0 (self.n_rows * SIDE * SIDE);
  self.columns = g_new0 (TdColumn, n_columns);
  self.columns[SIDE * SIDE].name = g_strdup ("upper_left");
  self.columns[SIDE * SIDE + 1].name = g_strdup ("lower_right");
  for (guint c = SIDE * SIDE; c < n_columns; c++)
    self.columns[c].numbers = g_new (double, self.n_rows);
  compose (&self, &parts[0], seed, 0);
  compose (&self, &parts[1], seed, parts[0].n_rows);
  block = g_bytes_new_take (self.pixels, self.n_rows * SIDE * SIDE);
  td_pixels_fill (self.columns, block, SIDE, SIDE);
  for (guint p = 0; p < 2; p++)
    {
      files[2 * p] = td_data_file_describe (&parts[p].images.file, parts[p].n_rows, SIDE * SIDE);
      files[2 * p + 1] = td_data_file_describe (&parts[p].labels.file, parts[p].n_rows, 2);
      files[2 * p + 1].beside = TRUE;
    }
  table = td_table_new (self.n_rows, n_columns, self.columns, 4, files);
  td_table_keep (table, block);
  td_table_mark_test (table, parts[0].n_rows);
  return table;
}

static TdTable *
load (gconstpointer   options,
      const TdFolder *folder,
      GError        **error)
{
  const MultiOptions *self = options;
  Part parts[2] = { { .stream = "multi-fashion/train" }, { .stream = "multi-fashion/test" } };
  TdTable *table = NULL;

  if (read_part (&parts[0], self->images, self->labels, self->share, folder, error)
      && read_part (&parts[1], self->test_images, self->test_labels, self->share, folder, error)
      && td_pixels_check (self->images, SIDE, SIDE, parts[0].n_rows + parts[1].n_rows, error))
    table = build (parts, self->seed);
  part_clear (&parts[0]);
  part_clear (&parts[1]);
  return table;
}

extern const TdSourceKind td_source_multi_fashion;
const TdSourceKind td_source_multi_fashion = {
  .kind = {
    .id = "multi-fashion",
    .title = N_("Two articles in one image"),
    .summary = N_("Generated of Fashion-MNIST: one article in the upper left, one in the lower right."),
    .paper = "Lin, Zhen, Li, Zhang & Kwong, 2019, arXiv:1912.12854",
    .options = options_table,
    .options_size = sizeof (MultiOptions),
  },
  .load = load,
};
