/* sampling.h — which rows a step trains on, and for which tasks: the family "sampling".
 *
 * Either a batch takes rows and every task learns from those that carry its label; or each task has
 * rows of its own in the batch, drawn from those that carry its label; or a step is for one task
 * alone. A sampler makes batches of it: core/data/sampler.h.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/base/spec.h"

/* When an epoch ends where tasks have rows of their own. */
typedef enum
{
  TD_EPOCH_ALL_ROWS, /* as many rows were taken as there are labelled ones, over all tasks */
  TD_EPOCH_LONGEST,  /* the last task has had all of its rows; others begin again until then */
  TD_EPOCH_SHORTEST, /* the first task has had all of its rows */
} TdEpochRule;

/* The first member of a kind's options. */
typedef struct
{
  int epoch; /* TdEpochRule */
} TdSamplingOptions;

typedef struct
{
  TdKind kind;
  /* What part of a batch a task gets that has @n_labelled rows, beside what the others get. NULL:
   * batches take rows, or a single task. */
  double (*share) (gconstpointer options, double n_labelled);
  gboolean one_task; /* a step trains a single task */
} TdSamplingKind;

extern const char *const td_epoch_names[]; /* by TdEpochRule; NULL-terminated, as the next */
extern const char *const td_epoch_titles[];

/* A constant table can't call a function. */
#define TD_OPTION_EPOCH                                                                           \
  { .name = "epoch", .label = N_("Epoch"),                                                        \
    .help = N_("When an epoch ends: after as many rows as have labels, or when the task with the " \
               "most, or with the fewest, has had all of its own."),                              \
    .type = TD_CHOICE, .offset = G_STRUCT_OFFSET (TdSamplingOptions, epoch),                      \
    .text = "all-rows", .choices = td_epoch_names, .titles = td_epoch_titles }

extern const TdFamily td_samplings;
