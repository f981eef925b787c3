/* template-pictures.h — small pictures of the templates, drawn with cairo.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/chart/chart.h"

/* Three digits of the data. */
void td_template_draw_digits     (cairo_t *cr, double width, double height,
                                  const TdPalette *palette);
/* A shirt, trousers and a shoe of Debian's dataset-fashion-mnist, half as large. */
void td_template_draw_fashion    (cairo_t *cr, double width, double height,
                                  const TdPalette *palette);
/* Two moons and the line between them. */
void td_template_draw_playground (cairo_t *cr, double width, double height,
                                  const TdPalette *palette);
/* Curves that go together. */
void td_template_draw_related    (cairo_t *cr, double width, double height,
                                  const TdPalette *palette);
