/* undo-label.h — what to call an edit that adds or removes elements of lists: layers, tasks.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/base/spec.h"

/* "Remove Has a loop", "Add Dense", "Move Dropout"; NULL when it isn't one element that came, went
 * or changed its list. Layers that go with their task don't count. */
char *td_undo_dup_label (const TdSpec *before, const TdSpec *after);
