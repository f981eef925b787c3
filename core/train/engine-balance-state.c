/* engine-balance-state.c — what is kept of balancing, out and in.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/train/engine-balance.h"

#include "core/project/task.h"

#include <string.h>

/* One array as it is kept, and where it lives. */
typedef struct
{
  const char *prefix, *name;
  guint       order;
  double     *values;
} Kept;

static void
add_slots (GArray *list, const TdBalancerSlot *slots, guint order, gsize n, double *values)
{
  for (guint s = 0; s < td_balancer_n_slots (slots); s++)
    {
      Kept kept = { "balancer", slots[s].name, order, values + s * n };

      g_array_append_val (list, kept);
    }
}

static void
add (GArray *list, const char *name, guint order, double *values)
{
  Kept kept = { "balancing", name, order, values };

  if (values != NULL)
    g_array_append_val (list, kept);
}

static GArray *
list_kept (const TdBalancing *self)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (Kept));
  gsize n = self->plan->n_tasks;

  add_slots (list, self->kind->task_slots, 1, n, self->memory->tasks);
  add_slots (list, self->kind->pair_slots, 2, n * n, self->memory->pairs);
  add_slots (list, self->kind->common_slots, 0, 1, self->memory->common);
  if (self->every > 1)
    g_array_append_val (list, ((Kept) { "balancer", "last-weights", 1, self->last }));
  add (list, "mean", 1, self->means[0]);
  add (list, "mean-before", 1, self->means[1]);
  add (list, "weight-sum", 1, self->sum);
  add (list, "weight-count", 1, self->n);
  add (list, "norm-sum", 1, self->norms);
  add (list, "cosine-sum", 2, self->cosines);
  add (list, "count", 2, self->counts);
  add (list, "conflicts", 0, self->conflicts);
  add (list, "compared", 0, self->conflicts != NULL ? self->conflicts + 1 : NULL);
  return list;
}

TdBalanceState *
td_balancing_save (const TdBalancing *self)
{
  TdBalanceState *state = td_balance_state_new (self->kind->kind.id, self->plan->n_tasks);
  g_autoptr (GArray) list = list_kept (self);
  gsize n = self->plan->graph->layout->n_parameters;

  for (guint k = 0; k < self->plan->n_tasks; k++)
    td_balance_state_set_id (state, k, td_task_options (td_plan_task (self->plan, k))->id);
  for (guint i = 0; i < list->len; i++)
    {
      const Kept *kept = &g_array_index (list, Kept, i);
      g_autofree char *name = g_strdup_printf ("%s.%s", kept->prefix, kept->name);

      memcpy (td_balance_state_add (state, name, kept->order), kept->values,
              td_balance_state_n (state, kept->order) * sizeof (double));
    }
  for (guint s = 0; s < self->n_row_slots; s++)
    {
      g_autofree char *name = g_strdup_printf ("balancer.%s", self->kind->row_slots[s]);
      float **rows = td_balance_state_add_rows (state, name, n);

      for (guint k = 0; k < self->plan->n_tasks; k++)
        memcpy (rows[k], self->row_slots[s][k], n * sizeof (float));
    }
  return state;
}

void
td_balancing_load (TdBalancing *self, const TdBalanceState *state)
{
  g_autoptr (GArray) list = list_kept (self);
  gsize n = self->plan->graph->layout->n_parameters;

  g_return_if_fail (state->n_tasks == self->plan->n_tasks && state->n_numbers == list->len
                    && state->n_rows == self->n_row_slots);

  for (guint i = 0; i < list->len; i++)
    memcpy (g_array_index (list, Kept, i).values, state->numbers[i].values,
            td_balance_state_n (state, state->numbers[i].order) * sizeof (double));
  for (guint s = 0; s < self->n_row_slots; s++)
    for (guint k = 0; k < self->plan->n_tasks; k++)
      memcpy (self->row_slots[s][k], state->rows[s].rows[k], n * sizeof (float));
}
