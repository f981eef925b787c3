/* init-draw.h — random first values: what most initializers are made of.
 *
 * Element i comes from counter i of the stream, so it depends on nothing else.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/base/random.h"

void td_draw_uniform (TdStream stream, double minimum, double maximum, gsize n, float *weights);
void td_draw_normal  (TdStream stream, double mean, double deviation, gsize n, float *weights);
