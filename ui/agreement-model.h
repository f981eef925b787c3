/* agreement-model.h — the tasks of a run and the cosines of their gradients, as pictures want them.
 *
 * Main thread only.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/train/gradients.h"
#include "ui/chart/agreement.h"

/* Tasks are those that are switched on. */
typedef struct
{
  TdPlan    *plan;    /* whose tasks they are, a reference; NULL: nothing yet */
  guint      n;
  GArray    *places;  /* guint (n): in the plan */
  GArray    *colors;  /* TdRgba (n) */
  GPtrArray *names;   /* char * (n), the plan's */
  double    *cosines; /* (n, n) */
} TdAgreementModel;

void        td_agreement_model_init  (TdAgreementModel *self);
void        td_agreement_model_clear (TdAgreementModel *self);
/* The tasks of @plan; no cosine is known. */
void        td_agreement_model_name  (TdAgreementModel *self, TdPlan *plan, gboolean dark);
/* Of the tasks that @gradients are of, with their cosines in @layer (n_layers: all of them). */
void        td_agreement_model_fill  (TdAgreementModel *self, const TdGradients *gradients,
                                      guint layer, gboolean dark);
/* Borrowed until the next change; @chosen -1: no row is framed. */
TdAgreement td_agreement_model_chart (const TdAgreementModel *self, gint chosen);
/* @summary and what each pair's cosine is, for screen readers; of a few tasks only. */
char       *td_agreement_model_tell  (const TdAgreementModel *self, const char *summary);
/* The plan's place of a task on offer, and the id of that task. */
guint       td_agreement_model_place (const TdAgreementModel *self, guint position);
const char *td_agreement_model_id    (const TdAgreementModel *self, guint position);
