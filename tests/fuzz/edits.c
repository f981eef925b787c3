/* edits.c — fuzzes edits.json: what is read is written and read back equal, with its data files
 * renamed too, and what the run starts and ends with can be planned or is refused with a sentence.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/fuzz/fuzz.h"

#include "core/train/edits.h"
#include "core/train/replay.h"

#include <string.h>

/* Each edit has a plan: more of them are lawful, but say nothing about the loader. */
#define MAX_PLANS 16

static const char table[] = "a,b,class,flag,amount\n1,2,x,yes,1.5\n2,2,y,no,2\n3,1,x,yes,4\n"
                            "4,7,y,no,0\n5,5,z,yes,1\n6,2,z,no,3\n7,3,x,yes,9\n8,4,y,no,7\n";

static TdEdit *
read_edits (const TdSpec *project,
            const char   *text,
            gsize         length,
            GError      **error)
{
  TdEdit *start = td_edit_start (project, 0, 0, FALSE, 1, NULL);

  return td_edits_from_json (start, text, length, "edits.json", error);
}

static char *
final_project (const TdEdit *edits)
{
  g_auto (TdSpec) project = { NULL };
  GError *error = NULL;

  td_edit_dup_project (edits, &project, &error);
  g_assert_no_error (error);
  return td_document_write (&project, NULL);
}

static void
check_written (const TdEdit *edits)
{
  const TdSpec *project = &td_edit_get_start (edits)->project;
  g_autoptr (TdEdit) again = NULL;
  GError *error = NULL;
  gsize length;
  char *once = td_edits_to_json (edits, &length);

  again = read_edits (project, once, length, &error);
  g_assert_no_error (error);
  fuzz_check_same (once, td_edits_to_json (again, NULL));
  fuzz_check_same (final_project (edits), final_project (again));
}

/* There and back again: renaming writes every edit anew, as a difference. */
static void
check_renamed (TdEdit *edits)
{
  g_autoptr (GHashTable) there = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) back = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (TdEdit) renamed = NULL;
  g_autoptr (TdEdit) same = NULL;
  g_autofree char *before = final_project (edits);

  if (strstr (before, "renamed.csv") != NULL)
    return;
  g_hash_table_insert (there, (gpointer) "toy.csv", (gpointer) "renamed.csv");
  g_hash_table_insert (back, (gpointer) "renamed.csv", (gpointer) "toy.csv");
  renamed = td_edit_rename (edits, there);
  check_written (renamed);
  same = td_edit_rename (renamed, back);
  fuzz_check_same (g_steal_pointer (&before), final_project (same));
}

static void
check_replay (const TdEdit *edits)
{
  g_autoptr (GPtrArray) list = td_edit_list (edits);
  g_autoptr (GBytes) bytes = g_bytes_new_static (table, strlen (table));
  g_autoptr (TdFolder) folder = td_folder_new ("/nowhere");
  g_autoptr (TdData) data = NULL;
  g_autoptr (TdPlan) start = NULL;
  g_autoptr (TdReplay) replay = NULL;
  GError *error = NULL;

  if (list->len > MAX_PLANS)
    return;
  td_folder_add (folder, "toy.csv", bytes);
  data = td_data_new_in (folder, NULL);
  fuzz_check (td_replay_new (edits, data, &start, &replay, &error), error);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        size_t        size)
{
  static TdSpec project;
  GError *error = NULL;
  g_autoptr (TdEdit) edits = NULL;

  if (project.kind == NULL)
    fuzz_project (&project);
  edits = read_edits (&project, (const char *) data, size, &error);
  fuzz_check (edits != NULL, error);
  if (edits == NULL)
    return 0;
  check_written (edits);
  check_renamed (edits);
  check_replay (edits);
  return 0;
}
