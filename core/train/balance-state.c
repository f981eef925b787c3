/* balance-state.c — made and freed; as named arrays, out and in.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/train/balance-state.h"

#include "core/nn/network.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define KIND "balancer"        /* metadata: its id */
#define TASKS "balancer_tasks" /* metadata: ids, a line each */
#define PREFIX "balanc"        /* of "balancer." and "balancing." */

TdBalanceState *
td_balance_state_new (const char *kind, guint n_tasks)
{
  TdBalanceState *self = g_new0 (TdBalanceState, 1);

  self->kind = g_strdup (kind);
  self->n_tasks = n_tasks;
  self->ids = g_new0 (char *, n_tasks + 1);
  return self;
}

void
td_balance_state_free (TdBalanceState *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->n_numbers; i++)
    {
      g_free (self->numbers[i].name);
      g_free (self->numbers[i].values);
    }
  for (guint i = 0; i < self->n_rows; i++)
    {
      for (guint k = 0; k < self->n_tasks; k++)
        free (self->rows[i].rows[k]);
      g_free (self->rows[i].rows);
      g_free (self->rows[i].name);
    }
  g_strfreev (self->ids);
  g_free (self->kind);
  g_free (self->numbers);
  g_free (self->rows);
  g_free (self);
}

void
td_balance_state_set_id (TdBalanceState *self, guint task, const char *id)
{
  self->ids[task] = g_strdup (id);
}

gsize
td_balance_state_n (const TdBalanceState *self, guint order)
{
  return order == 0 ? 1 : order == 1 ? self->n_tasks : (gsize) self->n_tasks * self->n_tasks;
}

double *
td_balance_state_add (TdBalanceState *self, const char *name, guint order)
{
  TdKeptNumbers numbers = { g_strdup (name), order,
                            g_new0 (double, MAX (td_balance_state_n (self, order), 1)) };

  self->numbers = g_renew (TdKeptNumbers, self->numbers, self->n_numbers + 1);
  self->numbers[self->n_numbers++] = numbers;
  return numbers.values;
}

float **
td_balance_state_add_rows (TdBalanceState *self, const char *name, gsize n)
{
  TdKeptRows rows = { g_strdup (name), g_new0 (float *, MAX (self->n_tasks, 1)) };

  for (guint k = 0; k < self->n_tasks; k++)
    rows.rows[k] = td_aligned_new (n * sizeof (float));
  self->rows = g_renew (TdKeptRows, self->rows, self->n_rows + 1);
  self->rows[self->n_rows++] = rows;
  return rows.rows;
}

double *
td_balance_state_find (const TdBalanceState *self, const char *name, guint order)
{
  for (guint i = 0; self != NULL && i < self->n_numbers; i++)
    if (self->numbers[i].order == order && strcmp (self->numbers[i].name, name) == 0)
      return self->numbers[i].values;
  return NULL;
}

/* The shape of an array of @tensor for every task. */
static guint
row_dims (const TdBalanceState *self, const TdTensor *tensor, gsize dims[5])
{
  dims[0] = self->n_tasks;
  for (guint d = 0; d < tensor->n_dims; d++)
    dims[1 + d] = tensor->dims[d];
  return 1 + tensor->n_dims;
}

static void
write_rows (const TdBalanceState *self, const TdLayout *layout, TdArraySet *set)
{
  for (guint i = 0; i < self->n_rows; i++)
    for (guint t = 0; t < layout->n_tensors && self->n_tasks > 0; t++)
      {
        const TdTensor *tensor = &layout->tensors[t];
        g_autofree char *name = g_strdup_printf ("%s.%s", self->rows[i].name, tensor->name);
        gsize dims[5];
        float *data;

        if (!tensor->shared || tensor->statistic)
          continue;
        data = td_array_set_add (set, name, TD_F32, row_dims (self, tensor, dims), dims);
        for (guint k = 0; k < self->n_tasks; k++)
          td_tensor_to_file (tensor, self->rows[i].rows[k], data + k * tensor->n);
      }
}

void
td_balance_state_to_arrays (const TdBalanceState *self, const TdLayout *layout, TdArraySet *set)
{
  g_autofree char *ids = g_strjoinv ("\n", self->ids);

  td_array_set_set_metadata (set, KIND, self->kind);
  td_array_set_set_metadata (set, TASKS, ids);
  for (guint i = 0; i < self->n_numbers; i++)
    {
      const TdKeptNumbers *numbers = &self->numbers[i];
      gsize n = td_balance_state_n (self, numbers->order);
      const gsize dims[2] = { self->n_tasks, self->n_tasks };

      if (n > 0)
        memcpy (td_array_set_add (set, numbers->name, TD_F64, numbers->order, dims),
                numbers->values, n * sizeof (double));
    }
  write_rows (self, layout, set);
}

/* NaN stands for what isn't known; nothing here is infinite. */
static gboolean
is_sound (const TdArray *array)
{
  for (gsize i = 0; i < array->n; i++)
    if (isinf (((const double *) array->data)[i]))
      return FALSE;
  return TRUE;
}

static void
read_numbers (TdBalanceState *self, const TdArray *array)
{
  if (array->n_dims <= 2 && array->n == td_balance_state_n (self, array->n_dims)
      && is_sound (array))
    memcpy (td_balance_state_add (self, array->name, array->n_dims), array->data,
            array->n * sizeof (double));
}

static float **
rows_named (TdBalanceState *self, const char *name, gsize n)
{
  for (guint i = 0; i < self->n_rows; i++)
    if (strcmp (self->rows[i].name, name) == 0)
      return self->rows[i].rows;
  return td_balance_state_add_rows (self, name, n);
}

/* "<slot>.<tensor>" */
static gboolean
is_of (const TdArray *array, const TdTensor *tensor)
{
  gsize length = strlen (array->name), end = strlen (tensor->name);

  return tensor->shared && !tensor->statistic && length > end + 1
         && array->name[length - end - 1] == '.'
         && strcmp (array->name + length - end, tensor->name) == 0;
}

static void
read_rows (TdBalanceState *self, const TdLayout *layout, const TdTensor *tensor, const TdArray *array)
{
  g_autofree char *slot = g_strndup (array->name, strlen (array->name) - strlen (tensor->name) - 1);
  gsize dims[5];
  float **rows;

  if (array->n_dims != row_dims (self, tensor, dims)
      || memcmp (array->dims, dims, array->n_dims * sizeof (gsize)) != 0)
    return;
  for (gsize i = 0; i < array->n; i++)
    if (!isfinite (((const float *) array->data)[i]))
      return;
  rows = rows_named (self, slot, layout->n_parameters);
  for (guint k = 0; k < self->n_tasks; k++)
    td_tensor_from_file (tensor, (const float *) array->data + k * tensor->n, rows[k]);
}

static guint
count_tasks (const TdLayout *layout)
{
  gint last = -1;

  for (guint t = 0; t < layout->n_tensors; t++)
    last = MAX (last, layout->tensors[t].task);
  return (guint) (last + 1);
}

TdBalanceState *
td_balance_state_from_arrays (const TdLayout *layout, TdArraySet *set)
{
  const char *kind = td_array_set_get_metadata (set, KIND);
  const char *tasks = td_array_set_get_metadata (set, TASKS);
  g_auto (GStrv) ids = tasks != NULL ? g_strsplit (tasks, "\n", -1) : NULL;
  TdBalanceState *self;

  if (kind == NULL || ids == NULL || g_strv_length (ids) > count_tasks (layout))
    return NULL;
  self = td_balance_state_new (kind, g_strv_length (ids));
  for (guint k = 0; k < self->n_tasks; k++)
    td_balance_state_set_id (self, k, ids[k]);
  for (guint i = 0; i < td_array_set_n (set); i++)
    {
      const TdArray *array = td_array_set_get (set, i);

      if (!g_str_has_prefix (array->name, PREFIX))
        continue;
      if (array->dtype == TD_F64)
        read_numbers (self, array);
      for (guint t = 0; t < layout->n_tensors && array->dtype == TD_F32; t++)
        if (is_of (array, &layout->tensors[t]))
          read_rows (self, layout, &layout->tensors[t], array);
    }
  return self;
}
