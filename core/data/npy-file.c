/* npy-file.c — checks a NumPy header before anything is believed.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/data/npy-file.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAGIC "\x93NUMPY"
#define MAX_ROWS (G_GUINT64_CONSTANT (1) << 31)
#define MAX_CELLS (G_GUINT64_CONSTANT (1) << 31)

/* Files needn't be aligned, hence the copies. */
#define READER(name, Type)                                                                        \
  static double read_##name (const guint8 *number)                                                \
  {                                                                                               \
    Type value;                                                                                   \
    memcpy (&value, number, sizeof value);                                                        \
    return (double) value;                                                                        \
  }

READER (float, float)
READER (double, double)
READER (byte, guint8)
READER (int8, gint8)
READER (int16, gint16)
READER (int32, gint32)
READER (int64, gint64)
READER (uint16, guint16)
READER (uint32, guint32)
READER (uint64, guint64)

static const struct
{
  const char *descr;
  gsize       width;
  double    (*read) (const guint8 *number);
} types[] = {
  { "<f4", 4, read_float },  { "<f8", 8, read_double }, { "|u1", 1, read_byte },
  { "|b1", 1, read_byte },   { "|i1", 1, read_int8 },   { "<i2", 2, read_int16 },
  { "<i4", 4, read_int32 },  { "<i8", 8, read_int64 },  { "<u2", 2, read_uint16 },
  { "<u4", 4, read_uint32 }, { "<u8", 8, read_uint64 },
};

/* A header being read: a dict of texts, booleans and tuples of numbers. */
typedef struct
{
  TdNpyFile *file;
  const char *at, *end;
  char  descr[16];
  gboolean fortran, has_descr, has_order, has_shape;
} Header;

static gboolean
refuse (const char *name,
        GError    **error)
{
  g_set_error (error, TD_DATA_ERROR, TD_DATA_ERROR_READ,
               _("%s isn't a NumPy array, or its header is damaged."), name);
  return FALSE;
}

static void
skip_spaces (Header *self)
{
  while (self->at < self->end && g_ascii_isspace (*self->at))
    self->at++;
}

static gboolean
take (Header     *self,
      const char *word)
{
  gsize length = strlen (word);

  skip_spaces (self);
  if ((gsize) (self->end - self->at) < length || strncmp (self->at, word, length) != 0)
    return FALSE;
  self->at += length;
  return TRUE;
}

/* A text in single or double quotation marks, of plain letters and signs, without escapes. */
static gboolean
take_text (Header *self,
           char   *text,
           gsize   size)
{
  const char *close;
  char quote;

  skip_spaces (self);
  if (self->at == self->end || (*self->at != '\'' && *self->at != '"'))
    return FALSE;
  quote = *self->at++;
  close = memchr (self->at, quote, (gsize) (self->end - self->at));
  if (close == NULL || (gsize) (close - self->at) >= size)
    return FALSE;
  for (const char *at = self->at; at < close; at++)
    if (!g_ascii_isprint (*at))
      return FALSE;
  memcpy (text, self->at, (gsize) (close - self->at));
  text[close - self->at] = '\0';
  self->at = close + 1;
  return TRUE;
}

static gboolean
take_number (Header *self,
             gsize  *number)
{
  guint64 value = 0;
  const char *first;

  skip_spaces (self);
  first = self->at;
  for (; self->at < self->end && g_ascii_isdigit (*self->at); self->at++)
    value = MIN (value * 10 + (guint64) (*self->at - '0'), G_MAXUINT32);
  *number = value;
  return self->at > first;
}

/* More dimensions than there is room for are counted, but not kept. */
static gboolean
take_shape (Header *self)
{
  gsize number;

  if (!take (self, "("))
    return FALSE;
  while (!take (self, ")"))
    {
      if (!take_number (self, &number))
        return FALSE;
      if (self->file->n_dimensions < TD_NPY_MAX_DIMENSIONS)
        self->file->dimensions[self->file->n_dimensions] = number;
      self->file->n_dimensions++;
      if (take (self, ","))
        continue;
      return take (self, ")");
    }
  return TRUE;
}

static gboolean
take_item (Header *self)
{
  char key[16];

  if (!take_text (self, key, sizeof key) || !take (self, ":"))
    return FALSE;
  if (strcmp (key, "descr") == 0 && !self->has_descr)
    return self->has_descr = take_text (self, self->descr, sizeof self->descr);
  if (strcmp (key, "shape") == 0 && !self->has_shape)
    return self->has_shape = take_shape (self);
  if (strcmp (key, "fortran_order") != 0 || self->has_order)
    return FALSE;
  self->fortran = take (self, "True");
  return self->has_order = self->fortran || take (self, "False");
}

static gboolean
read_header (Header *self)
{
  if (!take (self, "{"))
    return FALSE;
  while (!take (self, "}"))
    {
      if (!take_item (self))
        return FALSE;
      if (take (self, ","))
        continue;
      if (!take (self, "}"))
        return FALSE;
      break;
    }
  skip_spaces (self);
  return self->at == self->end && self->has_descr && self->has_order && self->has_shape;
}

/* Where the header is, and with it the numbers. */
static gboolean
find_header (Header *self)
{
  const TdDataFile *file = &self->file->file;
  const guint8 *bytes = (const guint8 *) file->bytes;
  gsize start = 10, length;

  if (file->length < 12 || memcmp (bytes, MAGIC, 6) != 0 || bytes[6] < 1 || bytes[6] > 3)
    return FALSE;
  length = bytes[8] | (gsize) bytes[9] << 8;
  if (bytes[6] > 1)
    {
      length |= (gsize) bytes[10] << 16 | (gsize) bytes[11] << 24;
      start = 12;
    }
  if (length > file->length - start)
    return FALSE;
  self->at = file->bytes + start;
  self->end = self->at + length;
  self->file->numbers = bytes + start + length;
  return TRUE;
}

static gboolean
find_type (TdNpyFile    *self,
           const Header *header,
           GError      **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (strcmp (types[i].descr, header->descr) == 0)
      {
        self->width = types[i].width;
        self->read = types[i].read;
        self->is_bytes = types[i].read == read_byte;
        return TRUE;
      }
  g_set_error (error, TD_DATA_ERROR, TD_DATA_ERROR_READ,
               _("%s holds numbers of the type “%s”; save it with numbers such as float32."),
               self->file.name, header->descr);
  return FALSE;
}

static gboolean
check_shape (TdNpyFile *self,
             GError   **error)
{
  const char *name = self->file.name;
  guint64 n_left;

  self->item = 1;
  if (self->n_dimensions < 1 || self->n_dimensions > TD_NPY_MAX_DIMENSIONS)
    {
      g_set_error (error, TD_DATA_ERROR, TD_DATA_ERROR_READ,
                   _("%s has %u dimensions; rows may have one or two more."), name,
                   self->n_dimensions);
      return FALSE;
    }
  for (guint i = 0; i < self->n_dimensions; i++)
    {
      if (self->dimensions[i] == 0 || self->dimensions[i] >= MAX_ROWS
          || (i > 0 && self->dimensions[i] > MAX_CELLS / self->item))
        {
          g_set_error (error, TD_DATA_ERROR, TD_DATA_ERROR_READ,
                       _("%s is empty or too large; take a sample of its rows."), name);
          return FALSE;
        }
      self->item *= i > 0 ? self->dimensions[i] : 1;
    }
  n_left = self->file.length - (gsize) (self->numbers - (const guint8 *) self->file.bytes);
  if (self->item <= MAX_CELLS / self->dimensions[0]
      && n_left == self->dimensions[0] * self->item * self->width)
    return TRUE;
  g_set_error (error, TD_DATA_ERROR, TD_DATA_ERROR_READ,
               _("%s is shorter or longer than its header says; save it again."), name);
  return FALSE;
}

gboolean
td_npy_file_read (TdNpyFile      *self,
                  const char     *name,
                  const TdFolder *folder,
                  GError        **error)
{
  g_auto (TdNpyFile) file = { .item = 1 };
  Header header = { .file = &file };

  if (!td_data_file_read (&file.file, name, folder, error))
    return FALSE;
  if (!find_header (&header) || !read_header (&header))
    return refuse (name, error);
  if (!find_type (&file, &header, error))
    return FALSE;
  if (header.fortran)
    {
      g_set_error (error, TD_DATA_ERROR, TD_DATA_ERROR_READ,
                   _("%s is in Fortran's order; save numpy.ascontiguousarray() of it."), name);
      return FALSE;
    }
  if (!check_shape (&file, error))
    return FALSE;
  *self = file;
  memset (&file, 0, sizeof file);
  return TRUE;
}

void
td_npy_file_clear (TdNpyFile *self)
{
  td_data_file_clear (&self->file);
}
