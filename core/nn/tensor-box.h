/* tensor-box.h — what an edit takes out of a run, kept so that undoing it can put it back.
 *
 * An edit of the network drops tensors; changing the optimizer drops its slots. A box belongs to
 * one undo entry and goes along with every change of the run that makes, unmakes or remakes this
 * edit: on the way out of the run as it was before, its home, what only the home has is kept; on
 * the way back home, what only the edited run had. So it holds at most what the run lacks.
 *
 * Items are bytes under a name that says all that must agree: "l1.weight 16x4 adam exp_avg".
 *
 * Any thread: one mutex. Only the thread that trains moves things in and out.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include <glib.h>

typedef struct _TdTensorBox TdTensorBox;

TdTensorBox *td_tensor_box_new   (void);
TdTensorBox *td_tensor_box_ref   (TdTensorBox *self);
void         td_tensor_box_unref (TdTensorBox *self);
gsize        td_tensor_box_size  (TdTensorBox *self); /* bytes it keeps */

/* Begins a move from a run with @from to one with @to: sets of names. */
void td_tensor_box_begin (TdTensorBox *self, GHashTable *from, GHashTable *to);
/* Keeps a copy when the box wants it. @second (NULL: none) follows @first, both of @size bytes. */
void td_tensor_box_put   (TdTensorBox *self, const char *name, const void *first,
                          const void *second, gsize size);
/* The same whichever way the run goes, unless the box has something of that name. */
void td_tensor_box_keep  (TdTensorBox *self, const char *name, const void *data, gsize size);
/* Moves it out, in the same two parts; @second is like @first when it was put without. FALSE: not
 * there. */
gboolean td_tensor_box_take (TdTensorBox *self, const char *name, void *first, void *second,
                             gsize size);

/* The number under which a run's edits name it; 0: not used yet. */
guint td_tensor_box_get_number (TdTensorBox *self);
void  td_tensor_box_set_number (TdTensorBox *self, guint number);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TdTensorBox, td_tensor_box_unref)
