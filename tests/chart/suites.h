/* suites.h — the parts of the charts' test program.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

void add_color_tests   (void);
void add_agreement_tests (void);
void add_tick_tests    (void);
void add_drawing_tests (void);
void add_trace_tests   (void);
void add_curves_tests  (void);
void add_edit_tests    (void);
void add_zoom_tests    (void);
void add_map_tests (void);
void add_schedule_tests (void);
void add_network_tests (void);
void add_step_bars_tests (void);
