/* describe.c — words for flags.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/balance/describe.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  guint       flag;
  const char *text;
} Word;

static const Word needs[] = {
  { TD_NEEDS_LOSSES, N_("losses") },
  { TD_NEEDS_GRAM, N_("products of gradients") },
  { TD_NEEDS_ROWS, N_("the gradients themselves") },
  { TD_NEEDS_AFTER_STEP, N_("losses after the step") },
  { TD_NEEDS_EPOCH_MEANS, N_("mean losses of two epochs") },
  { TD_NEEDS_BATCHES_3, N_("three batches a step") },
};

static const Word properties[] = {
  { TD_IS_NON_CONFLICTING, N_("harms no task") },
  { TD_IS_PERMUTATION_INVARIANT, N_("the same in any order of tasks") },
  { TD_IS_LINEAR_UNDER_SCALING, N_("linear in the scale of each gradient") },
  { TD_IS_STRONGLY_STATIONARY, N_("stands still only where the gradients balance out") },
  { TD_IS_WEIGHTED, N_("a weighted sum of the gradients") },
};

static const char *const scales[] = {
  [TD_SCALE_SUM] = N_("Weights sum to about the number of tasks."),
  [TD_SCALE_MEAN] = N_("Weights sum to about one."),
  [TD_SCALE_OWN] = N_("Weights sum to what the method makes of them."),
};

static const char *const lambdas[] = {
  [TD_LAMBDA_KEPT] = N_("A task of greater weight counts more."),
  [TD_LAMBDA_CANCELLED] = N_("The method cancels a task's weight: it makes no difference."),
  [TD_LAMBDA_INVERTED] = N_("The method inverts a task's weight: one of greater weight counts "
                            "less."),
};

static char *
dup_words (const Word *words, gsize n, guint flags, const char *none)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (gsize i = 0; i < n; i++)
    if (flags & words[i].flag)
      g_string_append_printf (text, "%s%s", text->len > 0 ? _(", ") : "", _(words[i].text));
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : g_strdup (none);
}

char *
td_balancer_dup_needs (const TdBalancerKind *self)
{
  return dup_words (needs, G_N_ELEMENTS (needs), self->needs, _("nothing"));
}

char *
td_balancer_dup_properties (const TdBalancerKind *self)
{
  return dup_words (properties, G_N_ELEMENTS (properties), self->properties, "");
}

const char *
td_balancer_scale_text (const TdBalancerKind *self)
{
  return _(scales[self->scale]);
}

const char *
td_balancer_lambda_text (const TdBalancerKind *self)
{
  return _(lambdas[self->lambda]);
}

const char *
td_balancer_reach_text (const TdBalancerKind *self)
{
  return self->weighs_losses ? _("Weights multiply the losses: heads are trained with them, too.")
                             : _("Weights mix the gradients of what is shared; each head follows "
                                 "its own task's loss.");
}
