/* fit.c — fuzzes fit.json: what is read is written and read back equal.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/fuzz/fuzz.h"

#include "core/data/fit.h"

static char *
fit_to_text (const TdFit *fit,
             gsize       *length)
{
  TdJsonWriter *writer = td_json_writer_new (TRUE);

  td_fit_write_json (fit, writer);
  return td_json_writer_finish (writer, length);
}

static TdFit *
read_fit (const char *text,
          gsize       length,
          GError    **error)
{
  g_autoptr (JsonNode) node = td_json_parse (text, length, "fit.json", error);

  return node != NULL ? td_fit_from_json (node, error) : NULL;
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        size_t        size)
{
  GError *error = NULL;
  g_autoptr (TdFit) fit = read_fit ((const char *) data, size, &error);
  g_autoptr (TdFit) again = NULL;
  gsize length;
  char *once;

  fuzz_check (fit != NULL, error);
  if (fit == NULL)
    return 0;
  td_fit_width (fit);
  once = fit_to_text (fit, &length);
  again = read_fit (once, length, &error);
  g_assert_no_error (error);
  fuzz_check_same (once, fit_to_text (again, NULL));
  return 0;
}
