/* task-color.h — a popover to choose a task's colour from: the usual six, or any other.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/base/config.h"
#include <gtk/gtk.h>

GtkWidget *td_task_color_popover_new (TdConfig *task);
