/* formula.h — a formula written on one line, with its indices below and its powers above.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include <glib.h>

/* Pango markup of @text, where "w_k" has an index, Latin letters and digits, and "e^s_k" or
 * "(…)^(1/K)" a power: a sign with its index, or what stands in brackets. */
char *td_formula_dup_markup (const char *text);
