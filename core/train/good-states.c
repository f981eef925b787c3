/* good-states.c — a start and two epochs.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/train/good-states.h"

#include "core/train/engine-edit.h"

#include <math.h>

#define TOLERANCE 10 /* times the first loss: what diverges is soon beyond, what wavers is not */

static void
remove_state (TdGoodStates *self, guint index)
{
  td_plan_unref (self->plans[index]);
  td_state_unref (self->states[index]);
  self->n--;
  for (guint i = index; i < self->n; i++)
    {
      self->plans[i] = self->plans[i + 1];
      self->states[i] = self->states[i + 1];
    }
}

static void
add_state (TdGoodStates *self, const TdEngine *engine)
{
  self->plans[self->n] = td_plan_ref (engine->plan);
  self->states[self->n] = td_engine_state (engine);
  self->n++;
}

void
td_good_states_begin (TdGoodStates *self, const TdEngine *engine)
{
  td_good_states_clear (self);
  add_state (self, engine);
}

void
td_good_states_clear (TdGoodStates *self)
{
  while (self->n > 0)
    remove_state (self, self->n - 1);
}

static gboolean
is_good (const TdEngine *engine)
{
  const TdTaskMetrics *judged = engine->evaluator != NULL ? engine->validation : engine->training;

  for (guint k = 0; k < engine->plan->n_tasks; k++)
    {
      double loss = judged[k].loss, first = engine->monitor.first_loss[k];

      if (engine->tasks[k].enabled && (isinf (loss) || isinf (first)
                                       || (!isnan (first) && !(loss <= TOLERANCE * first))))
        return FALSE;
    }
  return TRUE;
}

void
td_good_states_take (TdGoodStates *self, const TdEngine *engine)
{
  if (!is_good (engine))
    return;
  if (self->n == TD_N_GOOD_STATES)
    remove_state (self, 1);
  add_state (self, engine);
}

guint64
td_good_states_epoch (const TdGoodStates *self)
{
  return self->states[self->n - 1]->epoch;
}

TdEngine *
td_good_states_edit (const TdGoodStates *self, TdPlan *plan)
{
  g_autoptr (TdEngine) there = td_engine_restore (self->plans[self->n - 1],
                                                  self->states[self->n - 1]);

  return td_engine_edit (there, plan, NULL);
}
