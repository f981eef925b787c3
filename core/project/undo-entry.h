/* undo-entry.h — one thing that was done to a document, as TdUndo keeps it.
 *
 * Stacks of entries are arrays of TdUndoEntry that own them, the newest last.
 *
 * Main thread only.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/base/spec.h"
#include "core/data/folder.h"
#include "core/nn/tensor-box.h"
#include "core/nn/weight-place.h"

typedef struct
{
  TdSpec         before, after;
  char          *label;
  TdTensorBox   *box;
  char          *control;   /* the path of the only option that changed; NULL: several */
  gint64         time;      /* of the last change, microseconds */
  guint          group;     /* 0: none */
  gboolean       is_open;   /* may still take up changes */
  gboolean       is_reset;  /* the document stays as it is */
  TdWeightPlace *weight;    /* set by hand, while the document stays as it is; NULL: none */
  gpointer       past;      /* a run to change places with; NULL: none */
  gsize          past_size;
  GDestroyNotify free_past;
} TdUndoEntry;

GPtrArray   *td_undo_stack_new      (void);
TdUndoEntry *td_undo_stack_last     (GPtrArray *self); /* borrowed; NULL: empty */
gsize        td_undo_stack_size     (GPtrArray *self); /* bytes that boxes and pasts hold */
void         td_undo_stack_relocate (GPtrArray *self, const TdFolder *from, const TdFolder *to);

/* Whether setting @weight now belongs to this entry: it set the same one shortly before. */
gboolean td_undo_entry_takes_weight (const TdUndoEntry *self, const TdWeightPlace *weight,
                                     gint64 merge_time);
/* Whether a change made now belongs to this entry: one in the same group, or outside of groups one
 * of @control (NULL: of several) within @merge_time microseconds. @self may be NULL. */
gboolean td_undo_entry_takes (const TdUndoEntry *self, guint group, const char *control,
                              gint64 merge_time);
