/* describe.h — what a balancer's descriptor says, in words.
 *
 * Texts are translated; borrowed ones live for ever. Any thread.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/balance/balancer.h"

/* "losses, products of gradients"; owned. */
char       *td_balancer_dup_needs      (const TdBalancerKind *self);
/* "never harms a task, in any order of tasks the same"; owned; "" for none. */
char       *td_balancer_dup_properties (const TdBalancerKind *self);
/* What the weights sum to. */
const char *td_balancer_scale_text     (const TdBalancerKind *self);
/* What becomes of the weight that a user gives a task. */
const char *td_balancer_lambda_text    (const TdBalancerKind *self);
/* Whom the weights reach. */
const char *td_balancer_reach_text     (const TdBalancerKind *self);
