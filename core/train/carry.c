/* carry.c — a state as named arrays, matched by name with those of another.
 *
 * Where a trunk becomes one for each task, or the other way round, copies of a layer ("l1@t1") have
 * no namesake, but the layer itself ("l1") is kin to them: all copies start from it, and it from
 * the first of them, or, when it has moved into a task's head, from that task's.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/train/carry.h"

#include "core/nn/network.h"

#include <string.h>

/* An array of a state. */
typedef struct
{
  void *data;
  void *best; /* its values at the best epoch; NULL: there are none */
  gsize size; /* bytes of each */
  gsize stride; /* floats from one element to the next; 0: they lie side by side */
  guint index; /* in the order of the layout */
  char *copy;  /* the name that it had as its task's copy; NULL: of no task */
} View;

static void
free_view (gpointer data)
{
  g_free (((View *) data)->copy);
  g_free (data);
}

static View *
add_view (GHashTable *views, char *name, void *data, void *best, gsize size)
{
  View *view = g_new (View, 1);

  *view = (View) { data, best, size, 0, g_hash_table_size (views), NULL };
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
  View *view = add_view (views, name, array + at, best != NULL ? best + at : NULL,
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
  View *view;

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

static GHashTable *
views_of (const TdState *state)
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

static gboolean
has_all (GHashTable *views, GHashTable *names)
{
  GHashTableIter iterator;
  gpointer name;

  g_hash_table_iter_init (&iterator, names);
  while (g_hash_table_iter_next (&iterator, &name, NULL))
    if (!g_hash_table_contains (views, name))
      return FALSE;
  return TRUE;
}

static gboolean
is_copy (const char *name)
{
  return strchr (name, '@') != NULL;
}

/* The name without the task whose copy it is of; NULL: one of several experts, which has no kin. */
static char *
dup_kin (const char *name)
{
  const char *task = strchr (name, '@');

  if (strchr (name, '#') != NULL)
    return NULL;
  return task == NULL ? g_strdup (name)
                      : g_strdup_printf ("%.*s%s", (int) (task - name), name, strchr (task, '.'));
}

/* What has no place in @to: layers' own arrays by name, and the first of their copies by the
 * layer's name behind an "@". Borrows the views. */
static GHashTable *
find_homeless (GHashTable *from, GHashTable *to)
{
  GHashTable *homeless = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iterator;
  gpointer name, data;

  g_hash_table_iter_init (&iterator, from);
  while (g_hash_table_iter_next (&iterator, &name, &data))
    {
      g_autofree char *kin = g_hash_table_contains (to, name) ? NULL : dup_kin (name);
      char *key = g_strconcat (is_copy (name) ? "@" : "", kin, NULL);
      const View *first = kin != NULL ? g_hash_table_lookup (homeless, key) : data;

      if (first == NULL || first->index > ((const View *) data)->index)
        g_hash_table_insert (homeless, key, data);
      else
        g_free (key);
    }
  return homeless;
}

static const View *
find_kin (GHashTable *homeless, const char *name)
{
  g_autofree char *kin = dup_kin (name);
  g_autofree char *key = g_strconcat (is_copy (name) ? "" : "@", kin, NULL);

  return kin != NULL ? g_hash_table_lookup (homeless, key) : NULL;
}

/* One of the two arrays of a view, side by side. */
static void
pack (const View *view, const void *array, void *packed)
{
  const float *from = array;
  float *to = packed;

  if (view->stride == 0)
    memcpy (packed, array, view->size);
  for (gsize i = 0; view->stride > 0 && i < view->size / sizeof (float); i++)
    to[i] = from[i * view->stride];
}

static void
unpack (const View *view, const void *packed, void *array)
{
  const float *from = packed;
  float *to = array;

  if (view->stride == 0)
    memcpy (array, packed, view->size);
  for (gsize i = 0; view->stride > 0 && i < view->size / sizeof (float); i++)
    to[i * view->stride] = from[i];
}

static void
copy_view (View *to, const View *from)
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

/* FALSE: the box has nothing of that name. */
static gboolean
take_out (View *to, const char *name, TdTensorBox *box)
{
  g_autofree char *packed = NULL;

  if (to->stride == 0)
    return td_tensor_box_take (box, name, to->data, to->best, to->size);
  packed = g_malloc (2 * to->size);
  if (!td_tensor_box_take (box, name, packed, packed + to->size, to->size))
    return FALSE;
  unpack (to, packed, to->data);
  if (to->best != NULL)
    unpack (to, packed + to->size, to->best);
  return TRUE;
}

static void
put_in (const View *from, const char *name, TdTensorBox *box)
{
  g_autofree char *packed = g_malloc (2 * from->size);

  pack (from, from->data, packed);
  if (from->best != NULL)
    pack (from, from->best, packed + from->size);
  td_tensor_box_put (box, name, packed, from->best != NULL ? packed + from->size : NULL, from->size);
}

/* What is new has had no better values yet. */
static void
begin_best (View *view)
{
  g_autofree void *packed = g_malloc (view->size);

  pack (view, view->data, packed);
  unpack (view, packed, view->best);
}

/* From its namesake, else from what an undone edit had dropped, else from its task's copy or its
 * kin in @views. */
static void
fill_view (View *to, const char *name, GHashTable *views, GHashTable *homeless, TdTensorBox *box)
{
  const View *from = g_hash_table_lookup (views, name);

  if (from == NULL && box != NULL && take_out (to, name, box))
    return;
  if (from == NULL && to->copy != NULL)
    from = g_hash_table_lookup (views, to->copy);
  if (from == NULL)
    from = find_kin (homeless, name);
  if (from != NULL)
    copy_view (to, from);
  else if (to->best != NULL)
    begin_best (to);
}

static void
exchange (GHashTable *to, GHashTable *from, TdTensorBox *box)
{
  g_autoptr (GHashTable) homeless = find_homeless (from, to);
  GHashTableIter iterator;
  gpointer name, data;

  g_hash_table_iter_init (&iterator, to);
  while (g_hash_table_iter_next (&iterator, &name, &data))
    fill_view (data, name, from, homeless, box);
  g_hash_table_iter_init (&iterator, from);
  while (box != NULL && g_hash_table_iter_next (&iterator, &name, &data))
    if (!g_hash_table_contains (to, name))
      put_in (data, name, box);
}

static const TdTaskState *
find_task (const TdState *state, const char *id)
{
  for (guint k = 0; k < state->n_tasks; k++)
    if (strcmp (state->tasks[k].id, id) == 0)
      return &state->tasks[k];
  return NULL;
}

static void
carry_tallies (TdState *to, const TdState *from)
{
  for (guint k = 0; k < to->n_tasks; k++)
    {
      TdTaskState *task = &to->tasks[k];
      const TdTaskState *same = find_task (from, task->id);

      if (same != NULL && same->n_tally == task->n_tally)
        memcpy (task->tally, same->tally, task->n_tally * sizeof (double));
    }
}

static void
carry_counters (TdState *to, const TdState *from)
{
  to->step = from->step;
  to->epoch = from->epoch;
  to->batch = from->batch;
  to->seconds = from->seconds;
  to->best_epoch = from->best_epoch;
  to->best_value = from->best_value;
  to->patience = from->patience;
  to->stall = from->stall;
}

gboolean
td_state_carry (TdState *to, const TdState *from, TdTensorBox *box)
{
  g_autoptr (GHashTable) from_views = views_of (from);
  g_autoptr (GHashTable) to_views = NULL;
  gboolean same;

  if (from->best != NULL && to->best == NULL)
    to->best = td_aligned_new (to->layout->n_weights * sizeof (float));
  to_views = views_of (to);
  same = has_all (from_views, to_views) && has_all (to_views, from_views);
  if (!same && box != NULL)
    td_tensor_box_begin (box, from_views, to_views);
  exchange (to_views, from_views, same ? NULL : box);
  carry_tallies (to, from);
  carry_counters (to, from);
  return same;
}
