/* fact-card.h — a title and a few lines "name: value" in two columns.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include <gtk/gtk.h>

#define TD_TYPE_FACT_CARD (td_fact_card_get_type ())
G_DECLARE_FINAL_TYPE (TdFactCard, td_fact_card, TD, FACT_CARD, GtkWidget)

GtkWidget *td_fact_card_new   (void);
/* Removes all lines. */
void       td_fact_card_start (TdFactCard *self, const char *title);
void       td_fact_card_add   (TdFactCard *self, const char *name, const char *value);
/* "Shape: 64 → 128, Parameters: 8 320": for screen readers. Owned. */
char      *td_fact_card_dup_text (TdFactCard *self);
