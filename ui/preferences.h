/* preferences.h — what a person likes, whatever the project: a config like any other, kept in
 * $XDG_CONFIG_HOME/tandem/preferences.ini.
 *
 * A file that can't be read, or a value out of range, counts as absent. Changes are written a
 * moment later, all at once.
 *
 * Main thread only.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/base/config.h"

extern const TdFamily td_preferences_family;

/* The one there is, made and read from its file on first use; borrowed. Options: "style",
 * "chart-rate", "threads", "drafts", "draft-interval"; hidden "width", "height", "maximized". */
TdConfig *td_preferences_get   (void);
/* Writes what waits to be written. FALSE with a sentence when that can't be done. */
gboolean  td_preferences_flush (GError **error);
/* Forgets the one there is, after writing: for the end of the program, and for tests. */
void      td_preferences_end   (void);
