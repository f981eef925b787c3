/* stages.h — a trunk cut into stages: a layer with units of its own, and what goes with it.
 *
 * Dropout, pooling and norms go with the layer before them; those at the trunk's start with the
 * first. Between stages is where tasks exchange what they have learned.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/nn/layer.h"

/* The layer after the stage that begins at layer @first. */
gsize td_stage_end (const TdSpecList *trunk, gsize first);
guint td_stage_count (const TdSpecList *trunk);
/* Where stage @stage begins; the count: the trunk's end. */
gsize td_stage_start (const TdSpecList *trunk, guint stage);
/* Whether all layers with units among @first … @last-1 are locked: what joins tasks after them
 * rests as well, or a locked trunk would go on to change. FALSE without any. */
gboolean td_stages_are_locked (const TdSpecList *trunk, gsize first, gsize last);
/* What stands for the stage at @first in ids: its first layer with units, else its first. */
const char *td_stage_id (const TdSpecList *trunk, gsize first);
