/* network-words.h — a network's picture in words, for screen readers and for cards beside it.
 *
 * Texts are owned by the caller.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/chart/network-layout.h"

/* All of the picture. */
char *td_network_describe (const TdNetworkModel *model);
/* What a gate takes of each expert, or masks let pass of each stage: "own 40%, shared 60%". */
char *td_network_gate_words   (const TdHeadBox *head, guint gate);
/* The same of a gate of all tasks: "shared 40%, Digit 60%". NULL: there is none, or it isn't
 * known. */
char *td_network_common_words (const TdNetworkModel *model, const TdBox *box);
/* What a task takes of each after a layer with a stitch: "90% of Digit, 3% of Is even". NULL:
 * there is none, or it isn't known. */
char *td_network_stitch_words (const TdNetworkModel *model, const TdBox *box);
/* One of its places: "Dense 128", "Insert a layer before Dense 128", "Digit". */
char *td_network_place_title    (const TdNetworkLayout *layout, guint place,
                                 const TdNetworkModel *model);
/* "ReLU · He normal, layer 1 of 3 of the shared trunk"; "" where the title says it all. */
char *td_network_place_describe (const TdNetworkLayout *layout, guint place,
                                 const TdNetworkModel *model);
