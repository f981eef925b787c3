/* saver.h — writes a project file in a thread of its own, while editing and training go on.
 *
 * What it is given is copied or referenced, so nothing is shared with the window but the history,
 * which has its own lock. The callback runs on the main thread, exactly once.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/train/checkpoint.h"

/* @error NULL: the file is written. @error belongs to the caller of the callback. */
typedef void (*TdSaverCallback) (const char *path, const GError *error, gpointer user_data);

void td_saver_start (const char      *path,
                     const TdSpec    *project,
                     TdFolder        *folder,  /* with the data files that go inside */
                     TdFit           *fit,     /* NULL: none */
                     TdState         *state,   /* NULL: not trained */
                     TdHistory       *history, /* NULL: none */
                     TdSaverCallback  callback,
                     gpointer         user_data);
