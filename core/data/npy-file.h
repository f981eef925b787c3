/* npy-file.h — arrays of numbers as NumPy saves them.
 *
 * "\x93NUMPY", two bytes of version, the length of a header (2 bytes, from version 2 on 4), the
 * header, a literal such as {'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }, and then
 * the numbers. Little-endian, C order, versions 1 to 3.
 * See NumPy's NEP 1.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/data/data-file.h"

#define TD_NPY_MAX_DIMENSIONS 3

typedef struct
{
  TdDataFile    file;
  guint         n_dimensions;
  gsize         dimensions[TD_NPY_MAX_DIMENSIONS]; /* rows first */
  gsize         item;  /* numbers of a row */
  gsize         width; /* bytes of a number */
  const guint8 *numbers; /* in @file */
  double      (*read) (const guint8 *number);
  gboolean      is_bytes; /* each is a number from 0 to 255 */
} TdNpyFile;

/* FALSE with a sentence; @self is to be cleared only after TRUE. */
gboolean td_npy_file_read  (TdNpyFile *self, const char *name, const TdFolder *folder,
                            GError **error);
void     td_npy_file_clear (TdNpyFile *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TdNpyFile, td_npy_file_clear)
