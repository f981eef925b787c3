/* csv.c — fuzzes data files: a table that was read is consistent.
 *
 * The first byte of the input chooses what is said about the file, the rest is its text.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/fuzz/table.h"

static void
make_source (TdSpec     *source,
             guint8      choice,
             const char *path)
{
  static const char *const delimiters[] = { "auto", ",", ";", "tab", "|", "space", "auto" };
  static const char *const decimals[] = { "auto", ".", "," };
  static const char *const headers[] = { "auto", "yes", "no" };

  td_spec_init (source, td_family_find (&td_sources, "csv"));
  fuzz_set (source, "path", path);
  fuzz_set (source, "delimiter", delimiters[choice % 7]);
  fuzz_set (source, "decimal", decimals[choice / 7 % 3]);
  fuzz_set (source, "header", headers[choice / 21 % 3]);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        size_t        size)
{
  g_auto (TdSpec) source = { NULL };

  if (size == 0)
    return 0;
  make_source (&source, data[0], fuzz_file (data + 1, size - 1));
  fuzz_source (&source, NULL);
  return 0;
}
