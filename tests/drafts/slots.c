/* slots.c — drafts as files: locks, records, listing, claiming.
 *
 * SPDX-License-Identifier: MIT
 */
#include "suite.h"
#include "../train/toy-project.h"

#include "core/train/checkpoint.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

static void
write_draft (TdDraft *draft, const TdDraftInfo *info)
{
  g_auto(TdSpec) project = { 0 };
  g_autoptr(GError) error = NULL;

  toy_project (&project, NULL);
  td_draft_describe (draft, info, &error);
  g_assert_no_error (error);
  td_checkpoint_save (td_draft_get_path (draft), &project, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static guint
count_files (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static guint
count_drafts (const char *folder)
{
  g_autoptr(GPtrArray) drafts = td_drafts_list (folder);

  return drafts->len;
}

static const TdDraftInfo sample = {
  .name = (char *) "Dinner for one\n[draft]",
  .origin = (char *) "/home/m\xfcller/a b.tandem", /* not UTF-8 */
  .folder = (char *) "/home/m\xfcller",
  .mark = { .modified = 1700000000123456789, .size = 4711, .inode = 5 },
  .epoch = 12,
  .step = 240,
  .written = 1700000000123456,
};

static void
test_record_survives (void)
{
  char *folder = toy_folder_new (1);
  TdDraft *draft = td_draft_new (folder);
  g_autoptr(GPtrArray) drafts = NULL;
  const TdDraftInfo *info;

  write_draft (draft, &sample);
  td_draft_see (draft);
  g_assert_cmpuint (count_drafts (folder), ==, 0); /* it is ours, and we live */
  td_draft_free (draft);
  drafts = td_drafts_list (folder);
  g_assert_cmpuint (drafts->len, ==, 1);
  info = drafts->pdata[0];
  g_assert_null (info->problem);
  g_assert_cmpstr (info->name, ==, sample.name);
  g_assert_cmpstr (info->origin, ==, sample.origin);
  g_assert_cmpstr (info->folder, ==, sample.folder);
  g_assert_cmpint (info->mark.modified, ==, sample.mark.modified);
  g_assert_cmpuint (info->mark.size, ==, sample.mark.size);
  g_assert_cmpuint (info->epoch, ==, 12);
  g_assert_cmpuint (info->step, ==, 240);
  g_assert_cmpint (info->written, ==, sample.written);
  g_assert_cmpint (info->seen, >, info->written);
  toy_folder_remove (folder);
}

static void
test_claimed_once (void)
{
  char *folder = toy_folder_new (1);
  g_autoptr(GPtrArray) drafts = NULL;
  g_autoptr(TdDraft) first = td_draft_new (folder);
  g_autoptr(TdDraft) second = NULL;
  g_autoptr(GError) error = NULL;
  const TdDraftInfo *info;

  write_draft (first, &sample);
  g_clear_pointer (&first, td_draft_free);
  drafts = td_drafts_list (folder);
  info = drafts->pdata[0];
  first = td_draft_claim (folder, info->id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_drafts (folder), ==, 0);
  second = td_draft_claim (folder, info->id, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BUSY);
  g_assert_null (second);
  g_assert_true (td_draft_discard (first, NULL));
  g_clear_error (&error);
  second = td_draft_claim (folder, info->id, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BUSY);
  g_assert_cmpuint (count_files (folder), ==, 1); /* toy.csv */
  toy_folder_remove (folder);
}

/* The lock goes with the process that holds it, as when it is killed. */
static void
test_lock_of_another_process (void)
{
  char *folder = toy_folder_new (1);
  TdDraft *draft = td_draft_new (folder);
  g_autofree char *lock = g_strdup (td_draft_get_path (draft));
  int go[2], ready[2];
  char byte = 0;
  pid_t child;

  write_draft (draft, &sample);
  td_draft_free (draft);
  strcpy (strrchr (lock, '.'), ".lock");
  g_assert_cmpint (pipe (go), ==, 0);
  g_assert_cmpint (pipe (ready), ==, 0);
  child = fork ();
  if (child == 0)
    {
      int fd = open (lock, O_RDWR);

      _exit (flock (fd, LOCK_EX) != 0 || write (ready[1], &byte, 1) != 1
             || read (go[0], &byte, 1) != 1);
    }
  g_assert_cmpint (read (ready[0], &byte, 1), ==, 1);
  g_assert_cmpuint (count_drafts (folder), ==, 0);
  kill (child, SIGKILL);
  g_assert_cmpint (waitpid (child, NULL, 0), ==, child);
  g_assert_cmpuint (count_drafts (folder), ==, 1);
  for (guint i = 0; i < 2; i++)
    {
      close (go[i]);
      close (ready[i]);
    }
  toy_folder_remove (folder);
}

static void
put (const char *folder, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

/* Records and locks without a project go; what isn't a draft's stays; a draft whose record is gone
 * or broken is still listed. */
static void
test_odd_files (void)
{
  char *folder = toy_folder_new (1);
  g_autoptr(GPtrArray) drafts = NULL;

  g_assert_cmpuint (count_drafts ("/nowhere/at all"), ==, 0);
  put (folder, "11111111-1111-4111-8111-111111111111.ini", "[draft]\n");
  put (folder, "22222222-2222-4222-8222-222222222222.lock", "");
  put (folder, "33333333-3333-4333-8333-333333333333.tandem", "");
  put (folder, "44444444-4444-4444-8444-444444444444.tandem", "");
  put (folder, "44444444-4444-4444-8444-444444444444.ini", "[draft\nname=x");
  put (folder, "mine.ini", "");
  drafts = td_drafts_list (folder);
  g_assert_cmpuint (drafts->len, ==, 2);
  for (guint i = 0; i < drafts->len; i++)
    g_assert_nonnull (((TdDraftInfo *) drafts->pdata[i])->problem);
  g_assert_cmpuint (count_files (folder), ==, 1 + 2 * 2 + 1 + 1); /* with locks, without ini */
  toy_folder_remove (folder);
}

static void
test_no_room (void)
{
  g_autoptr(TdDraft) draft = td_draft_new ("/proc/tandem/drafts");
  g_autoptr(GError) error = NULL;

  g_assert_false (td_draft_describe (draft, &sample, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  td_draft_see (draft);
  g_assert_true (td_draft_discard (draft, NULL));
}

/* Somebody tidies up while a document is open. */
static void
test_emptied_folder (void)
{
  char *folder = toy_folder_new (1);
  g_autofree char *drafts = g_build_filename (folder, "drafts", NULL);
  g_autoptr(TdDraft) draft = td_draft_new (drafts);

  write_draft (draft, &sample);
  toy_folder_remove (g_strdup (drafts));
  write_draft (draft, &sample);
  g_assert_cmpuint (count_drafts (drafts), ==, 0);
  g_clear_pointer (&draft, td_draft_free);
  g_assert_cmpuint (count_drafts (drafts), ==, 1);
  toy_folder_remove (g_strdup (drafts));
  toy_folder_remove (folder);
}

void
add_slot_tests (void)
{
  g_test_add_func ("/draft/record-survives", test_record_survives);
  g_test_add_func ("/draft/is-claimed-once", test_claimed_once);
  g_test_add_func ("/draft/lock-goes-with-its-process", test_lock_of_another_process);
  g_test_add_func ("/draft/odd-files", test_odd_files);
  g_test_add_func ("/draft/no-room-is-an-error", test_no_room);
  g_test_add_func ("/draft/folder-is-emptied-meanwhile", test_emptied_folder);
}
