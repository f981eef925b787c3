/* encode.h — from a table to what a project learns from it, and from that to numbers.
 *
 * Pure functions on immutable tables and fits; any thread.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/data/dataset.h"
#include "core/project/settings.h"

/* Which rows of a table serve for what. */
typedef struct
{
  guint32 *rows[TD_N_PARTS];
  gsize    n[TD_N_PARTS];
} TdParts;

void td_parts_clear (TdParts *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TdParts, td_parts_clear)

/* Names of all target columns, NULL-terminated, borrowed from @project; g_free() the array. */
const char **td_project_dup_targets (const TdSpec *project);

/* A fit of every task of @project, in their order. @inputs: the fit whose inputs and files are
 * taken as they are, NULL: learned from the training rows; @targets (n_tasks) alike, each may be
 * NULL. With all of them given, @table may be NULL. */
TdFit *td_fit_project (const TdSpec             *project,
                       const TdTable            *table,
                       const TdParts            *parts,
                       const TdFit              *inputs,
                       const TdTargetFit *const *targets,
                       GError                  **error);

/* Counts the training labels of each class where @self, a fit of that project that is nobody
 * else's yet, doesn't know. */
void td_fit_count_labels (TdFit *self, const TdSpec *project, const TdDataset *dataset);

/* Takes the content of @parts. Target columns that @table lacks are missing labels. @n_unseen
 * (n_tasks): labels that @fit doesn't know, counted as missing; may be NULL. */
TdDataset *td_encode_project (const TdSpec  *project,
                              const TdFit   *fit,
                              const TdTable *table,
                              TdParts       *parts,
                              gsize         *n_unseen,
                              GError       **error);
