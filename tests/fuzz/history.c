/* history.c — fuzzes history.csv: what is read is written and read back equal.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/fuzz/fuzz.h"

#include "core/train/checkpoint.h"

#include <string.h>

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        size_t        size)
{
  static TdSpec project;
  GError *error = NULL;
  g_autoptr (TdHistory) history = NULL;
  g_autoptr (TdHistory) again = NULL;
  char *once;

  if (project.kind == NULL)
    fuzz_project (&project);
  history = td_history_from_csv ((const char *) data, size, &project, &error);
  fuzz_check (history != NULL, error);
  if (history == NULL)
    return 0;
  once = td_history_to_csv (history, &project);
  again = td_history_from_csv (once, strlen (once), &project, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (td_history_n_rows (history), ==, td_history_n_rows (again));
  fuzz_check_same (once, td_history_to_csv (again, &project));
  return 0;
}
