/* undo-touch.h — what has changed in a project since something was last recorded of it.
 *
 * Main thread only.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/base/config.h"

/* Starts as zeros. */
typedef struct
{
  gboolean touched;
  gboolean mixed;   /* more than one option changed, or a list */
  char    *control; /* the path of the first option that changed */
  char    *label;   /* named after it: "Change learning rate" */
} TdUndoTouch;

/* As the signal `changed` of TdConfig tells it. */
void td_undo_touch_note  (TdUndoTouch *self, TdConfig *origin, const TdOption *option);
void td_undo_touch_clear (TdUndoTouch *self);
/* The only option that changed; NULL: several, a list, or none. */
const char *td_undo_touch_get_control (const TdUndoTouch *self);
