/* sharing.h — how tasks share parameters: the family "sharing".
 *
 * A sharing kind turns the same description of a trunk and heads into a graph.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/nn/layer.h"

typedef struct
{
  const char       *id;        /* the task's */
  const TdSpecList *head;      /* private layers, borrowed */
  gsize             n_outputs;
  gboolean          enabled;
} TdHeadSpec;

typedef struct
{
  guint64           seed;
  TdShape           input;
  const TdSpecList *trunk;   /* borrowed */
  guint             n_tasks;
  const TdHeadSpec *heads;   /* (n_tasks) */
} TdNetworkSpec;

/* What copies of the trunk there are, for pictures. */
typedef struct
{
  guint    n_shared; /* experts all tasks choose from; 0: there are no experts */
  guint    n_own;    /* experts of each task's own */
  guint    n_levels; /* at most */
  gboolean is_tied;  /* a penalty draws the tasks' trunks together */
} TdSharingForm;

typedef struct
{
  TdKind   kind;
  gboolean has_shared_trunk; /* drawn as one trunk with forking heads, else as one for each task */
  const char *trunk_title;   /* N_() over its picture */
  void     (*describe) (gconstpointer options, TdSharingForm *form); /* NULL: all zero */
  gboolean (*build) (TdGraph *graph, gconstpointer options, const TdNetworkSpec *spec, GError **error);
} TdSharingKind;

extern const TdFamily td_sharings;

/* The finished graph. Options of @sharing and of all layers must outlive it. */
TdGraph *td_sharing_build (const TdSpec *sharing, const TdNetworkSpec *spec, GError **error);

/* The trunk of task @task alone, and the value it ends in; for the sharing kinds. */
gboolean td_sharing_build_trunk (TdGraph *graph, const TdNetworkSpec *spec, guint task, guint *output,
                                 GError **error);

/* After @input: the head of task @task and its output layer; for the sharing kinds. */
gboolean td_sharing_build_head (TdGraph *graph, const TdNetworkSpec *spec, guint task, guint input,
                                GError **error);
