/* spec.c — making, copying, comparing and freeing specs.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/base/spec.h"

#include "core/base/value.h"

G_DEFINE_QUARK (td-spec-error-quark, td_spec_error)

typedef void (*ValueFunc) (const TdOption *option, gpointer value);

static void
for_each_value (TdSpec   *self,
                ValueFunc function)
{
  const TdOption *option = self->kind != NULL ? self->kind->options : NULL;

  for (; option != NULL && option->name != NULL; option++)
    function (option, td_spec_value (self, option));
}

static void
allocate (TdSpec       *self,
          const TdKind *kind)
{
  gsize size = kind != NULL ? kind->options_size : 0;

  self->kind = kind;
  self->options = size > 0 ? g_malloc0 (size) : NULL;
}

void
td_spec_init (TdSpec       *self,
              const TdKind *kind)
{
  g_return_if_fail (self != NULL);

  allocate (self, kind);
  for_each_value (self, td_value_init);
}

void
td_spec_copy (TdSpec       *self,
              const TdSpec *from)
{
  g_return_if_fail (self != NULL && from != NULL && self != from);

  allocate (self, from->kind);
  for (guint i = 0; i < td_kind_n_options (self->kind); i++)
    {
      const TdOption *option = &self->kind->options[i];

      td_value_copy (option, td_spec_value (self, option), td_spec_value (from, option));
    }
}

void
td_spec_clear (TdSpec *self)
{
  g_return_if_fail (self != NULL);

  for_each_value (self, td_value_clear);
  g_clear_pointer (&self->options, g_free);
  self->kind = NULL;
}

gboolean
td_spec_equal (const TdSpec *a,
               const TdSpec *b)
{
  if (a->kind != b->kind)
    return FALSE;
  for (guint i = 0; i < td_kind_n_options (a->kind); i++)
    {
      const TdOption *option = &a->kind->options[i];

      if (!td_value_equal (option, td_spec_value (a, option), td_spec_value (b, option)))
        return FALSE;
    }
  return TRUE;
}

void
td_spec_list_clear (TdSpecList *self)
{
  g_return_if_fail (self != NULL);

  for (gsize i = 0; i < self->n; i++)
    td_spec_clear (&self->items[i]);
  g_clear_pointer (&self->items, g_free);
  self->n = 0;
}

void
td_spec_list_copy (TdSpecList       *self,
                   const TdSpecList *from)
{
  g_return_if_fail (self != NULL && from != NULL && self != from);

  self->n = from->n;
  self->items = from->n > 0 ? g_new0 (TdSpec, from->n) : NULL;
  for (gsize i = 0; i < from->n; i++)
    td_spec_copy (&self->items[i], &from->items[i]);
}

gpointer
td_spec_value (const TdSpec   *self,
               const TdOption *option)
{
  g_return_val_if_fail (self != NULL && self->options != NULL, NULL);

  return (char *) self->options + option->offset;
}

const char *
td_spec_get_id (const TdSpec *self)
{
  const TdOption *option = td_kind_find_option (self->kind, "id");
  const char *id = NULL;

  if (option != NULL && option->type == TD_TEXT)
    id = *(char **) td_spec_value (self, option);
  return id != NULL && *id != '\0' ? id : NULL;
}
