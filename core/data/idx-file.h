/* idx-file.h — arrays of bytes in IDX files, as MNIST and its kin come, packed by gzip or plain.
 *
 * A header of big-endian 32-bit numbers, 0x00000800 + the number of dimensions and then each
 * dimension, is followed by the bytes, the last dimension fastest.
 * Paper: LeCun, Cortes & Burges, "The MNIST database of handwritten digits".
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/data/byte-reader.h"

#define TD_IDX_MAX_DIMENSIONS 3

typedef struct
{
  TdDataFile   file;
  TdByteReader reader;
  guint        n_dimensions;
  guint32      dimensions[TD_IDX_MAX_DIMENSIONS]; /* items first */
  gsize        item; /* bytes of one item */
} TdIdxFile;

/* Reads the file and its header, which must have @n_dimensions, all of them at least 1, and no more
 * bytes than the file can hold. @self stays where it is and is cleared by the caller, also after an
 * error. */
gboolean td_idx_file_open  (TdIdxFile *self, const char *name, const TdFolder *folder,
                            guint n_dimensions, GError **error);
/* All items into @out (dimensions[0] x item), and nothing may be left. */
gboolean td_idx_file_read  (TdIdxFile *self, guint8 *out, GError **error);
void     td_idx_file_clear (TdIdxFile *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TdIdxFile, td_idx_file_clear)
