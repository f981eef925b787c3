/* texts.c — an open-addressing hash table over texts that lie one after the other.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/data/texts.h"

#include <string.h>

#define FIRST_SLOTS 16
#define FREE_SLOT G_MAXUINT32

struct _TdTexts
{
  char    *block;   /* the texts, each with its NUL */
  gsize    length, capacity;
  gsize   *starts;  /* (n_texts) offsets into block */
  guint32  n_texts, starts_capacity;
  guint32 *slots;   /* (n_slots) numbers of texts, or FREE_SLOT; at most half are taken */
  gsize    n_slots; /* a power of two */
};

/* FNV-1a, 64 bits. */
static guint64
hash (const char *text,
      gsize       length)
{
  guint64 value = G_GUINT64_CONSTANT (14695981039346656037);

  for (gsize i = 0; i < length; i++)
    value = (value ^ (guchar) text[i]) * G_GUINT64_CONSTANT (1099511628211);
  return value ^ value >> 32;
}

/* The slot that holds @text, or the free one where it belongs. */
static gsize
find_slot (const TdTexts *self,
           const char    *text,
           gsize          length)
{
  gsize slot = hash (text, length) & (self->n_slots - 1);

  while (self->slots[slot] != FREE_SLOT)
    {
      const char *other = self->block + self->starts[self->slots[slot]];
      if (strncmp (other, text, length) == 0 && other[length] == '\0')
        break;
      slot = (slot + 1) & (self->n_slots - 1);
    }
  return slot;
}

static void
resize_slots (TdTexts *self,
              gsize    n_slots)
{
  g_free (self->slots);
  self->slots = g_new (guint32, n_slots);
  self->n_slots = n_slots;
  memset (self->slots, 0xff, n_slots * sizeof *self->slots);
  for (guint32 i = 0; i < self->n_texts; i++)
    {
      const char *text = self->block + self->starts[i];
      self->slots[find_slot (self, text, strlen (text))] = i;
    }
}

static void
append (TdTexts    *self,
        const char *text,
        gsize       length)
{
  if (self->length + length + 1 > self->capacity)
    {
      self->capacity = MAX (self->capacity + self->capacity / 2, self->length + length + 64);
      self->block = g_realloc (self->block, self->capacity);
    }
  if (self->n_texts == self->starts_capacity)
    {
      self->starts_capacity = MAX (self->starts_capacity + self->starts_capacity / 2, 8);
      self->starts = g_renew (gsize, self->starts, self->starts_capacity);
    }
  memcpy (self->block + self->length, text, length);
  self->block[self->length + length] = '\0';
  self->starts[self->n_texts++] = self->length;
  self->length += length + 1;
}

TdTexts *
td_texts_new (void)
{
  TdTexts *self = g_new0 (TdTexts, 1);

  resize_slots (self, FIRST_SLOTS);
  return self;
}

void
td_texts_free (TdTexts *self)
{
  g_free (self->block);
  g_free (self->starts);
  g_free (self->slots);
  g_free (self);
}

guint32
td_texts_add (TdTexts    *self,
              const char *text,
              gsize       length)
{
  gsize slot = find_slot (self, text, length);
  guint32 code = self->slots[slot];

  if (code != FREE_SLOT)
    return code;
  code = self->n_texts;
  append (self, text, length);
  self->slots[slot] = code;
  if (self->n_texts > self->n_slots / 2)
    resize_slots (self, 2 * self->n_slots);
  return code;
}

char **
td_texts_finish (TdTexts  *self,
                 guint    *n_texts,
                 char    **block)
{
  char **texts;

  g_clear_pointer (&self->slots, g_free);
  texts = g_new (char *, self->n_texts + 1);
  *block = g_realloc (g_steal_pointer (&self->block), MAX (self->length, 1));
  for (guint32 i = 0; i < self->n_texts; i++)
    texts[i] = *block + self->starts[i];
  texts[self->n_texts] = NULL;
  *n_texts = self->n_texts;
  td_texts_free (self);
  return texts;
}
