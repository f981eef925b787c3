/* application.h — the program: its windows, its actions and their keys.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include <adwaita.h>

#define TD_TYPE_APPLICATION (td_application_get_type ())
G_DECLARE_FINAL_TYPE (TdApplication, td_application, TD, APPLICATION, AdwApplication)

/* @flags are added to those it needs. */
TdApplication *td_application_new (GApplicationFlags flags);
