/* value.c — making, copying, comparing and freeing the value of an option.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/base/value.h"

#include <string.h>

static int
find_choice (const TdOption *option,
             const char     *id)
{
  for (int i = 0; id != NULL && option->choices[i] != NULL; i++)
    if (strcmp (option->choices[i], id) == 0)
      return i;
  return 0;
}

static gsize
size_of (const TdOption *option)
{
  static const gsize sizes[] = {
    [TD_NUMBER] = sizeof (double),      [TD_INTEGER] = sizeof (gint64),
    [TD_BOOLEAN] = sizeof (gboolean),   [TD_CHOICE] = sizeof (int),
    [TD_TEXT] = sizeof (char *),        [TD_TEXT_LIST] = sizeof (char **),
    [TD_NUMBER_LIST] = sizeof (TdNumbers), [TD_KIND] = sizeof (TdSpec),
    [TD_KIND_LIST] = sizeof (TdSpecList),
  };

  return sizes[option->type];
}

static void
copy_numbers (TdNumbers       *to,
              const TdNumbers *from)
{
  to->n = from->n;
  to->values = from->n > 0 ? g_memdup2 (from->values, from->n * sizeof (double)) : NULL;
}

static gboolean
numbers_equal (const TdNumbers *a,
               const TdNumbers *b)
{
  if (a->n != b->n)
    return FALSE;
  for (gsize i = 0; i < a->n; i++)
    if (a->values[i] != b->values[i])
      return FALSE;
  return TRUE;
}

static gboolean
lists_equal (const TdSpecList *a,
             const TdSpecList *b)
{
  if (a->n != b->n)
    return FALSE;
  for (gsize i = 0; i < a->n; i++)
    if (!td_spec_equal (&a->items[i], &b->items[i]))
      return FALSE;
  return TRUE;
}

void
td_value_init (const TdOption *option,
               gpointer        value)
{
  memset (value, 0, size_of (option));
  switch (option->type)
    {
    case TD_NUMBER:
      *(double *) value = option->number;
      break;
    case TD_INTEGER:
      *(gint64 *) value = (gint64) option->number;
      break;
    case TD_BOOLEAN:
      *(gboolean *) value = option->number != 0;
      break;
    case TD_CHOICE:
      *(int *) value = find_choice (option, option->text);
      break;
    case TD_TEXT:
      *(char **) value = g_strdup (option->text != NULL ? option->text : "");
      break;
    case TD_TEXT_LIST:
      *(char ***) value = g_new0 (char *, 1);
      break;
    case TD_KIND:
      td_spec_init (value, td_family_find (option->family, option->text));
      break;
    case TD_NUMBER_LIST:
    case TD_KIND_LIST:
      break;
    }
}

void
td_value_copy (const TdOption *option,
               gpointer        value,
               gconstpointer   from)
{
  switch (option->type)
    {
    case TD_NUMBER:
    case TD_INTEGER:
    case TD_BOOLEAN:
    case TD_CHOICE:
      memcpy (value, from, size_of (option));
      break;
    case TD_TEXT:
      *(char **) value = g_strdup (*(char *const *) from);
      break;
    case TD_TEXT_LIST:
      *(char ***) value = g_strdupv (*(char **const *) from);
      break;
    case TD_NUMBER_LIST:
      copy_numbers (value, from);
      break;
    case TD_KIND:
      td_spec_copy (value, from);
      break;
    case TD_KIND_LIST:
      td_spec_list_copy (value, from);
      break;
    }
}

void
td_value_take (const TdOption *option,
               gpointer        value,
               gpointer        from)
{
  td_value_clear (option, value);
  memcpy (value, from, size_of (option));
  memset (from, 0, size_of (option));
}

void
td_value_clear (const TdOption *option,
                gpointer        value)
{
  switch (option->type)
    {
    case TD_NUMBER:
    case TD_INTEGER:
    case TD_BOOLEAN:
    case TD_CHOICE:
      break;
    case TD_TEXT:
      g_clear_pointer ((char **) value, g_free);
      break;
    case TD_TEXT_LIST:
      g_clear_pointer ((char ***) value, g_strfreev);
      break;
    case TD_NUMBER_LIST:
      g_clear_pointer (&((TdNumbers *) value)->values, g_free);
      break;
    case TD_KIND:
      td_spec_clear (value);
      break;
    case TD_KIND_LIST:
      td_spec_list_clear (value);
      break;
    }
}

gboolean
td_value_equal (const TdOption *option,
                gconstpointer   a,
                gconstpointer   b)
{
  switch (option->type)
    {
    case TD_NUMBER:
      return *(const double *) a == *(const double *) b;
    case TD_INTEGER:
      return *(const gint64 *) a == *(const gint64 *) b;
    case TD_BOOLEAN:
      return !*(const gboolean *) a == !*(const gboolean *) b;
    case TD_CHOICE:
      return *(const int *) a == *(const int *) b;
    case TD_TEXT:
      return strcmp (*(char *const *) a, *(char *const *) b) == 0;
    case TD_TEXT_LIST:
      return g_strv_equal (*(const char *const *const *) a, *(const char *const *const *) b);
    case TD_NUMBER_LIST:
      return numbers_equal (a, b);
    case TD_KIND:
      return td_spec_equal (a, b);
    case TD_KIND_LIST:
      return lists_equal (a, b);
    }
  g_assert_not_reached ();
}
