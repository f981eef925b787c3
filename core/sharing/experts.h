/* experts.h — trunks as levels of experts that gates mix: what mmoe, cgc, ple and dselect-k share.
 *
 * An expert is a copy of the level's layers. A task's gate mixes its own experts with the shared
 * ones; between levels a further gate mixes all experts for the next level's shared ones. The first
 * gates read the network's input, later ones what their inputs are.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/sharing/sharing.h"

#define TD_MOST_EXPERTS 32

/* Options of more than one kind; S is its options struct. */
#define TD_OPTION_SHARED_EXPERTS(S)                                                               \
  { "shared-experts", N_("Shared experts"), N_("How many experts all tasks choose from."),        \
    TD_INTEGER, .offset = G_STRUCT_OFFSET (S, shared_experts), .minimum = 1,                      \
    .maximum = TD_MOST_EXPERTS, .number = 2 }
#define TD_OPTION_TASK_EXPERTS(S)                                                                 \
  { "task-experts", N_("Own experts"), N_("How many experts each task has for itself."),          \
    TD_INTEGER, .offset = G_STRUCT_OFFSET (S, task_experts), .minimum = 0,                        \
    .maximum = TD_MOST_EXPERTS, .number = 1 }

/* Adds a gate for @n_experts named @place->name after value @input; answers its shares. @names
 * (n_experts): of the experts, by which an edit keeps what is said of each; NULL: they stay the same. */
typedef guint (*TdGateFunc) (TdGraph *graph, gconstpointer options, const char *id,
                             const TdPlace *place, guint input, guint n_experts, char **names);

typedef struct
{
  guint         n_levels;   /* at most: a level has a stage at least */
  guint         n_shared, n_own;
  TdGateFunc    gate;
  gconstpointer options;    /* of the gate */
} TdExperts;

/* softmax (W x), without a bias, as in the papers. */
guint    td_gate_softmax  (TdGraph *graph, gconstpointer options, const char *id,
                           const TdPlace *place, guint input, guint n_experts, char **names);

/* The whole network, heads included. */
gboolean td_experts_build (TdGraph *graph, const TdExperts *experts, const TdNetworkSpec *spec,
                           GError **error);
