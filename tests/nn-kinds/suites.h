/* suites.h — the parts of this program, one per file.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

void add_activation_tests  (void);
void add_initializer_tests (void);
void add_layout_tests      (void);
void add_loss_tests        (void);
void add_metrics_tests     (void);
