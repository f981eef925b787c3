/* curves-page.h — the page "Curves": loss per task and accuracy, as they grow.
 *
 * Side by side, one above the other where the page is narrow. A page that isn't shown does nothing.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/chart/curves.h"
#include "ui/session.h"
#include <gtk/gtk.h>

#define TD_TYPE_CURVES_PAGE (td_curves_page_get_type ())
G_DECLARE_FINAL_TYPE (TdCurvesPage, td_curves_page, TD, CURVES_PAGE, GtkWidget)

/* Once. */
void       td_curves_page_set_session (TdCurvesPage *self, TdSession *session);
/* The curves for a picture on white, without the hidden lines, and how they are shown. */
TdCurves     *td_curves_page_new_curves (TdCurvesPage *self);
TdCurvesLook  td_curves_page_get_look   (TdCurvesPage *self);
/* The page's own controls, which the window puts beside the names of the pages. */
GtkWidget *td_curves_page_get_tools   (TdCurvesPage *self);
