/* suites.h — the parts of this program, one per file.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

void add_optimizer_tests  (void);
void add_schedule_tests   (void);
void add_trajectory_tests (void);
