/* spec-diff.h — what two specs of one kind differ in: a list of places and their new values.
 *
 * Options are compared one by one, as deep as both sides have the same kinds. Lists whose elements
 * have the same ids in the same order are compared element by element; any other change of a list
 * is one change of the whole list. Applying all changes in order to the first spec gives the
 * second.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/base/spec.h"

typedef struct
{
  char *path;  /* as td_spec_set_path() takes it */
  char *value; /* JSON on one line */
} TdSpecChange;

TdSpecChange *td_spec_change_new  (const char *path, const char *value);
void          td_spec_change_free (TdSpecChange *self);

/* Of TdSpecChange, owned; empty when the specs are equal. Both must be of the same kind. */
GPtrArray *td_spec_diff  (const TdSpec *from, const TdSpec *to);
/* Whether all lists of kinds have the same elements, told apart by id, in the same order. Where the
 * kinds differ nothing is compared. */
gboolean   td_spec_same_elements (const TdSpec *a, const TdSpec *b);
/* Stops at the first change that is refused, which leaves @spec half-changed. */
gboolean   td_spec_patch (TdSpec *spec, GPtrArray *changes, GError **error);
