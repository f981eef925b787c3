/* balancer.c — the list of balancers.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/balance/balancer.h"

#include <glib/gi18n-lib.h>

#define BALANCERS(row)                                                                            \
  row (equal)

#define DECLARE(name) extern const TdBalancerKind td_balancer_##name;
#define ENTRY(name)   &td_balancer_##name.kind,

BALANCERS (DECLARE)

static const TdKind *const kinds[] = { BALANCERS (ENTRY) NULL };

const TdFamily td_balancers = {
  .id = "balancers",
  .title = N_("Balancers"),
  .kinds = kinds,
};
