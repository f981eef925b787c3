/* fuzz.c — see fuzz.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/fuzz/fuzz.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static const char document[] =
  "{\"format\": \"tandem-project\", \"version\": 1, \"name\": \"Toy\","
  " \"data\": {\"source\": {\"kind\": \"csv\", \"path\": \"toy.csv\"}, \"inputs\": [\"*\"]},"
  " \"tasks\": ["
  "  {\"id\": \"t1\", \"name\": \"Class, \\\"quoted\\\"\", \"kind\": \"classes\","
  "   \"targets\": [\"class\"]},"
  "  {\"id\": \"t2\", \"name\": \" a\", \"kind\": \"yes-no\", \"targets\": [\"flag\"]},"
  "  {\"id\": \"t3\", \"name\": \"n\", \"kind\": \"number\", \"targets\": [\"amount\"]}]}";

int
LLVMFuzzerInitialize (int    *argc,
                      char ***argv)
{
  g_log_set_always_fatal (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING);
  return 0;
}

const char *
fuzz_file (const guint8 *data,
           gsize         size)
{
  static int file = -1;
  static char path[64];

  if (file < 0)
    {
      file = memfd_create ("input", MFD_CLOEXEC);
      g_snprintf (path, sizeof path, "/proc/self/fd/%d", file);
    }
  g_assert_cmpint (ftruncate (file, 0), ==, 0);
  g_assert_cmpint (pwrite (file, data, size, 0), ==, size);
  return path;
}

void
fuzz_check (gboolean loaded,
            GError  *error)
{
  g_assert_true (loaded == (error == NULL));
  if (error == NULL)
    return;
  g_assert_cmpuint (strlen (error->message), >, 10);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_error_free (error);
}

void
fuzz_check_same (char *once,
                 char *twice)
{
  g_assert_cmpstr (once, ==, twice);
  g_free (once);
  g_free (twice);
}

void
fuzz_project (TdSpec *project)
{
  g_autoptr (GError) error = NULL;

  td_document_parse (document, strlen (document), "toy.json", project, &error);
  g_assert_no_error (error);
}
