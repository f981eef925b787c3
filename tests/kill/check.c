/* check.c — what was left on the disk by a program that was killed.
 *
 * SPDX-License-Identifier: MIT
 */
#include "check.h"
#include "worker.h"

#include "core/train/checkpoint.h"
#include "core/train/drafts.h"

#include <string.h>

/* With its data, its network and all its weights. */
static TdKillFile
open_whole (const char *path, const char *folder)
{
  g_auto(TdCheckpoint) file = { 0 };
  g_autoptr(TdData) data = NULL;
  g_autoptr(TdPlan) plan = NULL;
  g_autoptr(TdState) state = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *unfit = NULL;
  const char *name;

  td_checkpoint_load (path, &file, &error);
  g_assert_no_error (error);
  data = td_data_new (folder, file.fit);
  plan = td_plan_new (&file.project, data, &error);
  g_assert_no_error (error);
  state = td_checkpoint_state (&file, plan, &unfit, &error);
  g_assert_no_error (error);
  name = td_project_of (&file.project)->name;
  g_assert_true (g_str_has_prefix (name, TD_KILL_EDIT));
  return (TdKillFile) {
    .exists = TRUE,
    .edit = g_ascii_strtoull (name + strlen (TD_KILL_EDIT), NULL, 10),
    .step = state != NULL ? state->step : 0,
  };
}

TdKillFile
td_kill_check_file (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, TD_KILL_FILE, NULL);

  return open_whole (path, folder);
}

TdKillFile
td_kill_check_draft (const char *folder)
{
  g_autofree char *place = g_build_filename (folder, TD_KILL_DRAFTS, NULL);
  g_autofree char *path = g_build_filename (folder, TD_KILL_FILE, NULL);
  g_autoptr(GPtrArray) drafts = td_drafts_list (place);
  g_autofree char *name = NULL;
  g_autofree char *draft = NULL;
  const TdDraftInfo *info;

  g_assert_cmpuint (drafts->len, <=, 1); /* there was one document */
  if (drafts->len == 0)
    return (TdKillFile) { 0 };
  info = drafts->pdata[0];
  g_assert_null (info->problem);
  g_assert_cmpstr (info->origin, ==, path);
  name = g_strconcat (info->id, ".tandem", NULL);
  draft = g_build_filename (place, name, NULL);
  return open_whole (draft, folder);
}

static guint
count_temporaries (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    n += g_str_has_suffix (name, ".tmp");
  return n;
}

guint
td_kill_count_litter (const char *folder)
{
  g_autofree char *place = g_build_filename (folder, TD_KILL_DRAFTS, NULL);

  return count_temporaries (folder) + count_temporaries (place);
}
