/* agreement-card.h — how far the tasks agree, small: for the inspector.
 *
 * The matrix of the page "Gradients", live. It asks only while it is in sight of whatever scrolls
 * it.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/session.h"
#include <gtk/gtk.h>

#define TD_TYPE_AGREEMENT_CARD (td_agreement_card_get_type ())
G_DECLARE_FINAL_TYPE (TdAgreementCard, td_agreement_card, TD, AGREEMENT_CARD, GtkWidget)

GtkWidget *td_agreement_card_new (TdSession *session);
