/* safetensors.h — named arrays in a file that other programs read: the safetensors format.
 *
 * 8 bytes little-endian header length, a JSON object {name: {dtype, shape, data_offsets}} with
 * optional "__metadata__" of strings, then the data. Reading trusts nothing: offsets must tile
 * the buffer, shapes must match lengths, header <= 100 MB.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include <gio/gio.h>

/* We write the first three; the others are read, so that what other programs wrote can be named. */
typedef enum
{
  TD_F32, TD_F64, TD_U64, TD_F16, TD_BF16, TD_I64, TD_I32, TD_I16, TD_I8, TD_U32, TD_U16, TD_U8,
  TD_BOOL
} TdDtype;

const char *td_dtype_name (TdDtype dtype); /* "F32" */

typedef struct
{
  char    *name;
  TdDtype  dtype;
  guint    n_dims;
  gsize    dims[8];
  gsize    n;     /* elements */
  const void *data; /* (n), aligned for its type; belongs to the set */
} TdArray;

typedef struct _TdArraySet TdArraySet;

TdArraySet    *td_array_set_new      (void);
void           td_array_set_free     (TdArraySet *self);
/* Returns zeroed memory to fill, (Π dims) elements. Names are unique. */
gpointer       td_array_set_add      (TdArraySet *self, const char *name, TdDtype dtype,
                                      guint n_dims, const gsize *dims);
void           td_array_set_set_metadata (TdArraySet *self, const char *key, const char *value);
const char    *td_array_set_get_metadata (TdArraySet *self, const char *key); /* NULL: none */
guint          td_array_set_n        (TdArraySet *self);
const TdArray *td_array_set_get      (TdArraySet *self, guint index); /* in file order */
const TdArray *td_array_set_find     (TdArraySet *self, const char *name); /* NULL: none */
GBytes        *td_array_set_to_bytes (TdArraySet *self);
TdArraySet    *td_array_set_from_bytes (GBytes *bytes, const char *what, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TdArraySet, td_array_set_free)
