/* byte-reader.h — the bytes of a data file from first to last, unpacked where gzip packed them.
 *
 * Borrows the file, which has to live as long. One thread.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/data/data-file.h"

typedef struct
{
  const TdDataFile *file;
  gsize             at;       /* bytes of the file that are used up */
  GConverter       *unpacker; /* NULL: they are as they lie */
  gboolean          finished; /* the packed bytes came to their end */
} TdByteReader;

void     td_byte_reader_init  (TdByteReader *self, const TdDataFile *file);
void     td_byte_reader_clear (TdByteReader *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TdByteReader, td_byte_reader_clear)

/* The next @n bytes into @out; FALSE with a sentence when there are fewer. */
gboolean td_byte_reader_read   (TdByteReader *self, gpointer out, gsize n, GError **error);
/* FALSE with a sentence when bytes are left. */
gboolean td_byte_reader_finish (TdByteReader *self, GError **error);
/* No more bytes than this can follow: what a header claims is checked before memory is asked
 * for. */
guint64  td_byte_reader_limit  (const TdByteReader *self);
