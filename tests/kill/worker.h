/* worker.h — the program that is killed: opens a project, edits, trains and saves until it is.
 *
 * What it says, a line each on standard output, times in microseconds of the monotonic clock:
 *   p TIME EDIT STEP SINCE  this is what it holds; the disk has been busy with it since (0: isn't)
 *   s                       a save begins
 *   a EDIT STEP             a save has ended well: the file holds at least this
 *   d                       a draft has been written
 *   e SENTENCE              something failed
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include <glib.h>

#define TD_KILL_FILE "toy.tandem"
#define TD_KILL_DRAFTS "drafts"
#define TD_KILL_EDIT "Edit " /* the project's name, before the number of its newest edit */

/* At scale 1: a hundredth of the usual times, so that a minute of training is over in 0.6 s. */
#define TD_KILL_AFTER_EDIT 0.03
#define TD_KILL_WHILE_TRAINING 0.3

/* All times are @scale times as long. @calm: edits and saves so rarely that drafts are written for
 * the training alone. Returns only when it can't begin. */
int td_kill_worker_run (const char *folder, guint32 seed, int scale, gboolean calm);
