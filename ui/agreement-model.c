/* agreement-model.c — see agreement-model.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/agreement-model.h"

#include <math.h>

#define MOST_TOLD 12 /* tasks whose pairs are told one by one */

void
td_agreement_model_init (TdAgreementModel *self)
{
  *self = (TdAgreementModel) { .places = g_array_new (FALSE, FALSE, sizeof (guint)),
                               .colors = g_array_new (FALSE, FALSE, sizeof (TdRgba)),
                               .names = g_ptr_array_new () };
}

void
td_agreement_model_clear (TdAgreementModel *self)
{
  td_plan_unref (self->plan);
  g_array_unref (self->places);
  g_array_unref (self->colors);
  g_ptr_array_unref (self->names);
  g_free (self->cosines);
  *self = (TdAgreementModel) { 0 };
}

static void
add_task (TdAgreementModel *self, guint place, const TdTaskOptions *options, gboolean dark)
{
  TdRgba color = td_task_color (options->color, dark);

  g_array_append_val (self->places, place);
  g_array_append_val (self->colors, color);
  g_ptr_array_add (self->names, options->name);
}

void
td_agreement_model_name (TdAgreementModel *self, TdPlan *plan, gboolean dark)
{
  TdPlan *old = self->plan;

  self->plan = td_plan_ref (plan);
  td_plan_unref (old);
  g_array_set_size (self->places, 0);
  g_array_set_size (self->colors, 0);
  g_ptr_array_set_size (self->names, 0);
  for (guint k = 0; k < plan->n_tasks; k++)
    if (td_task_options (td_plan_task (plan, k))->enabled)
      add_task (self, k, td_task_options (td_plan_task (plan, k)), dark);
  self->n = self->places->len;
  self->cosines = g_renew (double, self->cosines, MAX (self->n * self->n, 1));
  for (guint i = 0; i < self->n * self->n; i++)
    self->cosines[i] = NAN;
}

void
td_agreement_model_fill (TdAgreementModel *self, const TdGradients *gradients, guint layer,
                         gboolean dark)
{
  td_agreement_model_name (self, gradients->plan, dark);
  for (guint a = 0; gradients->n_layers > 0 && a < self->n; a++)
    for (guint b = 0; b < self->n; b++)
      self->cosines[a * self->n + b]
        = td_gradients_cosine (gradients, layer, td_agreement_model_place (self, a),
                               td_agreement_model_place (self, b));
}

TdAgreement
td_agreement_model_chart (const TdAgreementModel *self, gint chosen)
{
  return (TdAgreement) { .n = self->n,
                         .names = (const char *const *) self->names->pdata,
                         .colors = (const TdRgba *) (gconstpointer) self->colors->data,
                         .cosines = self->cosines,
                         .chosen = chosen };
}

char *
td_agreement_model_tell (const TdAgreementModel *self, const char *summary)
{
  TdAgreement chart = td_agreement_model_chart (self, -1);
  GString *text = g_string_new (summary);

  for (guint a = 0; a < self->n && self->n <= MOST_TOLD; a++)
    for (guint b = a + 1; b < self->n; b++)
      {
        g_autofree char *pair = td_agreement_read (&chart, a, b);

        g_string_append_printf (text, "; %s", pair);
      }
  return g_string_free (text, FALSE);
}

guint
td_agreement_model_place (const TdAgreementModel *self, guint position)
{
  return g_array_index (self->places, guint, position);
}

const char *
td_agreement_model_id (const TdAgreementModel *self, guint position)
{
  return td_task_options (td_plan_task (self->plan, td_agreement_model_place (self, position)))->id;
}
