/* idx-file.c — checks an IDX header before anything is believed.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/data/idx-file.h"

#include <glib/gi18n-lib.h>

#define TYPE_BYTES 0x08
#define MAX_SIDE 16384
#define MAX_BYTES (G_GUINT64_CONSTANT (1) << 31)

static gboolean
read_number (TdIdxFile *self,
             guint32   *number,
             GError   **error)
{
  if (!td_byte_reader_read (&self->reader, number, sizeof *number, error))
    return FALSE;
  *number = GUINT32_FROM_BE (*number);
  return TRUE;
}

static gboolean
check_magic (const TdIdxFile *self,
             guint32          magic,
             guint            n_dimensions,
             GError         **error)
{
  const char *name = self->file.name;

  if (magic >> 16 != 0 || (magic & 0xff) == 0)
    g_set_error (error, TD_DATA_ERROR, TD_DATA_ERROR_READ,
                 _("%s isn't an IDX file; choose one of images or labels as MNIST has them."), name);
  else if (magic >> 8 != TYPE_BYTES)
    g_set_error (error, TD_DATA_ERROR, TD_DATA_ERROR_READ,
                 _("%s holds numbers of the IDX type 0x%02x; only bytes, 0x08, can be read."), name,
                 magic >> 8);
  else if ((magic & 0xff) != n_dimensions)
    g_set_error (error, TD_DATA_ERROR, TD_DATA_ERROR_READ,
                 n_dimensions == 1
                   ? _("%s has %u dimensions, but a file of labels has one.")
                   : _("%s has %u dimensions, but a file of images has three: images, rows, "
                       "columns."),
                 name, magic & 0xff);
  else
    return TRUE;
  return FALSE;
}

static gboolean
check_size (const TdIdxFile *self,
            GError         **error)
{
  guint64 n_bytes = self->dimensions[0];

  for (guint i = 0; i < self->n_dimensions; i++)
    if (self->dimensions[i] == 0 || (i > 0 && self->dimensions[i] > MAX_SIDE))
      {
        g_set_error (error, TD_DATA_ERROR, TD_DATA_ERROR_READ,
                     _("%s says that dimension %u has the size %u, which can't be."),
                     self->file.name, i + 1, self->dimensions[i]);
        return FALSE;
      }
  n_bytes *= self->item;
  if (n_bytes > MAX_BYTES)
    {
      g_set_error (error, TD_DATA_ERROR, TD_DATA_ERROR_READ,
                   _("%s holds more than 2³¹ bytes; take fewer of its images."), self->file.name);
      return FALSE;
    }
  if (n_bytes > td_byte_reader_limit (&self->reader))
    {
      g_set_error (error, TD_DATA_ERROR, TD_DATA_ERROR_READ,
                   _("%s is shorter than its header says; get the file again."), self->file.name);
      return FALSE;
    }
  return TRUE;
}

gboolean
td_idx_file_open (TdIdxFile      *self,
                  const char     *name,
                  const TdFolder *folder,
                  guint           n_dimensions,
                  GError        **error)
{
  guint32 magic;

  g_return_val_if_fail (n_dimensions >= 1 && n_dimensions <= TD_IDX_MAX_DIMENSIONS, FALSE);

  *self = (TdIdxFile) { .n_dimensions = n_dimensions, .item = 1 };
  if (!td_data_file_read (&self->file, name, folder, error))
    return FALSE;
  td_byte_reader_init (&self->reader, &self->file);
  if (!read_number (self, &magic, error) || !check_magic (self, magic, n_dimensions, error))
    return FALSE;
  for (guint i = 0; i < n_dimensions; i++)
    {
      if (!read_number (self, &self->dimensions[i], error))
        return FALSE;
      self->item *= i > 0 ? self->dimensions[i] : 1;
    }
  return check_size (self, error);
}

gboolean
td_idx_file_read (TdIdxFile *self,
                  guint8    *out,
                  GError   **error)
{
  return td_byte_reader_read (&self->reader, out, self->dimensions[0] * self->item, error)
         && td_byte_reader_finish (&self->reader, error);
}

void
td_idx_file_clear (TdIdxFile *self)
{
  td_byte_reader_clear (&self->reader);
  td_data_file_clear (&self->file);
}
