/* fit.c — what was learned from data before training.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/data/fit.h"

#include <string.h>

TdFit *
td_fit_new (void)
{
  TdFit *self = g_new0 (TdFit, 1);

  td_refs_init (&self->refs);
  return self;
}

TdFit *
td_fit_ref (TdFit *self)
{
  td_refs_inc (&self->refs);
  return self;
}

void
td_fit_unref (TdFit *self)
{
  if (!td_refs_dec (&self->refs))
    return;
  for (guint i = 0; i < self->n_inputs; i++)
    td_input_fit_clear (&self->inputs[i]);
  for (guint i = 0; i < self->n_targets; i++)
    td_target_fit_clear (&self->targets[i]);
  for (guint i = 0; i < self->n_files; i++)
    td_table_file_clear (&self->files[i]);
  g_free (self->inputs);
  g_free (self->targets);
  g_free (self->files);
  g_free (self);
}

guint
td_fit_width (const TdFit *self)
{
  guint width = 0;

  for (guint i = 0; i < self->n_inputs; i++)
    width += self->inputs[i].categories != NULL ? g_strv_length (self->inputs[i].categories) : 1;
  return width;
}

const TdTargetFit *
td_fit_find_target (const TdFit *self,
                    const char  *task)
{
  for (guint i = 0; i < self->n_targets; i++)
    if (strcmp (self->targets[i].task, task) == 0)
      return &self->targets[i];
  return NULL;
}

void
td_input_fit_clear (TdInputFit *self)
{
  g_clear_pointer (&self->column, g_free);
  g_clear_pointer (&self->categories, g_strfreev);
}

void
td_target_fit_clear (TdTargetFit *self)
{
  g_clear_pointer (&self->task, g_free);
  g_clear_pointer (&self->classes, g_strfreev);
  g_clear_pointer (&self->mean, g_free);
  g_clear_pointer (&self->scale, g_free);
  g_clear_pointer (&self->counts, g_free);
}
