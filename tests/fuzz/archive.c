/* archive.c — fuzzes .tandem files as they lie on disk: ZIP, and all that is in it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/fuzz/fuzz.h"

#include "core/train/checkpoint.h"

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        size_t        size)
{
  g_auto (TdCheckpoint) checkpoint = { 0 };
  GError *error = NULL;

  fuzz_check (td_checkpoint_load (fuzz_file (data, size), &checkpoint, &error), error);
  return 0;
}
