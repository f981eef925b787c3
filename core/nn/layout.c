/* layout.c — the table of tensors, and their order in files.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/nn/layout.h"

#include <string.h>

static gsize
align (gsize n)
{
  return (n + TD_TENSOR_ALIGNMENT - 1) / TD_TENSOR_ALIGNMENT * TD_TENSOR_ALIGNMENT;
}

static void
clear_tensor (TdTensor *tensor)
{
  g_free (tensor->id);
  g_free (tensor->role);
  g_free (tensor->name);
  g_strfreev (tensor->pieces);
}

static gsize
count_elements (const TdTensor *tensor)
{
  gsize n = 1;

  for (guint i = 0; i < tensor->n_dims; i++)
    n *= tensor->dims[i];
  return n;
}

static gboolean
same_shape (const TdTensor *a, const TdTensor *b)
{
  return a->offset == b->offset
         && a->n_dims == b->n_dims
         && memcmp (a->dims, b->dims, a->n_dims * sizeof a->dims[0]) == 0
         && a->transposed == b->transposed
         && a->statistic == b->statistic;
}

static gboolean
same_flags (const TdTensor *a, const TdTensor *b)
{
  return a->shared == b->shared
         && a->trainable == b->trainable
         && a->penalized == b->penalized
         && a->l2 == b->l2
         && a->task == b->task;
}

static gboolean
same_pieces (const TdTensor *a, const TdTensor *b)
{
  if (a->pieces == NULL || b->pieces == NULL)
    return a->pieces == b->pieces;
  return g_strv_equal ((const char *const *) a->pieces, (const char *const *) b->pieces);
}

static gboolean
same_tensor (const TdTensor *a, const TdTensor *b)
{
  return g_str_equal (a->id, b->id)
         && g_str_equal (a->role, b->role)
         && g_str_equal (a->name, b->name)
         && same_shape (a, b)
         && same_flags (a, b)
         && same_pieces (a, b);
}

/* Writes the transpose of @from, (rows, columns), to @to. */
static void
transpose (gsize rows, gsize columns, const float *from, float *to)
{
  for (gsize r = 0; r < rows; r++)
    for (gsize c = 0; c < columns; c++)
      to[c * rows + r] = from[r * columns + c];
}

TdLayout *
td_layout_new (void)
{
  TdLayout *self = g_new0 (TdLayout, 1);

  td_refs_init (&self->refs);
  self->places = g_hash_table_new (g_str_hash, g_str_equal);
  return self;
}

TdLayout *
td_layout_ref (TdLayout *self)
{
  td_refs_inc (&self->refs);
  return self;
}

void
td_layout_unref (TdLayout *self)
{
  if (!td_refs_dec (&self->refs))
    return;

  g_hash_table_unref (self->places);
  for (guint i = 0; i < self->n_tensors; i++)
    clear_tensor (&self->tensors[i]);
  g_free (self->tensors);
  g_free (self);
}

guint
td_layout_add (TdLayout *self, const TdTensor *tensor)
{
  guint index = self->n_tensors++;

  g_assert (tensor->n_dims >= 1 && tensor->n_dims <= G_N_ELEMENTS (tensor->dims));
  g_assert (!tensor->transposed || tensor->n_dims == 2);

  if ((index & (index - 1)) == 0)
    self->tensors = g_renew (TdTensor, self->tensors, MAX (2 * (gsize) index, 1));

  TdTensor *added = &self->tensors[index];

  *added = *tensor;
  added->id = g_strdup (tensor->id);
  added->role = g_strdup (tensor->role);
  added->name = g_strdup (tensor->name);
  added->pieces = g_strdupv (tensor->pieces);
  added->n = count_elements (tensor);
  g_assert (tensor->pieces == NULL || added->n % g_strv_length (tensor->pieces) == 0);
  g_assert (tensor->pieces == NULL || !tensor->transposed
            || g_strv_length (tensor->pieces) == tensor->dims[0]);
  if (!tensor->statistic)
    {
      added->offset = self->n_parameters;
      self->n_parameters = align (self->n_parameters + added->n);
    }
  g_hash_table_insert (self->places, added->name, GUINT_TO_POINTER (index + 1));
  return index;
}

void
td_layout_finish (TdLayout *self)
{
  self->n_weights = self->n_parameters;
  for (guint i = 0; i < self->n_tensors; i++)
    if (self->tensors[i].statistic)
      {
        self->tensors[i].offset = self->n_weights;
        self->n_weights = align (self->n_weights + self->tensors[i].n);
      }
}

gboolean
td_layout_equal (const TdLayout *a, const TdLayout *b)
{
  if (a->n_tensors != b->n_tensors)
    return FALSE;

  for (guint i = 0; i < a->n_tensors; i++)
    if (!same_tensor (&a->tensors[i], &b->tensors[i]))
      return FALSE;
  return TRUE;
}

const TdTensor *
td_layout_find (const TdLayout *self, const char *name)
{
  guint place = GPOINTER_TO_UINT (g_hash_table_lookup (self->places, name));

  return place > 0 ? &self->tensors[place - 1] : NULL;
}

void
td_tensor_to_file (const TdTensor *self, const float *memory, float *file)
{
  if (self->transposed)
    transpose (self->dims[1], self->dims[0], memory + self->offset, file);
  else
    memcpy (file, memory + self->offset, self->n * sizeof (float));
}

void
td_tensor_from_file (const TdTensor *self, const float *file, float *memory)
{
  if (self->transposed)
    transpose (self->dims[0], self->dims[1], file, memory + self->offset);
  else
    memcpy (memory + self->offset, file, self->n * sizeof (float));
}

gsize
td_layout_count (const TdLayout *self, gint task)
{
  gsize n = 0;

  for (guint i = 0; i < self->n_tensors; i++)
    {
      const TdTensor *tensor = &self->tensors[i];

      if (!tensor->statistic && (task == -2 || tensor->task == task))
        n += tensor->n;
    }
  return n;
}
