/* cli-progress.h — one line on stderr that tells how far training is.
 *
 * On a terminal the line is rewritten several times a second; elsewhere (a log file, a cluster) a
 * new line follows every few seconds.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/train/trainer.h"

typedef struct
{
  gboolean terminal;
  gint64   next;     /* monotonic time of the next line, microseconds */
} TdCliProgress;

void td_cli_progress_init   (TdCliProgress *self);
/* Tells @progress if it is time to; the first time it is. @epochs: the total to reach, 0:
 * unknown. */
void td_cli_progress_update (TdCliProgress *self, const TdProgress *progress, guint64 epochs);
/* The last line, and its end. */
void td_cli_progress_end    (TdCliProgress *self, const TdProgress *progress, guint64 epochs);
