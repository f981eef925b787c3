/* suite.h — the test cases of each file of this program.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/project/plan.h"

/* The gradient of a network against the plain double one, and that against central differences. */
void check_plan_gradient (const TdPlan *plan, gboolean training);

void add_history_tests    (void);
void add_engine_tests     (void);
void add_gradient_tests   (void);
void add_gram_tests       (void);
void add_balancing_tests  (void);
void add_image_tests      (void);
void add_cold_start_tests (void);
void add_trainer_tests    (void);
void add_go_back_tests    (void);
void add_checkpoint_tests (void);
void add_undo_tests       (void);
void add_edits_tests      (void);
void add_observer_tests   (void);
void add_schedule_tests   (void);
void add_step_lab_tests   (void);
void add_review_tests     (void);
void add_sharing_tests    (void);
void add_sharing_image_tests (void);
void add_sharing_gradient_tests (void);
