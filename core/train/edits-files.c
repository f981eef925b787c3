/* edits-files.c — the names of data files in a run's edits.
 *
 * Where a file lies is not an edit: saving a project elsewhere, or with its data inside, renames
 * files and changes nothing else. So edits keep the names of the run, and get those of the project
 * beside which they are saved.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/train/edits.h"

#include <string.h>

/* What is done with a value that names files and the one at the same place of another spec (NULL:
 * none is needed). */
typedef void (*FileFunc) (char **name, char *const *other, gpointer data);

typedef struct
{
  FileFunc function;
  gpointer data;
} Walk;

static void
walk_spec (const Walk *walk, TdSpec *spec, const TdSpec *other);

static void
walk_names (const Walk *walk, char **names, char *const *others)
{
  for (guint i = 0; names[i] != NULL && (others == NULL || others[i] != NULL); i++)
    walk->function (&names[i], others != NULL ? &others[i] : NULL, walk->data);
}

static void
walk_list (const Walk *walk, TdSpecList *list, const TdSpecList *other)
{
  for (gsize i = 0; i < list->n && (other == NULL || i < other->n); i++)
    walk_spec (walk, &list->items[i], other != NULL ? &other->items[i] : NULL);
}

static void
walk_spec (const Walk *walk, TdSpec *spec, const TdSpec *other)
{
  if (other != NULL && other->kind != spec->kind)
    return;
  for (guint i = 0; i < td_kind_n_options (spec->kind); i++)
    {
      const TdOption *option = &spec->kind->options[i];
      gpointer value = td_spec_value (spec, option);
      gpointer same = other != NULL ? td_spec_value (other, option) : NULL;

      if (option->type == TD_TEXT && option->file)
        walk->function (value, same, walk->data);
      else if (option->type == TD_TEXT_LIST && option->file)
        walk_names (walk, *(char ***) value, same != NULL ? *(char ***) same : NULL);
      else if (option->type == TD_KIND)
        walk_spec (walk, value, same);
      else if (option->type == TD_KIND_LIST)
        walk_list (walk, value, same);
    }
}

static void
collect_cb (char **name, char *const *other, gpointer data)
{
  if (**name != '\0' && strcmp (*name, *other) != 0)
    g_hash_table_insert (data, g_strdup (*name), g_strdup (*other));
}

static void
rename_cb (char **name, char *const *other, gpointer data)
{
  const char *new_name = g_hash_table_lookup (data, *name);

  if (new_name == NULL)
    return;
  g_free (*name);
  *name = g_strdup (new_name);
}

static void
keep_cb (char **name, char *const *other, gpointer data)
{
  g_free (*name);
  *name = g_strdup (*other);
}

GHashTable *
td_edit_find_names (const TdEdit *self, const TdSpec *project)
{
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  const Walk walk = { collect_cb, names };
  g_auto (TdSpec) last = { NULL };

  if (td_edit_dup_project (self, &last, NULL))
    walk_spec (&walk, &last, project);
  return names;
}

void
td_edit_keep_names (TdSpec *to, const TdSpec *from)
{
  const Walk walk = { keep_cb, NULL };

  walk_spec (&walk, to, from);
}

static TdEdit *
rename_start (const TdEdit *self, const Walk *walk)
{
  const TdRunStart *start = self->start;
  g_auto (TdSpec) project = { NULL };

  td_spec_copy (&project, &start->project);
  walk_spec (walk, &project, NULL);
  return td_edit_start (&project, self->step, self->epoch, start->from_scratch, start->number,
                        start->earlier);
}

/* @project: that before @edit, becomes the one after it; both with the old names. */
static TdEdit *
rename_edit (TdEdit *last, TdSpec *project, const TdEdit *edit, const Walk *walk)
{
  const TdEditPlace place = { edit->step, edit->epoch, edit->box, edit->plain };
  g_auto (TdSpec) before = { NULL };
  g_auto (TdSpec) after = { NULL };

  if (edit->kind == TD_EDIT_WEIGHT)
    return td_edit_weight (last, &place, edit->weight, edit->value, edit->was);
  if (edit->changes == NULL)
    return td_edit_append (last, edit->kind, &place, NULL);
  td_spec_copy (&before, project);
  walk_spec (walk, &before, NULL);
  td_spec_patch (project, edit->changes, NULL);
  td_spec_copy (&after, project);
  walk_spec (walk, &after, NULL);
  return td_edit_append (last, edit->kind, &place, td_spec_diff (&before, &after));
}

TdEdit *
td_edit_rename (TdEdit *self, GHashTable *names)
{
  const Walk walk = { rename_cb, names };
  g_autoptr (GPtrArray) list = td_edit_list (self);
  const TdEdit *first = g_ptr_array_index (list, 0);
  g_auto (TdSpec) project = { NULL };
  TdEdit *renamed;

  if (g_hash_table_size (names) == 0)
    return td_edit_ref (self);
  renamed = rename_start (first, &walk);
  td_spec_copy (&project, &first->start->project);
  for (guint i = 1; i < list->len; i++)
    renamed = rename_edit (renamed, &project, g_ptr_array_index (list, i), &walk);
  return renamed;
}
