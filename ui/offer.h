/* offer.h — texts to choose from in a drop-down.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include <gtk/gtk.h>

/* Puts @texts (char *, copied) on offer; what was chosen stays so while they are the same, else
 * @selected is chosen, or the first. Hidden without any. */
void td_offer_texts (GtkDropDown *choice, const GPtrArray *texts, guint selected);
