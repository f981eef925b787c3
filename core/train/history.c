/* history.c — a table that halves itself when it is full.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/train/history.h"

#include "core/base/refs.h"

#include <math.h>
#include <pthread.h>
#include <string.h>

struct _TdHistory
{
  TdRefs refs;
  pthread_mutex_t lock;
  GPtrArray      *names;   /* char * */
  GPtrArray      *columns; /* TdCell *, capacity cells each */
  TdMoment       *moments;
  gsize           capacity, n_rows;
  gsize           stride;     /* appended rows that a full row holds */
  gsize           in_last;    /* appended rows in the last row */
  guint64         revision;   /* any change */
  guint64         generation; /* a change of more than the rows at the end */
};

static const TdCell no_cell = { NAN, NAN, NAN, NAN };

TdHistory *
td_history_new (void)
{
  TdHistory *self = g_new0 (TdHistory, 1);

  td_refs_init (&self->refs);
  pthread_mutex_init (&self->lock, NULL);
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->columns = g_ptr_array_new_with_free_func (g_free);
  self->stride = 1;
  self->generation = 1;
  self->revision = 1;
  return self;
}

TdHistory *
td_history_ref (TdHistory *self)
{
  td_refs_inc (&self->refs);
  return self;
}

void
td_history_unref (TdHistory *self)
{
  if (self == NULL || !td_refs_dec (&self->refs))
    return;
  pthread_mutex_destroy (&self->lock);
  g_ptr_array_unref (self->names);
  g_ptr_array_unref (self->columns);
  g_free (self->moments);
  g_free (self);
}

static guint
find_or_add_column (TdHistory *self, const char *name)
{
  TdCell *cells;

  for (guint i = 0; i < self->names->len; i++)
    if (strcmp (g_ptr_array_index (self->names, i), name) == 0)
      return i;

  cells = g_new (TdCell, MAX (self->capacity, 1));
  for (gsize row = 0; row < self->n_rows; row++)
    cells[row] = no_cell;
  g_ptr_array_add (self->names, g_strdup (name));
  g_ptr_array_add (self->columns, cells);
  self->generation++;
  self->revision++;
  return self->names->len - 1;
}

guint
td_history_column (TdHistory *self, const char *name)
{
  guint index;

  pthread_mutex_lock (&self->lock);
  index = find_or_add_column (self, name);
  pthread_mutex_unlock (&self->lock);
  return index;
}

/* What two neighbouring cells of equal weight become. */
static TdCell
merged (TdCell a, TdCell b)
{
  if (isnan (b.mean))
    return a;
  if (isnan (a.mean))
    return b;
  return (TdCell) { MIN (a.min, b.min), MAX (a.max, b.max), b.last, (a.mean + b.mean) / 2 };
}

static void
halve (TdHistory *self)
{
  gsize half = self->n_rows / 2;

  for (guint c = 0; c < self->columns->len; c++)
    {
      TdCell *cells = g_ptr_array_index (self->columns, c);

      for (gsize row = 0; row < half; row++)
        cells[row] = merged (cells[2 * row], cells[2 * row + 1]);
    }
  for (gsize row = 0; row < half; row++)
    self->moments[row] = self->moments[2 * row + 1];
  self->n_rows = half;
  self->stride *= 2;
  self->in_last = self->stride;
  self->generation++;
}

static void
reserve (TdHistory *self)
{
  if (self->n_rows < self->capacity)
    return;
  self->capacity = MAX (256, self->capacity * 2);
  self->moments = g_renew (TdMoment, self->moments, self->capacity);
  for (guint c = 0; c < self->columns->len; c++)
    self->columns->pdata[c] = g_renew (TdCell, self->columns->pdata[c], self->capacity);
}

/* @n: how many values the cell's row holds, this one included. */
static void
add_value (TdCell *cell, float value, gsize n)
{
  if (isnan (value))
    return;
  if (isnan (cell->mean))
    *cell = (TdCell) { value, value, value, value };
  else
    *cell = (TdCell) { MIN (cell->min, value), MAX (cell->max, value), value,
                       cell->mean + (value - cell->mean) / n };
}

static void
start_row (TdHistory *self)
{
  if (self->n_rows == TD_HISTORY_MAX_ROWS)
    halve (self);
  reserve (self);
  for (guint c = 0; c < self->columns->len; c++)
    ((TdCell *) g_ptr_array_index (self->columns, c))[self->n_rows] = no_cell;
  self->n_rows++;
  self->in_last = 0;
}

void
td_history_append (TdHistory *self, const TdMoment *moment, const double *values, guint n_values)
{
  pthread_mutex_lock (&self->lock);
  if (self->n_rows == 0 || self->in_last == self->stride)
    start_row (self);
  self->in_last++;
  self->moments[self->n_rows - 1] = *moment;
  for (guint c = 0; c < MIN (n_values, self->columns->len); c++)
    {
      TdCell *cells = g_ptr_array_index (self->columns, c);

      add_value (&cells[self->n_rows - 1], values[c], self->in_last);
    }
  self->revision++;
  pthread_mutex_unlock (&self->lock);
}

void
td_history_truncate (TdHistory *self, double x)
{
  pthread_mutex_lock (&self->lock);
  while (self->n_rows > 0 && self->moments[self->n_rows - 1].x > x)
    self->n_rows--;
  if (self->n_rows == 0)
    self->stride = 1;
  self->in_last = self->stride;
  self->generation++;
  self->revision++;
  pthread_mutex_unlock (&self->lock);
}

gsize
td_history_n_rows (TdHistory *self)
{
  gsize n;

  pthread_mutex_lock (&self->lock);
  n = self->n_rows;
  pthread_mutex_unlock (&self->lock);
  return n;
}

/* With the lock of @self held; @copy is new and nobody else's. */
static void
copy_to (TdHistory *self, TdHistory *copy)
{
  copy->capacity = self->n_rows;
  copy->n_rows = self->n_rows;
  copy->stride = self->stride;
  copy->in_last = self->in_last;
  copy->moments = g_memdup2 (self->moments, self->n_rows * sizeof (TdMoment));
  for (guint c = 0; c < self->columns->len; c++)
    {
      gpointer cells = g_memdup2 (self->columns->pdata[c], self->n_rows * sizeof (TdCell));

      g_ptr_array_add (copy->names, g_strdup (g_ptr_array_index (self->names, c)));
      g_ptr_array_add (copy->columns, cells != NULL ? cells : g_new (TdCell, 1));
    }
}

TdHistory *
td_history_copy (TdHistory *self)
{
  TdHistory *copy = td_history_new ();

  pthread_mutex_lock (&self->lock);
  copy_to (self, copy);
  pthread_mutex_unlock (&self->lock);
  return copy;
}

void
td_history_assign (TdHistory *self, TdHistory *from)
{
  TdHistory *copy = td_history_copy (from); /* never two locks */

  pthread_mutex_lock (&self->lock);
  g_ptr_array_unref (self->names);
  g_ptr_array_unref (self->columns);
  g_free (self->moments);
  self->names = g_ptr_array_ref (copy->names);
  self->columns = g_ptr_array_ref (copy->columns);
  self->moments = g_steal_pointer (&copy->moments);
  self->capacity = copy->capacity;
  self->n_rows = copy->n_rows;
  self->stride = copy->stride;
  self->in_last = copy->in_last;
  self->generation++;
  self->revision++;
  pthread_mutex_unlock (&self->lock);
  td_history_unref (copy);
}

gsize
td_history_size (TdHistory *self)
{
  gsize size;

  pthread_mutex_lock (&self->lock);
  size = self->n_rows * (sizeof (TdMoment) + self->columns->len * sizeof (TdCell));
  pthread_mutex_unlock (&self->lock);
  return size;
}

static const TdCell *
find_cells (TdHistory *self, const char *name)
{
  for (guint i = 0; i < self->names->len; i++)
    if (strcmp (g_ptr_array_index (self->names, i), name) == 0)
      return g_ptr_array_index (self->columns, i);
  return NULL;
}

guint
td_history_sample (TdHistory *self, const char *name, float *values, guint n)
{
  const TdCell *cells;

  pthread_mutex_lock (&self->lock);
  cells = find_cells (self, name);
  n = cells != NULL ? (guint) MIN (n, self->n_rows) : 0;
  for (guint i = 0; i < n; i++)
    values[i] = cells[n > 1 ? i * (self->n_rows - 1) / (n - 1) : self->n_rows - 1].mean;
  pthread_mutex_unlock (&self->lock);
  return n;
}

static void
copy_columns (TdHistoryView *view, TdHistory *self)
{
  for (guint c = 0; c < view->n_columns; c++)
    {
      g_free (view->names[c]);
      g_free (view->cells[c]);
    }
  view->n_columns = self->columns->len;
  view->names = g_renew (char *, view->names, view->n_columns);
  view->cells = g_renew (TdCell *, view->cells, view->n_columns);
  for (guint c = 0; c < view->n_columns; c++)
    {
      view->names[c] = g_strdup (g_ptr_array_index (self->names, c));
      view->cells[c] = g_new (TdCell, MAX (view->capacity, 1));
    }
}

static void
reserve_view (TdHistoryView *view, gsize capacity)
{
  if (view->capacity >= capacity)
    return;
  view->capacity = capacity;
  view->x = g_renew (double, view->x, capacity);
  view->moments = g_renew (TdMoment, view->moments, capacity);
  for (guint c = 0; c < view->n_columns; c++)
    view->cells[c] = g_renew (TdCell, view->cells[c], capacity);
}

static void
copy_rows (TdHistoryView *view, TdHistory *self, gsize first)
{
  gsize n = self->n_rows - first;

  for (gsize row = first; row < self->n_rows; row++)
    {
      view->moments[row] = self->moments[row];
      view->x[row] = self->moments[row].x;
    }
  for (guint c = 0; c < view->n_columns && n > 0; c++)
    memcpy (view->cells[c] + first, (TdCell *) g_ptr_array_index (self->columns, c) + first,
            n * sizeof (TdCell));
  view->n_rows = self->n_rows;
}

gboolean
td_history_view_update (TdHistoryView *view, TdHistory *self)
{
  gboolean changed;

  pthread_mutex_lock (&self->lock);
  changed = view->revision != self->revision || view->generation != self->generation;
  if (changed)
    {
      /* The last row may have grown since. */
      gsize first = view->generation == self->generation && view->n_rows > 0 ? view->n_rows - 1 : 0;

      reserve_view (view, self->capacity);
      if (view->generation != self->generation)
        copy_columns (view, self);
      copy_rows (view, self, first);
      view->revision = self->revision;
      view->generation = self->generation;
    }
  pthread_mutex_unlock (&self->lock);
  return changed;
}

void
td_history_view_clear (TdHistoryView *view)
{
  for (guint c = 0; c < view->n_columns; c++)
    {
      g_free (view->names[c]);
      g_free (view->cells[c]);
    }
  g_free (view->names);
  g_free (view->cells);
  g_free (view->x);
  g_free (view->moments);
  *view = (TdHistoryView) { 0 };
}

gint
td_history_view_find (const TdHistoryView *view, const char *name)
{
  for (guint c = 0; c < view->n_columns; c++)
    if (strcmp (view->names[c], name) == 0)
      return c;
  return -1;
}
