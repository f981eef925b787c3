/* carry.c — the arrays of a state, matched by name with those of another.
 *
 * Where a trunk becomes one for each task, or the other way round, copies of a layer ("l1@t1") have
 * no namesake, but the layer itself ("l1") is kin to them: all copies start from it, and it from
 * the first of them, or, when it has moved into a task's head, from that task's.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/train/carry.h"

#include "core/nn/network.h"
#include "core/train/state-views.h"

#include <string.h>

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
      const TdStateView *first = kin != NULL ? g_hash_table_lookup (homeless, key) : data;

      if (first == NULL || first->index > ((const TdStateView *) data)->index)
        g_hash_table_insert (homeless, key, data);
      else
        g_free (key);
    }
  return homeless;
}

static const TdStateView *
find_kin (GHashTable *homeless, const char *name)
{
  g_autofree char *kin = dup_kin (name);
  g_autofree char *key = g_strconcat (is_copy (name) ? "" : "@", kin, NULL);

  return kin != NULL ? g_hash_table_lookup (homeless, key) : NULL;
}

/* From its namesake, else from what an undone edit had dropped, else from its task's copy or its
 * kin in @views. */
static void
fill_view (TdStateView *to, const char *name, GHashTable *views, GHashTable *homeless,
           TdTensorBox *box)
{
  const TdStateView *from = g_hash_table_lookup (views, name);

  if (from == NULL && box != NULL && td_state_view_take (to, name, box))
    return;
  if (from == NULL && to->copy != NULL)
    from = g_hash_table_lookup (views, to->copy);
  if (from == NULL)
    from = find_kin (homeless, name);
  if (from != NULL)
    td_state_view_copy (to, from);
  else if (to->best != NULL)
    td_state_view_begin_best (to);
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
      td_state_view_put (data, name, box);
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
  g_autoptr (GHashTable) from_views = td_state_views (from);
  g_autoptr (GHashTable) to_views = NULL;
  gboolean same;

  if (from->best != NULL && to->best == NULL)
    to->best = td_aligned_new (to->layout->n_weights * sizeof (float));
  to_views = td_state_views (to);
  same = has_all (from_views, to_views) && has_all (to_views, from_views);
  if (!same && box != NULL)
    td_tensor_box_begin (box, from_views, to_views);
  exchange (to_views, from_views, same ? NULL : box);
  carry_tallies (to, from);
  carry_counters (to, from);
  return same;
}
