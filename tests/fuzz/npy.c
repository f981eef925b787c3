/* npy.c — fuzzes NumPy's arrays: a table that was read is consistent.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/fuzz/table.h"

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        size_t        size)
{
  g_auto (TdSpec) source = { NULL };

  td_spec_init (&source, td_family_find (&td_sources, "npy"));
  fuzz_set (&source, "inputs", fuzz_file (data, size));
  fuzz_source (&source, NULL);
  return 0;
}
