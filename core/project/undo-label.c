/* undo-label.c — compares the elements of all lists in two documents, by their ids.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/project/undo-label.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  const TdSpec *spec;
  const char   *id;
  char         *list; /* which one it is in: the id of the element around it, and the option */
  gint          around; /* index of the element around it; -1: none */
} Element;

static void
clear_element (gpointer data)
{
  g_free (((Element *) data)->list);
}

static void
collect (const TdSpec *spec, gint around, GArray *elements);

static void
collect_list (const TdSpecList *list, const TdOption *option, gint around, GArray *elements)
{
  const char *owner = around >= 0 ? g_array_index (elements, Element, around).id : "";

  for (gsize i = 0; i < list->n; i++)
    {
      const Element element = { &list->items[i], td_spec_get_id (&list->items[i]),
                                g_strconcat (owner, " ", option->name, NULL), around };

      g_array_append_val (elements, element);
      collect (&list->items[i], (gint) elements->len - 1, elements);
    }
}

/* An absent kind has no options. */
static void
collect (const TdSpec *spec, gint around, GArray *elements)
{
  for (guint i = 0; i < td_kind_n_options (spec->kind); i++)
    {
      const TdOption *option = &spec->kind->options[i];

      if (option->type == TD_KIND_LIST)
        collect_list (td_spec_value (spec, option), option, around, elements);
      else if (option->type == TD_KIND)
        collect (td_spec_value (spec, option), around, elements);
    }
}

static GArray *
list_elements (const TdSpec *project)
{
  GArray *elements = g_array_new (FALSE, FALSE, sizeof (Element));

  g_array_set_clear_func (elements, clear_element);
  collect (project, -1, elements);
  return elements;
}

static const Element *
find (GArray *elements, const char *id)
{
  for (guint i = 0; i < elements->len; i++)
    if (g_strcmp0 (g_array_index (elements, Element, i).id, id) == 0)
      return &g_array_index (elements, Element, i);
  return NULL;
}

/* The elements of @these that aren't in @those, nor around one that isn't: how many, and one. */
static guint
find_missing (GArray *these, GArray *those, const Element **one)
{
  guint n = 0;

  for (guint i = 0; i < these->len; i++)
    {
      const Element *element = &g_array_index (these, Element, i);
      const Element *around = element->around >= 0
                                ? &g_array_index (these, Element, element->around) : NULL;

      if (find (those, element->id) != NULL
          || (around != NULL && find (those, around->id) == NULL))
        continue;
      *one = element;
      n++;
    }
  return n;
}

static guint
find_moved (GArray *before, GArray *after, const Element **one)
{
  guint n = 0;

  for (guint i = 0; i < after->len; i++)
    {
      const Element *element = &g_array_index (after, Element, i);
      const Element *old = find (before, element->id);

      if (old == NULL || g_str_equal (old->list, element->list))
        continue;
      *one = element;
      n++;
    }
  return n;
}

/* By the name that people gave it, else by its kind. */
static const char *
title_of (const Element *element)
{
  const TdOption *name = td_kind_find_option (element->spec->kind, "name");

  if (name != NULL && name->type == TD_TEXT)
    return *(char **) td_spec_value (element->spec, name);
  return _(element->spec->kind->title);
}

char *
td_undo_dup_label (const TdSpec *before, const TdSpec *after)
{
  g_autoptr(GArray) old = list_elements (before), new = list_elements (after);
  const Element *removed = NULL, *added = NULL, *moved = NULL;
  guint n_removed = find_missing (old, new, &removed);
  guint n_added = find_missing (new, old, &added);

  if (n_removed == 1 && n_added == 0)
    return g_strdup_printf (_("Remove %s"), title_of (removed));
  if (n_removed == 0 && n_added == 1)
    return g_strdup_printf (_("Add %s"), title_of (added));
  if (n_removed == 0 && n_added == 0 && find_moved (old, new, &moved) == 1)
    return g_strdup_printf (_("Move %s"), title_of (moved));
  return NULL;
}
