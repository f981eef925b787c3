/* weight-editor.h — one weight of a layer: which, and its value, to be read and to be set.
 *
 * Units are counted from 1, as people do; the bias stands before the first input.
 *
 * Signals:
 *   chosen: another weight is looked at.
 *   set (double value): by a person.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/nn/weight-place.h"
#include <gtk/gtk.h>

/* The weights of a layer or of a head's outputs. */
typedef struct
{
  char    *layer; /* its tensors' id */
  guint    n_in, n_out;
  gboolean has_bias;
} TdWeightMatrix;

#define TD_WEIGHT_BIAS G_MAXUINT /* in place of an input */

#define TD_TYPE_WEIGHT_EDITOR (td_weight_editor_get_type ())
G_DECLARE_FINAL_TYPE (TdWeightEditor, td_weight_editor, TD, WEIGHT_EDITOR, GtkWidget)

/* @matrix is copied. */
GtkWidget     *td_weight_editor_new       (const char *title, const TdWeightMatrix *matrix);
/* Units from 0, or @from TD_WEIGHT_BIAS; tells `chosen`. */
void           td_weight_editor_choose    (TdWeightEditor *self, guint from, guint to);
void           td_weight_editor_get_units (TdWeightEditor *self, guint *from, guint *to);
TdWeightPlace *td_weight_editor_dup_place (TdWeightEditor *self);
/* Whether its value is being typed. */
gboolean       td_weight_editor_is_typing (TdWeightEditor *self);
/* What the weight is now. */
void           td_weight_editor_show      (TdWeightEditor *self, double value);
