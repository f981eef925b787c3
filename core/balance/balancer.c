/* balancer.c — the list of balancers.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/balance/balancer-options.h"

#define BALANCERS(row)                                                                            \
  row (equal)                                                                                     \
  row (uncertainty)                                                                               \
  row (dwa)                                                                                       \
  row (rlw)                                                                                       \
  row (gls)                                                                                       \
  row (stch)                                                                                      \
  row (imtl_l)                                                                                    \
  row (famo)                                                                                      \
  row (gradnorm)                                                                                  \
  row (mgda)                                                                                      \
  row (pcgrad)                                                                                    \
  row (gradvac)                                                                                   \
  row (graddrop)                                                                                  \
  row (cagrad)                                                                                    \
  row (imtl_g)                                                                                    \
  row (nash_mtl)                                                                                  \
  row (aligned_mtl)                                                                               \
  row (fairgrad)                                                                                  \
  row (db_mtl)                                                                                    \
  row (moco)                                                                                      \
  row (excess_mtl)                                                                                \
  row (sdmgrad)                                                                                   \
  row (upgrad)                                                                                    \
  row (dualproj)                                                                                  \
  row (config)

#define DECLARE(name) extern const TdBalancerKind td_balancer_##name;
#define ENTRY(name)   &td_balancer_##name.kind,

BALANCERS (DECLARE)

static const TdKind *const kinds[] = { BALANCERS (ENTRY) NULL };

const char *const td_balancer_on_ids[] = { "parameters", "representation", NULL };
const char *const td_balancer_on_titles[] = {
  N_("Shared weights"), N_("Shared output"), NULL
};

const TdFamily td_balancers = {
  .id = "balancers",
  .title = N_("Balancers"),
  .kinds = kinds,
};

guint
td_balancer_every (const TdSpec *balancer)
{
  const TdOption *every = td_kind_find_option (balancer->kind, "every");

  return every != NULL ? (guint) *(gint64 *) td_spec_value (balancer, every) : 1;
}

gboolean
td_balancer_on_representation (const TdSpec *balancer)
{
  const TdOption *on = td_kind_find_option (balancer->kind, "on");

  return on != NULL && *(int *) td_spec_value (balancer, on) == TD_ON_REPRESENTATION;
}
