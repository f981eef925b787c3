/* feature-list.h — the inputs of one row, each to be changed: sliders for numbers, choices for
 * texts.
 *
 * Long lists scroll, and are searched by name.
 *
 * Signal: edited (guint input): the user changed the value of that column.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/data/input-row.h"
#include <gtk/gtk.h>

#define TD_TYPE_FEATURE_LIST (td_feature_list_get_type ())
G_DECLARE_FINAL_TYPE (TdFeatureList, td_feature_list, TD, FEATURE_LIST, GtkWidget)

/* The columns of @fit, which is referenced, with their ranges in @data (NULL: none). */
void          td_feature_list_set_columns (TdFeatureList *self, TdFit *fit, const TdDataset *data);
/* Both (n_inputs), as in core/data/input-row.h. */
void          td_feature_list_set_values  (TdFeatureList *self, const double *values);
const double *td_feature_list_get_values  (TdFeatureList *self);
