/* change-words.h — a change of the project in a few words.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/base/spec-diff.h"

/* "Learning rate 0.001 → 0.01", "Digit: Weight 1 → 0.5", "Optimizer Adam → SGD", "Add Dense".
 * @before is the project that @change is about to be made in. Owned; never NULL. */
char    *td_change_dup_words (const TdSpec *before, const TdSpecChange *change);
/* Whether it is about names or colours alone, which no run depends on. */
gboolean td_change_is_looks  (const TdSpec *before, const TdSpecChange *change);
