/* toy-session.h — a toy project with its undo and its run, put together as a window does it.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/project/undo.h"
#include "core/train/past.h"
#include "tests/train/toy-project.h"

typedef struct
{
  TdProject *project;
  TdUndo    *undo;
  TdData    *data;
  TdTrainer *trainer;
} ToySession;

void toy_session_init  (ToySession *self, const char *folder, const char *const *settings);
void toy_session_clear (ToySession *self);

/* Trains @steps more and pauses; an epoch that is done is evaluated. */
void     toy_session_train (ToySession *self, guint64 steps);
TdState *toy_session_state (ToySession *self);

/* Each is one action of a user. Edits that make no sense stay in the document alone. */
void     toy_session_set   (ToySession *self, const char *path, const char *value);
void     toy_session_apply (ToySession *self, const TdSpec *spec);
/* Element @index of the weights of @layer. */
void     toy_session_set_weight (ToySession *self, const char *layer, guint64 index, float value);
void     toy_session_reset (ToySession *self);
gboolean toy_session_undo  (ToySession *self);
gboolean toy_session_redo  (ToySession *self);

/* Equal bits of parameters, slots and best values. */
void toy_assert_same_tensors (const TdState *a, const TdState *b);
