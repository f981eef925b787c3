/* undo.h — what was done to a document, to be undone and redone.
 *
 * An entry holds the document before and after, a label, and a box for what the edit drops from a
 * run (core/nn/tensor-box.h). Undoing gives the document its values in place, by id: configs that
 * stay keep their identity. A reset of the run is an entry as well; what it keeps is opaque here.
 * Progress of training is never undone.
 *
 * Watches the project. Its owner gathers changes, say until the main loop is idle, and then calls
 * td_undo_record(): all changes since become one entry. So do changes of one control, but not of a
 * list, that follow one another within a second, and all that is recorded within a group, such as a
 * drag. At most 100 entries are kept, and as many as keep 256 MB together, but always the last; the
 * oldest go.
 *
 * Main thread only.
 *
 * Properties, all read-only and notified: `can-undo`, `can-redo` (boolean), `undo-label`,
 * `redo-label` (string such as "Change learning rate"; NULL when there is nothing).
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/data/folder.h"
#include "core/nn/tensor-box.h"
#include "core/nn/weight-place.h"
#include "core/project/project.h"

#define TD_UNDO_MAX_ENTRIES 100
#define TD_UNDO_MAX_BYTES (256 * 1024 * 1024)

#define TD_TYPE_UNDO (td_undo_get_type ())
G_DECLARE_FINAL_TYPE (TdUndo, td_undo, TD, UNDO, GObject)

TdUndo *td_undo_new (TdProject *project);

/* Turns what has changed since the last call into an entry, or adds it to the last one. Returns
 * the box for td_trainer_apply() of the document as it is now; NULL when nothing has changed. */
TdTensorBox *td_undo_record    (TdUndo *self) G_GNUC_WARN_UNUSED_RESULT; /* owned */
/* Names the next entry: "Remove layer". Otherwise it is named after the option that changed. */
void         td_undo_set_label (TdUndo *self, const char *label);
/* Tells that the document of this moment made a plan and was applied. Entries between two
 * documents that did share a box, as the run goes from one to the other in one leap. */
void         td_undo_applied   (TdUndo *self);

/* An entry from @before, which the document was before it was opened here, to the document of now;
 * none when they are equal. To be called before anything else is recorded. */
void         td_undo_record_since (TdUndo *self, const TdSpec *before, const char *label);

void td_undo_begin_group (TdUndo *self);
void td_undo_end_group   (TdUndo *self);
/* How long after a change another of the same control still belongs to it; 1 at first. */
void td_undo_set_merge_seconds (TdUndo *self, double seconds);

typedef enum
{
  TD_UNDO_NOTHING, /* there is nothing to undo */
  TD_UNDO_EDIT,    /* the document has changed: apply it with *box */
  TD_UNDO_WEIGHT,  /* a weight is to change places with what *box keeps */
  TD_UNDO_RUN,     /* the run is to change places with td_undo_exchange(); so has the document,
                    * where the entry is of an edit that went back */
} TdUndoResult;

/* *box is owned by the caller. */
TdUndoResult td_undo_undo (TdUndo *self, TdTensorBox **box);
TdUndoResult td_undo_redo (TdUndo *self, TdTensorBox **box);

/* An entry for a weight that is about to be set by hand, or the last one, when that is of the same
 * weight and hardly a second old. Returns the box for td_trainer_set_weight(). */
TdTensorBox *td_undo_record_weight (TdUndo *self, const TdWeightPlace *place, const char *label)
  G_GNUC_WARN_UNUSED_RESULT; /* owned */
/* After TD_UNDO_WEIGHT: which one. Borrowed, until the next change of the stack. */
const TdWeightPlace *td_undo_get_weight (TdUndo *self);

/* An entry for a reset that is about to happen. @past, of @size bytes, is taken. */
void     td_undo_record_reset (TdUndo *self, gpointer past, gsize size, GDestroyNotify free_past);
/* The same for the edit that was recorded last: it is undone with the run as it was. */
void     td_undo_keep_past    (TdUndo *self, gpointer past, gsize size, GDestroyNotify free_past);
/* After TD_UNDO_RUN: gives away what the entry keeps, and has it keep @past instead. */
gpointer td_undo_exchange     (TdUndo *self, gpointer past, gsize size);

gboolean    td_undo_get_can_undo   (TdUndo *self);
gboolean    td_undo_get_can_redo   (TdUndo *self);
const char *td_undo_get_undo_label (TdUndo *self);
const char *td_undo_get_redo_label (TdUndo *self);
guint       td_undo_get_n_entries  (TdUndo *self); /* done and undone */

/* After td_project_pack() renamed the project's files: the same names in all entries. Not an edit;
 * the project's own config is to get its names next. */
void td_undo_relocate (TdUndo *self, const TdFolder *from, const TdFolder *to);
