/* about.h — what the program is, who made it, what is new, and whose data come with it.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include <gtk/gtk.h>

void td_about_show (GtkApplication *application);
