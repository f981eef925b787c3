/* state.c — a run's state, made and freed.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/train/state.h"

#include "core/nn/network.h"

#include <stdlib.h>

TdState *
td_state_new (TdLayout *layout)
{
  TdState *self = g_new0 (TdState, 1);

  td_refs_init (&self->refs);
  self->layout = td_layout_ref (layout);
  self->parameters = td_aligned_new (layout->n_weights * sizeof (float));
  return self;
}

TdState *
td_state_ref (TdState *self)
{
  td_refs_inc (&self->refs);
  return self;
}

void
td_state_unref (TdState *self)
{
  if (self == NULL || !td_refs_dec (&self->refs))
    return;
  for (guint s = 0; s < self->n_slots; s++)
    {
      g_free (self->slot_names[s]);
      free (self->slots[s]);
    }
  for (guint k = 0; k < self->n_tasks; k++)
    {
      g_free (self->tasks[k].id);
      g_free (self->tasks[k].tally);
    }
  td_edit_unref (self->edits);
  td_balance_state_free (self->balance);
  td_layout_unref (self->layout);
  free (self->parameters);
  free (self->best);
  g_free (self->optimizer);
  g_free (self->tasks);
  g_free (self);
}

gsize
td_state_size (const TdState *self)
{
  gsize n = (self->best != NULL ? 2 : 1) * self->layout->n_weights;

  return (n + self->n_slots * self->layout->n_parameters) * sizeof (float);
}

gboolean
td_state_has_past (const TdState *self)
{
  return self->edits != NULL && td_edit_get_start (self->edits)->earlier->len > 0;
}

gboolean
td_state_is_trained (const TdState *self)
{
  return self->step > 0 || self->edits == NULL || self->edits->before != NULL
         || !td_edit_get_start (self->edits)->from_scratch;
}
