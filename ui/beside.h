/* beside.h — a picture with a smaller one at its side, when that is visible.
 *
 * The one at the side takes a share of the width and asks for none, so that the window folds its
 * panes at the same width with it as without it.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include <gtk/gtk.h>

#define TD_TYPE_BESIDE (td_beside_get_type ())
/* Has two children, which a template adds. */
G_DECLARE_FINAL_TYPE (TdBeside, td_beside, TD, BESIDE, GtkWidget)
