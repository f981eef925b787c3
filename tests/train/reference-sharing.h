/* reference-sharing.h — what the plain double networks of all kinds of sharing have in common.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "reference-network.h"

/* Options of the plan's kind of sharing. */
gint64   reference_sharing_number (const ReferenceNetwork *self, const char *name);
double   reference_sharing_real   (const ReferenceNetwork *self, const char *name);
gboolean reference_sharing_flag   (const ReferenceNetwork *self, const char *name);

/* Takes the logits of a row, answers shares; adds to the penalty. */
typedef double *(*ReferenceGate) (const ReferenceNetwork *self, double *logits, gsize n,
                                  gsize n_experts);
double *reference_softmax_gate   (const ReferenceNetwork *self, double *logits, gsize n,
                                  gsize n_experts);
double *reference_selecting_gate (const ReferenceNetwork *self, double *logits, gsize n,
                                  gsize n_experts);
double  reference_smooth_step    (double t, double gamma);

/* Compares the network's gradient with central differences of the reference's loss, at some weights
 * of each tensor, @n_checked or a few more, relative to the largest of the tensor. Of @with, the
 * features and whether it trains count. */
void reference_check_sharing (const TdPlan *plan, const ReferenceNetwork *with, guint n_checked,
                              double tolerance);
/* The sum of the tasks' losses alone; with batch normalization there are gradients in training
 * only. */
void reference_check_losses  (const TdPlan *plan, const ReferenceNetwork *with, double tolerance);
