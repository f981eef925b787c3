/* kind-popover.h — a list of a family's kinds, each with its sentence, to choose one from.
 *
 * Signals:
 *   chosen (const TdKind *kind)
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/base/kind.h"
#include <gtk/gtk.h>

#define TD_TYPE_KIND_POPOVER (td_kind_popover_get_type ())
G_DECLARE_FINAL_TYPE (TdKindPopover, td_kind_popover, TD, KIND_POPOVER, GtkPopover)

/* @name: what is chosen, for screen readers. */
GtkWidget *td_kind_popover_new (const TdFamily *family, const char *name);
