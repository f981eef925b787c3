/* state-views.c — see state-views.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/train/state-views.h"

#include <string.h>

static void
free_view (gpointer data)
{
  g_free (((TdStateView *) data)->copy);
  g_free (data);
}

static TdStateView *
add_view (GHashTable *views, char *name, void *data, void *best, gsize size)
{
  TdStateView *view = g_new (TdStateView, 1);

  *view = (TdStateView) { data, best, size, 0, g_hash_table_size (views), NULL };
  g_hash_table_insert (views, name, view);
  return view;
}

/* Id, of a task's copy with that, role, shape and how it is held. */
static char *
copy_name (const TdTensor *tensor, const char *task)
{
  GString *name = g_string_new (tensor->id);

  if (task != NULL)
    g_string_append_printf (name, "@%s", task);
  g_string_append_printf (name, ".%s", tensor->role);
  for (guint i = 0; i < tensor->n_dims; i++)
    g_string_append_printf (name, "%c%" G_GSIZE_FORMAT, i == 0 ? ' ' : 'x', tensor->dims[i]);
  g_string_append (name, tensor->transposed ? "t" : "");
  return g_string_free (name, FALSE);
}

static char *
tensor_name (const TdTensor *tensor)
{
  return copy_name (tensor, NULL);
}

static char *
slot_name (const char *tensor, const TdState *state, guint slot)
{
  return g_strdup_printf ("%s %s %s", tensor, state->optimizer, state->slot_names[slot]);
}

/* A piece by its own name and size, wherever it stands in the tensor. */
static char *
piece_name (const TdTensor *tensor, const char *piece, gsize n)
{
  return g_strdup_printf ("%s %s.%s %" G_GSIZE_FORMAT, tensor->id, piece, tensor->role, n);
}

/* Rows of a transposed tensor are columns in memory. */
typedef struct
{
  gsize n, first, step, stride; /* piece i begins at first + i step */
} Pieces;

static Pieces
pieces_of (const TdTensor *tensor)
{
  guint count = tensor->pieces != NULL ? g_strv_length (tensor->pieces) : 1;
  gsize n = tensor->n / count;

  if (tensor->pieces != NULL && tensor->transposed)
    return (Pieces) { n, tensor->offset, 1, count };
  return (Pieces) { n, tensor->offset, n, 0 };
}

static void
add_part (GHashTable *views, char *name, float *array, float *best, const Pieces *pieces, guint i)
{
  gsize at = pieces->first + i * pieces->step;
  TdStateView *view = add_view (views, name, array + at, best != NULL ? best + at : NULL,
                                pieces->n * sizeof (float));

  view->stride = pieces->stride;
}

static void
add_piece_views (GHashTable *views, const TdState *state, const TdTensor *tensor)
{
  Pieces pieces = pieces_of (tensor);

  for (guint i = 0; tensor->pieces[i] != NULL; i++)
    {
      char *name = piece_name (tensor, tensor->pieces[i], pieces.n);

      for (guint s = 0; s < state->n_slots; s++)
        add_part (views, slot_name (name, state, s), state->slots[s], NULL, &pieces, i);
      add_part (views, name, state->parameters, state->best, &pieces, i);
    }
}

static void
add_tensor_views (GHashTable *views, const TdState *state, const TdTensor *tensor)
{
  char *name = tensor_name (tensor);
  gboolean is_known = tensor->task >= 0 && (guint) tensor->task < state->n_tasks;
  g_autofree char *copy = is_known ? copy_name (tensor, state->tasks[tensor->task].id) : NULL;
  gsize size = tensor->n * sizeof (float);
  TdStateView *view;

  for (guint s = 0; s < state->n_slots && !tensor->statistic; s++)
    {
      view = add_view (views, slot_name (name, state, s), state->slots[s] + tensor->offset, NULL,
                       size);
      view->copy = copy != NULL ? slot_name (copy, state, s) : NULL;
    }
  view = add_view (views, name, state->parameters + tensor->offset,
                   state->best != NULL ? state->best + tensor->offset : NULL, size);
  view->copy = g_steal_pointer (&copy);
}

/* What the balancer keeps is of no use to another one; the rest is. */
static void
add_number_views (GHashTable *views, const TdBalanceState *state, const TdKeptNumbers *numbers)
{
  gboolean own = g_str_has_prefix (numbers->name, "balancer.");
  g_autofree char *name = g_strdup_printf ("%s %s", numbers->name, own ? state->kind : "");

  if (numbers->order == 0)
    add_view (views, g_strdup (name), numbers->values, NULL, sizeof (double));
  for (guint a = 0; numbers->order == 1 && a < state->n_tasks; a++)
    add_view (views, g_strdup_printf ("%s %s", name, state->ids[a]), numbers->values + a, NULL,
              sizeof (double));
  for (guint a = 0; numbers->order == 2 && a < state->n_tasks; a++)
    for (guint b = 0; b < state->n_tasks; b++)
      add_view (views, g_strdup_printf ("%s %s %s", name, state->ids[a], state->ids[b]),
                numbers->values + (gsize) a * state->n_tasks + b, NULL, sizeof (double));
}

static void
add_row_part (GHashTable *views, const TdState *state, const TdKeptRows *rows, const char *name,
              const Pieces *pieces, guint i)
{
  for (guint k = 0; k < state->balance->n_tasks; k++)
    add_part (views, g_strdup_printf ("%s %s %s %s", rows->name, state->balance->kind,
                                      state->balance->ids[k], name),
              rows->rows[k], NULL, pieces, i);
}

static void
add_row_views (GHashTable *views, const TdState *state, const TdKeptRows *rows)
{
  for (guint t = 0; t < state->layout->n_tensors; t++)
    {
      const TdTensor *tensor = &state->layout->tensors[t];
      guint count = tensor->pieces != NULL ? g_strv_length (tensor->pieces) : 1;
      Pieces pieces = pieces_of (tensor);

      for (guint i = 0; tensor->shared && !tensor->statistic && i < count; i++)
        {
          g_autofree char *name = tensor->pieces != NULL
                                    ? piece_name (tensor, tensor->pieces[i], pieces.n)
                                    : tensor_name (tensor);

          add_row_part (views, state, rows, name, &pieces, i);
        }
    }
}

GHashTable *
td_state_views (const TdState *state)
{
  GHashTable *views = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_view);

  for (guint i = 0; i < state->layout->n_tensors; i++)
    if (state->layout->tensors[i].pieces != NULL)
      add_piece_views (views, state, &state->layout->tensors[i]);
    else
      add_tensor_views (views, state, &state->layout->tensors[i]);
  for (guint k = 0; k < state->n_tasks; k++)
    add_view (views, g_strconcat (state->tasks[k].id, " first loss", NULL),
              &state->tasks[k].first_loss, NULL, sizeof (double));
  for (guint i = 0; state->balance != NULL && i < state->balance->n_numbers; i++)
    add_number_views (views, state->balance, &state->balance->numbers[i]);
  for (guint i = 0; state->balance != NULL && i < state->balance->n_rows; i++)
    add_row_views (views, state, &state->balance->rows[i]);
  return views;
}

/* One of the two arrays of a view, side by side. */
static void
pack (const TdStateView *view, const void *array, void *packed)
{
  const float *from = array;
  float *to = packed;

  if (view->stride == 0)
    memcpy (packed, array, view->size);
  for (gsize i = 0; view->stride > 0 && i < view->size / sizeof (float); i++)
    to[i] = from[i * view->stride];
}

static void
unpack (const TdStateView *view, const void *packed, void *array)
{
  const float *from = packed;
  float *to = array;

  if (view->stride == 0)
    memcpy (array, packed, view->size);
  for (gsize i = 0; view->stride > 0 && i < view->size / sizeof (float); i++)
    to[i * view->stride] = from[i];
}

void
td_state_view_copy (TdStateView *to, const TdStateView *from)
{
  g_autofree void *packed = to->stride + from->stride > 0 ? g_malloc (to->size) : NULL;

  if (packed == NULL)
    {
      memcpy (to->data, from->data, to->size);
      if (to->best != NULL)
        memcpy (to->best, from->best, to->size);
      return;
    }
  pack (from, from->data, packed);
  unpack (to, packed, to->data);
  if (to->best == NULL)
    return;
  pack (from, from->best, packed);
  unpack (to, packed, to->best);
}

void
td_state_view_begin_best (TdStateView *self)
{
  g_autofree void *packed = g_malloc (self->size);

  pack (self, self->data, packed);
  unpack (self, packed, self->best);
}

gboolean
td_state_view_take (TdStateView *self, const char *name, TdTensorBox *box)
{
  g_autofree char *packed = NULL;

  if (self->stride == 0)
    return td_tensor_box_take (box, name, self->data, self->best, self->size);
  packed = g_malloc (2 * self->size);
  if (!td_tensor_box_take (box, name, packed, packed + self->size, self->size))
    return FALSE;
  unpack (self, packed, self->data);
  if (self->best != NULL)
    unpack (self, packed + self->size, self->best);
  return TRUE;
}

void
td_state_view_put (const TdStateView *self, const char *name, TdTensorBox *box)
{
  g_autofree char *packed = g_malloc (2 * self->size);

  pack (self, self->data, packed);
  if (self->best != NULL)
    pack (self, self->best, packed + self->size);
  td_tensor_box_put (box, name, packed, self->best != NULL ? packed + self->size : NULL, self->size);
}
