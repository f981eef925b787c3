/* cli-run.c — runs the tandem-cli that was built, in a folder of its own.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/cli/cli-run.h"

#include "core/project/archive.h"

#include <glib/gstdio.h>
#include <string.h>

#define N_ROWS 240

static const char toy_project[] =
  "{\n"
  "  \"format\": \"tandem-project\", \"version\": 1, \"name\": \"Toy\",\n"
  "  \"data\": { \"source\": { \"kind\": \"csv\", \"path\": \"toy.csv\" }, \"inputs\": [\"a\", \"b\", "
  "\"c\"] },\n"
  "  \"tasks\": [\n"
  "    { \"name\": \"Sign\", \"kind\": \"yes-no\", \"targets\": [\"sign\"] },\n"
  "    { \"name\": \"Region\", \"kind\": \"classes\", \"targets\": [\"region\"] },\n"
  "    { \"name\": \"Sum\", \"kind\": \"number\", \"targets\": [\"sum\"] }\n"
  "  ],\n"
  "  \"network\": { \"trunk\": [ { \"kind\": \"dense\", \"units\": 16 } ] },\n"
  "  \"training\": { \"epochs\": 20, \"batch-size\": 32 }\n"
  "}\n";

static char *
make_toy_csv (void)
{
  GString *csv = g_string_new ("a,b,c,sign,region,sum\n");
  guint32 word = 1;

  for (guint row = 0; row < N_ROWS; row++)
    {
      int x[3];

      for (guint i = 0; i < 3; i++)
        {
          word = word * 1664525 + 1013904223;
          x[i] = (int) (word >> 16) % 201 - 100;
        }
      g_string_append_printf (csv, "%d,%d,%d,%d,%s,%d\n", x[0], x[1], x[2], x[0] + x[1] > 0,
                              x[2] < -30 ? "low" : x[2] > 30 ? "high" : "middle",
                              x[0] + 2 * x[1] - x[2]);
    }
  return g_string_free (csv, FALSE);
}

void
folder_init (Folder *self)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *csv = make_toy_csv ();

  self->path = g_dir_make_tmp ("tandem-cli-XXXXXX", &error);
  g_assert_no_error (error);
  folder_write (self, "toy.csv", csv, -1);
  folder_write (self, "toy.json", toy_project, -1);
}

static void
remove_all (const char *path)
{
  g_autoptr(GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_all (child);
    }
  g_assert_cmpint (g_remove (path), ==, 0);
}

void
folder_clear (Folder *self)
{
  if (self->path != NULL)
    remove_all (self->path);
  g_clear_pointer (&self->path, g_free);
}

char *
folder_file (Folder *self, const char *name)
{
  return g_build_filename (self->path, name, NULL);
}

void
folder_write (Folder *self, const char *name, const char *text, gssize length)
{
  g_autofree char *path = folder_file (self, name);
  g_autoptr(GError) error = NULL;

  g_file_set_contents (path, text, length, &error);
  g_assert_no_error (error);
}

gboolean
folder_has (Folder *self, const char *name)
{
  g_autofree char *path = folder_file (self, name);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

guint
folder_count (Folder *self)
{
  g_autoptr(GDir) folder = g_dir_open (self->path, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (folder) != NULL)
    n++;
  return n;
}

static GSubprocess *
spawn (Folder *folder, const char *const *arguments)
{
  g_autoptr(GSubprocessLauncher) launcher
    = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr(GPtrArray) command = g_ptr_array_new ();
  g_autoptr(GError) error = NULL;
  GSubprocess *process;

  g_ptr_array_add (command, (char *) g_getenv ("TANDEM_CLI"));
  for (; *arguments != NULL; arguments++)
    g_ptr_array_add (command, (char *) *arguments);
  g_ptr_array_add (command, NULL);
  g_subprocess_launcher_set_cwd (launcher, folder->path);
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) command->pdata, &error);
  g_assert_no_error (error);
  return process;
}

static void
parse_last_line (Result *self)
{
  g_autofree char *text = g_strchomp (g_strdup (self->out));
  const char *newline = strrchr (text, '\n');
  const char *line = newline != NULL ? newline + 1 : text;

  if (line[0] != '{')
    return;
  self->root = json_from_string (line, NULL);
  g_assert_nonnull (self->root);
  self->json = json_node_get_object (self->root);
}

void
result_init (Result *self, Folder *folder, const char *const *arguments)
{
  g_autoptr(GSubprocess) process = spawn (folder, arguments);
  g_autoptr(GError) error = NULL;

  g_subprocess_communicate_utf8 (process, NULL, NULL, &self->out, &self->err, &error);
  g_assert_no_error (error);
  self->status = g_subprocess_get_if_exited (process) ? g_subprocess_get_exit_status (process) : -1;
  if (self->status == -1)
    g_test_message ("killed by signal %d: %s", g_subprocess_get_term_sig (process), self->err);
  parse_last_line (self);
}

void
result_clear (Result *self)
{
  g_clear_pointer (&self->out, g_free);
  g_clear_pointer (&self->err, g_free);
  g_clear_pointer (&self->root, json_node_unref);
}

GSubprocess *
cli_start (Folder *folder, const char *const *arguments)
{
  GSubprocess *process = spawn (folder, arguments);
  g_autoptr(GError) error = NULL;
  char letter = '\0';

  while (letter != '\n' && error == NULL
         && g_input_stream_read (g_subprocess_get_stderr_pipe (process), &letter, 1, NULL, &error)
              == 1)
    continue;
  g_assert_no_error (error);
  g_assert_cmpint (letter, ==, '\n');
  return process;
}

void
assert_refused (const Result *self, int status, const char *part)
{
  const char *newline = strchr (self->err, '\n');

  g_test_message ("%s", self->err);
  g_assert_cmpint (self->status, ==, status);
  g_assert_cmpstr (self->out, ==, "");
  g_assert_true (g_str_has_prefix (self->err, "tandem-cli: "));
  g_assert_true (g_str_has_suffix (self->err, ".\n"));
  g_assert_cmpstr (newline, ==, "\n");
  g_assert_nonnull (strstr (self->err, part));
}

void
assert_done (const Result *self)
{
  if (self->status != 0)
    g_test_message ("%s", self->err);
  g_assert_cmpint (self->status, ==, 0);
}

JsonObject *
result_task (const Result *self, guint task)
{
  g_assert_nonnull (self->json);
  return json_array_get_object_element (json_object_get_array_member (self->json, "tasks"), task);
}

GBytes *
archive_entry (Folder *folder, const char *file, const char *entry)
{
  g_autofree char *path = folder_file (folder, file);
  g_autoptr(GError) error = NULL;
  g_autoptr(TdArchive) archive = td_archive_read (path, &error);
  GBytes *bytes;

  g_assert_no_error (error);
  bytes = td_archive_get (archive, entry);
  g_assert_nonnull (bytes);
  return g_bytes_ref (bytes);
}

void
assert_same_weights (Folder *folder, const char *a, const char *b)
{
  g_autoptr(GBytes) first = archive_entry (folder, a, "weights.safetensors");
  g_autoptr(GBytes) second = archive_entry (folder, b, "weights.safetensors");

  g_assert_true (g_bytes_equal (first, second));
}
