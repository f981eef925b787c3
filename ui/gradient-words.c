/* gradient-words.c — see gradient-words.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/gradient-words.h"

#include "core/balance/balancer.h"
#include "ui/format.h"

#include <glib/gi18n.h>
#include <math.h>

#define FAR_APART 10  /* lengths of gradients: then some methods follow the longest alone */
#define STILL_APART 5 /* that they are far apart was said, and holds until here */
#define MOST_LISTED 6 /* tasks whose gradients' lengths stand in a row */

const char *
td_gradient_words_reason (const TdGradients *gradients, const TdAgreementModel *tasks)
{
  if (gradients == NULL)
    return _("There is no batch to look at yet.");
  if (gradients->n_layers == 0 || tasks->n == 0)
    return _("No weights are shared by two tasks, so there is nothing to compare.");
  return NULL;
}

char *
td_gradient_words_summary (const TdGradients *gradients, gint layer, double last)
{
  double conflict = layer >= 0 ? td_gradients_conflict (gradients, (guint) layer) : NAN;
  g_autofree char *share = td_format_percent (conflict);
  g_autofree char *last_share = td_format_percent (last);

  if (layer < 0)
    return g_strdup ("");
  if (!td_gradients_are_finite (gradients, (guint) layer))
    return g_strdup (_("The gradients are no longer finite numbers."));
  if (isnan (conflict))
    return g_strdup (_("Only one task has a gradient."));
  if (isnan (last))
    return g_strdup_printf (_("%s of pairs conflict"), share);
  return g_strdup_printf (_("%s of pairs conflict, %s in the last epoch"), share, last_share);
}

static double
norm_of (const TdGradients *gradients, const TdAgreementModel *tasks, gint layer, guint position)
{
  return td_gradients_norm (gradients, (guint) layer, td_agreement_model_place (tasks, position));
}

static gboolean
has_norms (const TdGradients *gradients, gint layer)
{
  return layer >= 0 && td_gradients_are_finite (gradients, (guint) layer);
}

char *
td_gradient_words_all_norms (const TdGradients *gradients, const TdAgreementModel *tasks, gint layer)
{
  GString *text;

  if (!has_norms (gradients, layer))
    return NULL;
  text = g_string_new (NULL);
  for (guint i = 0; i < tasks->n; i++)
    g_string_append_printf (text, "%s%s %.2g", i > 0 ? " · " : "", (char *) tasks->names->pdata[i],
                            norm_of (gradients, tasks, layer, i));
  return g_string_free (text, FALSE);
}

/* "0.05 (Ink amount) to 1.9 (Digit)" */
static char *
tell_range (const TdGradients *gradients, const TdAgreementModel *tasks, gint layer)
{
  guint least = 0, most = 0;

  for (guint i = 1; i < tasks->n; i++)
    {
      double norm = norm_of (gradients, tasks, layer, i);

      least = norm < norm_of (gradients, tasks, layer, least) ? i : least;
      most = norm > norm_of (gradients, tasks, layer, most) ? i : most;
    }
  return g_strdup_printf (_("%.2g (%s) to %.2g (%s)"), norm_of (gradients, tasks, layer, least),
                          (char *) tasks->names->pdata[least],
                          norm_of (gradients, tasks, layer, most),
                          (char *) tasks->names->pdata[most]);
}

char *
td_gradient_words_norms (const TdGradients *gradients, const TdAgreementModel *tasks, gint layer)
{
  g_autofree char *norms = NULL;
  GString *text = g_string_new (NULL);
  double spread;

  if (!has_norms (gradients, layer))
    return g_string_free (text, FALSE);
  spread = td_gradients_spread (gradients, (guint) layer);
  norms = tasks->n > MOST_LISTED ? tell_range (gradients, tasks, layer)
                                 : td_gradient_words_all_norms (gradients, tasks, layer);
  g_string_append_printf (text, _("Gradient norms: %s"), norms);
  if (spread >= 2)
    g_string_append_printf (text, _(" (%.2g × apart)"), spread);
  return g_string_free (text, FALSE);
}

/* Whether how the run is balanced makes no difference of a task's loss times a hundred. */
static gboolean
is_even (const TdKind *kind)
{
  return ((const TdBalancerKind *) kind)->lambda == TD_LAMBDA_CANCELLED;
}

char *
td_gradient_words_even_methods (const TdGradients *gradients, gint layer, gboolean said)
{
  g_autoptr(GString) names = g_string_new (NULL);

  if (!has_norms (gradients, layer)
      || !(td_gradients_spread (gradients, (guint) layer) > (said ? STILL_APART : FAR_APART))
      || is_even (td_training_of (&gradients->plan->project)->balancer.kind))
    return NULL;
  for (guint i = 0; td_balancers.kinds[i] != NULL; i++)
    if (is_even (td_balancers.kinds[i]))
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "",
                              _(td_balancers.kinds[i]->title));
  return g_strdup_printf (_("Methods that even this out: %s"), names->str);
}
