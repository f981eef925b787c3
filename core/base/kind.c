/* kind.c — finding kinds and options in their constant tables.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/base/kind.h"

#include <string.h>

static gboolean
is_allowed (const TdKind      *kind,
            const char *const *allowed)
{
  return allowed == NULL || g_strv_contains (allowed, kind->id);
}

const TdKind *
td_family_find (const TdFamily *self,
                const char     *id)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; id != NULL && self->kinds[i] != NULL; i++)
    if (strcmp (self->kinds[i]->id, id) == 0)
      return self->kinds[i];
  return NULL;
}

guint
td_family_n_kinds (const TdFamily *self)
{
  guint n = 0;

  g_return_val_if_fail (self != NULL, 0);

  while (self->kinds[n] != NULL)
    n++;
  return n;
}

char *
td_family_dup_ids (const TdFamily    *self,
                   const char *const *allowed)
{
  g_autoptr(GString) ids = g_string_new (NULL);

  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; self->kinds[i] != NULL; i++)
    {
      if (!is_allowed (self->kinds[i], allowed))
        continue;
      if (ids->len > 0)
        g_string_append (ids, ", ");
      g_string_append (ids, self->kinds[i]->id);
    }
  return g_string_free (g_steal_pointer (&ids), FALSE);
}

const TdOption *
td_kind_find_option (const TdKind *self,
                     const char   *name)
{
  const TdOption *option = self != NULL ? self->options : NULL;

  for (; option != NULL && option->name != NULL; option++)
    if (strcmp (option->name, name) == 0)
      return option;
  return NULL;
}

guint
td_kind_n_options (const TdKind *self)
{
  guint n = 0;

  if (self == NULL || self->options == NULL)
    return 0;
  while (self->options[n].name != NULL)
    n++;
  return n;
}

const char *
td_option_choice_title (const TdOption *self,
                        const char     *id)
{
  g_return_val_if_fail (self != NULL && id != NULL, NULL);

  for (guint i = 0; self->titles != NULL && self->choices[i] != NULL; i++)
    if (strcmp (self->choices[i], id) == 0)
      return self->titles[i];
  return NULL;
}
