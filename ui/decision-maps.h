/* decision-maps.h — what each task answers all over a plane of two inputs, live.
 *
 * Visible only for projects with two numeric inputs. One map per task; a click or Enter enlarges
 * it, another one or Escape shows all again. Pointing at one reads all of them there. While hidden
 * nothing is computed.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/session.h"
#include <gtk/gtk.h>

#define TD_TYPE_DECISION_MAPS (td_decision_maps_get_type ())
G_DECLARE_FINAL_TYPE (TdDecisionMaps, td_decision_maps, TD, DECISION_MAPS, GtkWidget)

/* Once. */
void td_decision_maps_set_session (TdDecisionMaps *self, TdSession *session);
