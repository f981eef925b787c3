/* color.h — colours of charts: mixing, contrast, and setting them on cairo.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/chart/chart.h"

/* What a colour has to stand out from: white, and libadwaita's dark window. */
#define TD_LIGHT_BACKGROUND ((TdRgba){ 1, 1, 1, 1 })
#define TD_DARK_BACKGROUND ((TdRgba){ 0.1412, 0.1412, 0.1412, 1 })

/* WCAG 2 contrast, 1 … 21. Alpha is ignored. */
double td_rgba_contrast (TdRgba a, TdRgba b);
/* @a at 0, @b at 1. */
TdRgba td_rgba_mix      (TdRgba a, TdRgba b, double amount);
/* @color with its alpha times @alpha. */
TdRgba td_rgba_fade     (TdRgba color, double alpha);
/* The colour of selection, marks and links. */
TdRgba td_rgba_accent   (gboolean dark);
/* What lies on the background: cards, tooltips. */
TdRgba td_rgba_card     (const TdPalette *palette);
void   td_rgba_set      (TdRgba color, cairo_t *cr);
