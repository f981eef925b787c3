/* spec-diff.c — walks two specs side by side and writes down what differs.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/base/spec-diff.h"

#include "core/base/value.h"

#include <string.h>

static void
diff_options (const TdSpec *from,
              const TdSpec *to,
              const char   *prefix,
              GPtrArray    *changes);

TdSpecChange *
td_spec_change_new (const char *path,
                    const char *value)
{
  TdSpecChange *self = g_new (TdSpecChange, 1);

  *self = (TdSpecChange) { g_strdup (path), g_strdup (value) };
  return self;
}

void
td_spec_change_free (TdSpecChange *self)
{
  g_free (self->path);
  g_free (self->value);
  g_free (self);
}

static void
add_change (GPtrArray      *changes,
            const char     *path,
            const TdOption *option,
            gconstpointer   value)
{
  TdJsonWriter *writer = td_json_writer_new (FALSE);
  g_autofree char *text = NULL;

  td_value_write (option, value, writer);
  text = td_json_writer_finish (writer, NULL);
  g_ptr_array_add (changes, td_spec_change_new (path, text));
}

/* Elements can be told apart and stand where they stood. */
static gboolean
same_elements (const TdSpecList *from,
               const TdSpecList *to)
{
  if (from->n != to->n)
    return FALSE;
  for (gsize i = 0; i < from->n; i++)
    {
      const char *id = td_spec_get_id (&from->items[i]);

      if (id == NULL || g_strcmp0 (id, td_spec_get_id (&to->items[i])) != 0)
        return FALSE;
    }
  return TRUE;
}

static void
diff_kind (const TdOption *option,
           const TdSpec   *from,
           const TdSpec   *to,
           const char     *path,
           GPtrArray      *changes)
{
  if (from->kind == to->kind)
    diff_options (from, to, path, changes);
  else
    add_change (changes, path, option, to);
}

static void
diff_elements (const TdOption   *option,
               const TdSpecList *from,
               const TdSpecList *to,
               const char       *path,
               GPtrArray        *changes)
{
  TdOption element = *option;

  element.type = TD_KIND;
  for (gsize i = 0; i < from->n; i++)
    {
      g_autofree char *place = g_strdup_printf ("%s.%" G_GSIZE_FORMAT, path, i);

      diff_kind (&element, &from->items[i], &to->items[i], place, changes);
    }
}

static void
diff_options (const TdSpec *from,
              const TdSpec *to,
              const char   *prefix,
              GPtrArray    *changes)
{
  for (guint i = 0; i < td_kind_n_options (from->kind); i++)
    {
      const TdOption *option = &from->kind->options[i];
      gconstpointer a = td_spec_value (from, option);
      gconstpointer b = td_spec_value (to, option);
      g_autofree char *path = NULL;

      if (td_value_equal (option, a, b))
        continue;
      path = *prefix != '\0' ? g_strconcat (prefix, ".", option->name, NULL)
                             : g_strdup (option->name);
      if (option->type == TD_KIND)
        diff_kind (option, a, b, path, changes);
      else if (option->type == TD_KIND_LIST && same_elements (a, b))
        diff_elements (option, a, b, path, changes);
      else
        add_change (changes, path, option, b);
    }
}

GPtrArray *
td_spec_diff (const TdSpec *from,
              const TdSpec *to)
{
  GPtrArray *changes = g_ptr_array_new_with_free_func ((GDestroyNotify) td_spec_change_free);

  g_return_val_if_fail (from->kind == to->kind, changes);

  diff_options (from, to, "", changes);
  return changes;
}

static gboolean
same_below (const TdOption *option,
            gconstpointer   a,
            gconstpointer   b)
{
  const TdSpecList *x = a;
  const TdSpecList *y = b;

  if (option->type == TD_KIND)
    return td_spec_same_elements (a, b);
  if (option->type != TD_KIND_LIST)
    return TRUE;
  if (!same_elements (x, y))
    return FALSE;
  for (gsize i = 0; i < x->n; i++)
    if (!td_spec_same_elements (&x->items[i], &y->items[i]))
      return FALSE;
  return TRUE;
}

gboolean
td_spec_same_elements (const TdSpec *a,
                       const TdSpec *b)
{
  for (guint i = 0; a->kind == b->kind && i < td_kind_n_options (a->kind); i++)
    {
      const TdOption *option = &a->kind->options[i];

      if (!same_below (option, td_spec_value (a, option), td_spec_value (b, option)))
        return FALSE;
    }
  return TRUE;
}

gboolean
td_spec_patch (TdSpec    *spec,
               GPtrArray *changes,
               GError   **error)
{
  for (guint i = 0; i < changes->len; i++)
    {
      const TdSpecChange *change = g_ptr_array_index (changes, i);

      if (!td_spec_set_path (spec, change->path, change->value, error))
        return FALSE;
    }
  return TRUE;
}
