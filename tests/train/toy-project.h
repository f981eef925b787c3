/* toy-project.h — small projects on data made up in a folder of their own, for trainer tests.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/project/plan.h"
#include "core/train/trainer.h"

/* A folder with toy.csv: @n_rows rows, inputs a b c d, targets class (three), flag (yes-no, blank
 * in every third row), amount (a number). */
char   *toy_folder_new    (guint n_rows);
void    toy_folder_remove (char *folder); /* frees @folder */

/* The project of that table with some @settings ("training.batch-size=16", NULL-terminated). */
void    toy_project (TdSpec *project, const char *const *settings);
/* Its plan; aborts the test on an error. */
TdPlan *toy_plan    (const char *folder, const char *const *settings);
TdPlan *toy_plan_of (const char *folder, const TdSpec *project);

/* Trains to @limits from @start and returns the state then. */
TdState *toy_train (TdPlan *plan, TdState *start, const TdRunLimits *limits);

/* Asserts that parameters and slots have equal bits, and what is kept of balancing. */
void toy_assert_same_balance (const TdBalanceState *a, const TdBalanceState *b);
void toy_assert_same_state (const TdState *a, const TdState *b);
