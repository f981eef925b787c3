/* check.h — what was left on the disk by a program that was killed.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include <glib.h>

typedef struct
{
  gboolean exists;
  guint64  edit, step;
} TdKillFile;

/* Both abort the test when what is there can't be opened whole. */
TdKillFile td_kill_check_file  (const char *folder);
TdKillFile td_kill_check_draft (const char *folder);
/* Files that a killed save left behind, in both folders. */
guint      td_kill_count_litter (const char *folder);
