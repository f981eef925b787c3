/* format.h — numbers and names as people read them: "1 797", "31 400 steps/s", "0:02", "96.2 %".
 *
 * The group separator is a thin space, which no locale mistakes for a decimal sign.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/nn/metrics.h"
#include <glib.h>

char *td_format_count    (guint64 value);    /* "1 797" */
char *td_format_number   (double value);     /* four significant digits: "12.35", "1.2e+06"; "–": none */
char *td_format_percent  (double share);     /* "96 %", of 0.96 */
char *td_format_rate     (double per_second); /* two significant digits and more: "31 400", "0.8" */
char *td_format_duration (double seconds);   /* "0:02", "12:40", "3:05:00" */
/* A task's one figure: accuracy as "96.2 %", else R² as "0.910"; "" when there is none yet. */
char *td_format_metrics  (const TdTaskMetrics *metrics);
/* "~/lessons/digits.tandem": of any file name. */
char *td_format_path     (const char *path);
/* Without the mark of its shortcut letter: "Lock Trunk" of "_Lock Trunk", and where a language puts
 * the letter after the words, as in "X(_L)", without the letter. */
char *td_format_label    (const char *label);
