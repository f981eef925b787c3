/* byte-reader.c — plain or unpacked bytes, in order.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/data/byte-reader.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_RATIO 1032 /* what deflate packs into one byte at best: 258 bytes in two bits */

static gboolean
fail (const TdByteReader *self,
      const char         *format, /* of one name */
      GError            **error)
{
  g_set_error (error, TD_DATA_ERROR, TD_DATA_ERROR_READ, format, self->file->name);
  return FALSE;
}

static gboolean
is_packed (const TdDataFile *file)
{
  return file->length >= 2 && (guchar) file->bytes[0] == 0x1f && (guchar) file->bytes[1] == 0x8b;
}

/* Up to @n bytes, at least one unless they came to their end; -1 where they are damaged. */
static gssize
unpack (TdByteReader *self,
        gpointer      out,
        gsize         n)
{
  gsize n_read = 0, n_written = 0;

  while (n_written == 0 && !self->finished)
    {
      GConverterResult result =
        g_converter_convert (self->unpacker, self->file->bytes + self->at,
                             self->file->length - self->at, out, n, G_CONVERTER_INPUT_AT_END,
                             &n_read, &n_written, NULL);

      if (result == G_CONVERTER_ERROR)
        return -1;
      self->at += n_read;
      self->finished = result == G_CONVERTER_FINISHED;
    }
  return (gssize) n_written;
}

static gboolean
read_packed (TdByteReader *self,
             guint8       *out,
             gsize         n,
             GError      **error)
{
  while (n > 0)
    {
      gssize done = unpack (self, out, n);

      if (done < 0)
        return fail (self, _("%s is damaged: it can't be unpacked; get the file again."), error);
      if (done == 0)
        return fail (self, _("%s ends too early; get the file again."), error);
      out += done;
      n -= (gsize) done;
    }
  return TRUE;
}

void
td_byte_reader_init (TdByteReader     *self,
                     const TdDataFile *file)
{
  *self = (TdByteReader) { .file = file };
  if (is_packed (file))
    self->unpacker = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
}

void
td_byte_reader_clear (TdByteReader *self)
{
  g_clear_object (&self->unpacker);
}

gboolean
td_byte_reader_read (TdByteReader *self,
                     gpointer      out,
                     gsize         n,
                     GError      **error)
{
  if (self->unpacker != NULL)
    return read_packed (self, out, n, error);
  if (n > self->file->length - self->at)
    return fail (self, _("%s ends too early; get the file again."), error);
  if (n > 0)
    memcpy (out, self->file->bytes + self->at, n);
  self->at += n;
  return TRUE;
}

gboolean
td_byte_reader_finish (TdByteReader *self,
                       GError      **error)
{
  guint8 byte;
  gssize more = self->unpacker != NULL ? unpack (self, &byte, 1) : 0;

  if (more < 0)
    return fail (self, _("%s is damaged: it can't be unpacked; get the file again."), error);
  if (more > 0 || self->at < self->file->length)
    return fail (self, _("%s is longer than its header says; get the file again."), error);
  return TRUE;
}

guint64
td_byte_reader_limit (const TdByteReader *self)
{
  guint64 left = self->file->length - self->at;

  /* An unpacker may have taken all in and given little out yet. */
  return self->unpacker != NULL ? (guint64) self->file->length * MAX_RATIO : left;
}
