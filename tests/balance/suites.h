/* suites.h — the parts of this program, and what they share.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/balance/matrix.h"

#include <math.h>

/* A kind with its default options, then "option=value" texts, ended by NULL. */
void make_balancer (TdSpec *spec, const char *id, ...) G_GNUC_NULL_TERMINATED;
/* One first step of a fresh balancer. */
void balance_once  (const TdSpec *balancer, guint n, gsize p, const double *gradients,
                    const double *losses, double *weights, double *combined);
/* |value - wanted| <= tolerance, elementwise, or the test fails and says where. */
void assert_near   (const char *what, gsize n, const double *value, const double *wanted,
                    double tolerance);

void add_value_tests    (void);
void add_loss_tests     (void);
void add_property_tests (void);
void add_identity_tests (void);
void add_state_tests    (void);
void add_toy_tests      (void);
void add_quadratics_tests (void);
