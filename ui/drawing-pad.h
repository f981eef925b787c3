/* drawing-pad.h — a small picture to be drawn by hand: with the pointer, or with the arrow keys.
 *
 * The pointer draws, with the secondary button it rubs out. Arrow keys move a mark, Space and Enter
 * draw there, Backspace and Delete rub out.
 *
 * Signal: drawn: the picture was changed by the user.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include <gtk/gtk.h>

#define TD_TYPE_DRAWING_PAD (td_drawing_pad_get_type ())
G_DECLARE_FINAL_TYPE (TdDrawingPad, td_drawing_pad, TD, DRAWING_PAD, GtkWidget)

/* Empty, of this size. */
void          td_drawing_pad_set_size   (TdDrawingPad *self, guint width, guint height);
/* @pixels (height, width), 0 … 1: how much ink; copied. */
void          td_drawing_pad_set_pixels (TdDrawingPad *self, const double *pixels);
const double *td_drawing_pad_get_pixels (TdDrawingPad *self); /* (height, width) */
/* As the user's doing, with the signal. */
void          td_drawing_pad_clear      (TdDrawingPad *self);
/* Shifts by whole pixels, so that the ink's centre is in the middle. */
void          td_drawing_pad_centre     (TdDrawingPad *self);
