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

  g_atomic_ref_count_init (&self->refs);
  self->layout = td_layout_ref (layout);
  self->parameters = td_aligned_new (layout->n_parameters * sizeof (float));
  return self;
}

TdState *
td_state_ref (TdState *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
td_state_unref (TdState *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->refs))
    return;
  for (guint s = 0; s < self->n_slots; s++)
    {
      g_free (self->slot_names[s]);
      free (self->slots[s]);
    }
  td_layout_unref (self->layout);
  free (self->parameters);
  free (self->best);
  g_free (self->optimizer);
  g_free (self->first_loss);
  g_free (self->tally);
  g_free (self);
}
