/* guess-project.h — a project to begin with, from a table alone.
 *
 * Columns that are called as targets are ("label", "class", "target_2", "y1"), else the last column
 * that makes a task, become tasks, one each, of the kind that their values look like. Inputs are
 * the others, without numbers of rows and without texts that differ too often. Two dense layers and
 * the defaults do the rest. All of it is meant to be changed.
 *
 * Pure functions; any thread.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/base/spec.h"
#include "core/data/table.h"

/* @table: what the file at @path holds, absolute. Without a column to predict there are no tasks,
 * and the project makes no plan yet. Initialises @project; FALSE with a sentence when the names in
 * the table or of the file are none that a document may have. */
gboolean td_guess_project (const TdTable *table, const char *path, TdSpec *project,
                           GError **error);
