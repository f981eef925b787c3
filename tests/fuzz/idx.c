/* idx.c — fuzzes files of images and labels: a table that was read is consistent.
 *
 * The first byte of the input chooses what the file is named as, the rest is the file.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/fuzz/table.h"

static void
add_file (TdFolder     *folder,
          const char   *name,
          const guint8 *data,
          gsize         size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);

  td_folder_add (folder, name, bytes);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        size_t        size)
{
  /* Three images of one pixel, for labels to go with. */
  static const char images[] = "\0\0\x08\3\0\0\0\3\0\0\0\1\0\0\0\1abc";
  g_autoptr (TdFolder) folder = td_folder_new (NULL);
  g_auto (TdSpec) source = { NULL };

  if (size == 0)
    return 0;
  add_file (folder, "images", (const guint8 *) images, sizeof images - 1);
  add_file (folder, "file", data + 1, size - 1);
  td_spec_init (&source, td_family_find (&td_sources, "idx"));
  fuzz_set (&source, "images", data[0] % 4 == 1 ? "images" : "file");
  if (data[0] % 4 == 1)
    fuzz_set (&source, "labels", "file");
  if (data[0] % 4 == 2)
    fuzz_set (&source, "test-images", "file");
  fuzz_source (&source, folder);
  return 0;
}
