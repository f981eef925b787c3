/* cold-start.h — training a part alone: one task, or the heads on a trunk that is locked.
 *
 * A task that joins a trained network learns so without changing the others. Both are edits of the
 * document, and turn back into "all" when they are in force.
 *
 * Main thread only.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/session.h"
#include <gtk/gtk.h>

/* Locks every layer of the trunk, or unlocks all when they are locked. */
void        td_cold_start_lock_trunk  (TdSession *session);

/* What a menu says that it will do now, with a mnemonic. */
const char *td_cold_start_task_label  (TdSession *session, const char *task);
const char *td_cold_start_trunk_label (TdSession *session);

/* Buttons that do it, and always say what. */
GtkWidget  *td_cold_start_new_task_button  (TdSession *session, const char *task);
GtkWidget  *td_cold_start_new_trunk_button (TdSession *session);
