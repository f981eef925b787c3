/* option-step.h — the next number up or down from a setting: what arrow keys and the wheel do.
 *
 * Steps come from the option's table: equal ones where its range is narrow, 1, 2, 5, 10 where it is
 * wide, doubling, or ever closer to one. What is stepped to is always in range.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/base/kind.h"

/* @option is a NUMBER or an INTEGER, @value in its range; @direction 1 up, -1 down. @fine: about a
 * tenth of the usual step. */
double td_option_step (const TdOption *option, double value, int direction, gboolean fine);
