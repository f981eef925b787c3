/* tensor-box.c — named bytes behind a mutex, and which of them are wanted.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/nn/tensor-box.h"

#include "core/base/refs.h"

#include <pthread.h>
#include <string.h>

typedef struct
{
  gsize size; /* of each part */
  char *parts[2];
} Item;

struct _TdTensorBox
{
  TdRefs          refs;
  pthread_mutex_t lock;
  GHashTable     *items; /* name to Item */
  GHashTable     *home;  /* set of names; NULL until the first move */
  gboolean        going_home;
  gsize           size;
  guint           number;
};

static gsize
item_size (const Item *item)
{
  return item->parts[1] != NULL ? 2 * item->size : item->size;
}

static void
free_item (gpointer data)
{
  Item *item = data;

  g_free (item->parts[0]);
  g_free (item->parts[1]);
  g_free (item);
}

static gboolean
same_names (GHashTable *a,
            GHashTable *b)
{
  GHashTableIter iterator;
  gpointer name;

  if (g_hash_table_size (a) != g_hash_table_size (b))
    return FALSE;
  g_hash_table_iter_init (&iterator, a);
  while (g_hash_table_iter_next (&iterator, &name, NULL))
    if (!g_hash_table_contains (b, name))
      return FALSE;
  return TRUE;
}

static GHashTable *
copy_names (GHashTable *names)
{
  GHashTable *copy = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iterator;
  gpointer name;

  g_hash_table_iter_init (&iterator, names);
  while (g_hash_table_iter_next (&iterator, &name, NULL))
    g_hash_table_add (copy, g_strdup (name));
  return copy;
}

/* What the edited run had the last time it was left is of no use any more. */
static void
forget_others (TdTensorBox *self)
{
  GHashTableIter iterator;
  gpointer name, item;

  g_hash_table_iter_init (&iterator, self->items);
  while (g_hash_table_iter_next (&iterator, &name, &item))
    if (!g_hash_table_contains (self->home, name))
      {
        self->size -= item_size (item);
        g_hash_table_iter_remove (&iterator);
      }
}

TdTensorBox *
td_tensor_box_new (void)
{
  TdTensorBox *self = g_new0 (TdTensorBox, 1);

  td_refs_init (&self->refs);
  pthread_mutex_init (&self->lock, NULL);
  self->items = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_item);
  return self;
}

TdTensorBox *
td_tensor_box_ref (TdTensorBox *self)
{
  td_refs_inc (&self->refs);
  return self;
}

void
td_tensor_box_unref (TdTensorBox *self)
{
  if (self == NULL || !td_refs_dec (&self->refs))
    return;
  pthread_mutex_destroy (&self->lock);
  g_hash_table_unref (self->items);
  g_clear_pointer (&self->home, g_hash_table_unref);
  g_free (self);
}

gsize
td_tensor_box_size (TdTensorBox *self)
{
  gsize size;

  pthread_mutex_lock (&self->lock);
  size = self->size;
  pthread_mutex_unlock (&self->lock);
  return size;
}

void
td_tensor_box_begin (TdTensorBox *self,
                     GHashTable  *from,
                     GHashTable  *to)
{
  pthread_mutex_lock (&self->lock);
  if (self->home == NULL)
    self->home = copy_names (from);
  self->going_home = same_names (self->home, to);
  if (self->going_home)
    forget_others (self);
  pthread_mutex_unlock (&self->lock);
}

/* With the lock held. */
static void
insert (TdTensorBox *self,
        const char  *name,
        const void  *first,
        const void  *second,
        gsize        size)
{
  const Item *old = g_hash_table_lookup (self->items, name);
  Item *item = g_new0 (Item, 1);

  item->size = size;
  item->parts[0] = g_memdup2 (first, size);
  item->parts[1] = second != NULL ? g_memdup2 (second, size) : NULL;
  self->size += item_size (item) - (old != NULL ? item_size (old) : 0);
  g_hash_table_replace (self->items, g_strdup (name), item);
}

void
td_tensor_box_put (TdTensorBox *self,
                   const char  *name,
                   const void  *first,
                   const void  *second,
                   gsize        size)
{
  pthread_mutex_lock (&self->lock);
  if (self->going_home || g_hash_table_contains (self->home, name))
    insert (self, name, first, second, size);
  pthread_mutex_unlock (&self->lock);
}

void
td_tensor_box_keep (TdTensorBox *self,
                    const char  *name,
                    const void  *data,
                    gsize        size)
{
  pthread_mutex_lock (&self->lock);
  if (!g_hash_table_contains (self->items, name))
    insert (self, name, data, NULL, size);
  pthread_mutex_unlock (&self->lock);
}

gboolean
td_tensor_box_take (TdTensorBox *self,
                    const char  *name,
                    void        *first,
                    void        *second,
                    gsize        size)
{
  const Item *item;
  gboolean there;

  pthread_mutex_lock (&self->lock);
  item = g_hash_table_lookup (self->items, name);
  there = item != NULL && item->size == size;
  if (there)
    {
      memcpy (first, item->parts[0], size);
      if (second != NULL)
        memcpy (second, item->parts[item->parts[1] != NULL ? 1 : 0], size);
      self->size -= item_size (item);
      g_hash_table_remove (self->items, name);
    }
  pthread_mutex_unlock (&self->lock);
  return there;
}

guint
td_tensor_box_get_number (TdTensorBox *self)
{
  guint number;

  pthread_mutex_lock (&self->lock);
  number = self->number;
  pthread_mutex_unlock (&self->lock);
  return number;
}

void
td_tensor_box_set_number (TdTensorBox *self,
                          guint        number)
{
  pthread_mutex_lock (&self->lock);
  self->number = number;
  pthread_mutex_unlock (&self->lock);
}
