/* toy-monkey.h — edits a toy project at random.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "tests/train/toy-session.h"

/* One action: an edit, which may make no sense, an undo, a redo, or, rarely, a reset. */
void toy_monkey_edit (ToySession *session, GRand *rand);
/* Without resets. */
void toy_monkey_edit_run (ToySession *session, GRand *rand);
