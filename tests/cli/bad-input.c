/* bad-input.c — hostile and broken files: one sentence that names the place, status 1, and nothing
 * written.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/cli/cli-run.h"

#include <string.h>

#define HEAD "{\"format\": \"tandem-project\", \"version\": 1, "
#define DATA "\"data\": {\"source\": {\"kind\": \"csv\", \"path\": \"toy.csv\"}, "                    \
             "\"inputs\": [\"a\", \"b\", \"c\"]}"
#define TASK "\"tasks\": [{\"name\": \"Sign\", \"kind\": \"yes-no\", \"targets\": [\"sign\"]}]"
/* A whole project with one more member. */
#define WITH(more) HEAD DATA ", " TASK ", " more "}"

typedef struct
{
  const char *text;
  const char *part; /* of the sentence */
} Bad;

/* Trains @project with every output there is, and expects a refusal that leaves no file behind. */
static void
assert_nothing_done (Folder *folder, const char *project, const char *part)
{
  guint n_files = folder_count (folder);

  CLI (result, folder, "train", project, "-o", "out.tandem", "--log", "log.csv", "--json");
  assert_refused (&result, 1, part);
  g_assert_cmpuint (folder_count (folder), ==, n_files);

  CLI (info, folder, "info", project);
  assert_refused (&info, 1, part);
}

static void
test_projects (void)
{
  static const Bad projects[] = {
    { "", "bad.json" },
    { "   \n", "bad.json" },
    { "{", "bad.json" },
    { "[]", "bad.json" },
    { "{}", "format" },
    { "null", "bad.json" },
    { "\x7f" "ELF\x02\x01\x01", "bad.json" },
    { "\xff\xfe{\0}", "bad.json" },
    { "{\"format\": \"something-else\", \"version\": 1}", "format" },
    { "{\"format\": \"tandem-project\", \"version\": 2}", "newer" },
    { "{\"format\": \"tandem-project\", \"version\": \"one\"}", "version" },
    { "{\"format\": \"tandem-project\"}", "version" },
    { HEAD "\"format\": \"tandem-project\"}", "line 1" },
    { HEAD DATA ", \"tasks\": []}", "task" },
    { HEAD TASK "}", "data" },
    { WITH ("\"colour\": 1"), "colour" },
    { WITH ("\"training\": {\"epochs\": -1}"), "training.epochs" },
    { WITH ("\"training\": {\"epochs\": 1e400}"), "bad.json" },
    { WITH ("\"training\": {\"epochs\": 1.5}"), "training.epochs" },
    { WITH ("\"training\": {\"epochs\": \"many\"}"), "training.epochs" },
    { WITH ("\"training\": {\"batch-size\": 0}"), "training.batch-size" },
    { WITH ("\"training\": {\"optimizer\": \"adamant\"}"), "training.optimizer" },
    { WITH ("\"training\": {\"optimizer\": {\"kind\": \"adam\", \"beta1\": 1.5}}"),
      "training.optimizer.beta1" },
    { WITH ("\"training\": {\"monitor\": \"Nobody\"}"), "Nobody" },
    { WITH ("\"network\": {\"trunk\": [{\"kind\": \"dense\", \"units\": 1e9}]}"),
      "network.trunk.0.units" },
    { WITH ("\"network\": {\"trunk\": [{\"kind\": \"dense\", \"units\": 1000000}, "
            "{\"kind\": \"dense\", \"units\": 1000000}]}"), "trunk.1" },
    { WITH ("\"network\": {\"trunk\": [{\"kind\": \"dense\", \"units\": -5}]}"),
      "network.trunk.0.units" },
    { WITH ("\"network\": {\"trunk\": [{\"kind\": \"dense\"}], \"trunk\": []}"), "line 1" },
    { WITH ("\"network\": {\"trunk\": 3}"), "network.trunk" },
    { HEAD DATA ", \"tasks\": [{\"kind\": \"yes-no\", \"targets\": [\"none\"]}]}", "none" },
    { HEAD DATA ", \"tasks\": [{\"kind\": \"yes-no\", \"targets\": []}]}", "targets" },
    { HEAD DATA ", \"tasks\": [{\"kind\": \"yes-no\", \"targets\": [\"a\"]}]}", "“a”" },
    { HEAD DATA ", \"tasks\": [{\"kind\": \"number\", \"targets\": [\"region\"]}]}", "region" },
    { HEAD DATA ", \"tasks\": [{\"kind\": \"yes-no\", \"targets\": [\"region\"]}]}", "region" },
    { HEAD DATA ", \"tasks\": [{\"kind\": \"number\", \"targets\": [\"sum\"], "
                "\"loss\": \"softmax-cross-entropy\"}]}", "tasks.0.loss" },
    { HEAD "\"data\": {\"source\": {\"kind\": \"csv\", \"path\": \"none.csv\"}, \"inputs\": "
           "[\"*\"]}, " TASK "}", "none.csv" },
    { HEAD "\"data\": {\"source\": {\"kind\": \"csv\", \"path\": \"toy.csv\"}, \"inputs\": "
           "[\"z_*\"]}, " TASK "}", "z_*" },
    { HEAD "\"data\": {\"source\": {\"kind\": \"csv\", \"path\": \"toy.csv\"}, \"inputs\": [\"a\"],"
           " \"split\": {\"train\": 0.5, \"validation\": 0.1, \"test\": 0.1}}, " TASK "}",
      "data.split" },
    { HEAD "\"data\": {\"source\": {\"kind\": \"csv\", \"path\": \"toy.csv\"}, \"inputs\": [\"a\"],"
           " \"image\": {\"width\": 8, \"height\": 8}}, " TASK "}", "data.image" },
  };
  g_auto(Folder) folder = { 0 };

  folder_init (&folder);
  for (guint i = 0; i < G_N_ELEMENTS (projects); i++)
    {
      folder_write (&folder, "bad.json", projects[i].text, -1);
      assert_nothing_done (&folder, "bad.json", projects[i].part);
    }
}

static void
test_nesting (void)
{
  g_auto(Folder) folder = { 0 };
  g_autofree char *arrays = g_strnfill (100000, '[');
  g_autoptr(GString) objects = g_string_new (NULL);

  folder_init (&folder);
  folder_write (&folder, "bad.json", arrays, -1);
  assert_nothing_done (&folder, "bad.json", "bad.json");
  for (guint i = 0; i < 100000; i++)
    g_string_append (objects, "{\"a\":");
  folder_write (&folder, "bad.json", objects->str, -1);
  assert_nothing_done (&folder, "bad.json", "bad.json");
}

/* Every prefix of a good project is a bad one. */
static void
test_truncated_project (void)
{
  g_auto(Folder) folder = { 0 };
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  gsize length;

  folder_init (&folder);
  path = folder_file (&folder, "toy.json");
  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  length = (gsize) (strrchr (text, '}') - text);
  for (gsize cut = 1; cut < length; cut += 37)
    {
      folder_write (&folder, "bad.json", text, (gssize) cut);
      assert_nothing_done (&folder, "bad.json", "bad.json");
    }
}

static void
test_broken_archive (void)
{
  g_auto(Folder) folder = { 0 };
  g_autofree char *path = NULL;
  g_autofree char *bytes = NULL;
  gsize length;

  folder_init (&folder);
  CLI (trained, &folder, "train", "toy.json", "--epochs", "2", "-o", "good.tandem");
  assert_done (&trained);
  path = folder_file (&folder, "good.tandem");
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  for (guint part = 1; part < 16; part++)
    {
      folder_write (&folder, "bad.tandem", bytes, (gssize) (length * part / 16));
      assert_nothing_done (&folder, "bad.tandem", "bad.tandem");
    }
}

static void
test_tables (void)
{
  static const Bad tables[] = {
    { "", "toy.csv" },
    { "a,b,c,sign\n", "toy.csv" },
    { "a,b,c,sign\n1,2,3,1\n1,2\n4,5,6,0\n", "toy.csv" },
    { "a,b,c,sign\n1,2,3,1\n1,2,3,1,9\n4,5,6,0\n", "toy.csv" },
    { "a,b,c,c,sign\n1,2,3,4,1\n", "“c”" },
    { "a,b,c\n1,2,3\n", "sign" },
    { "a,b,c,sign\n1,2,inf,1\n4,5,6,0\n", "row 1" },
    { "a,b,c,sign\n1,2,1e300,1\n4,5,6,0\n", "row 1" },
    { "a,b,c,sign\n1,2,3,\n4,5,6,\n7,8,9,\n", "Sign" },
    { "a,b,c,sign\n1,2,3,0\n4,5,6,1\n7,8,9,2\n", "Sign" },
    { "\x7f" "ELF\x01\x02\x03\xff\xfe", "toy.csv" },
  };
  g_auto(Folder) folder = { 0 };

  folder_init (&folder);
  folder_write (&folder, "bad.json", HEAD DATA ", " TASK "}", -1);
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      folder_write (&folder, "toy.csv", tables[i].text, -1);
      assert_nothing_done (&folder, "bad.json", tables[i].part);
    }
}

/* A single cell of four megabytes, and a row of two million cells. */
static void
test_huge_tables (void)
{
  g_auto(Folder) folder = { 0 };
  g_autoptr(GString) csv = g_string_new ("a,b,c,sign\n1,2,3,");

  folder_init (&folder);
  folder_write (&folder, "bad.json", HEAD DATA ", " TASK "}", -1);
  for (guint i = 0; i < 4 * 1024 * 1024; i++)
    g_string_append_c (csv, 'x');
  folder_write (&folder, "toy.csv", csv->str, (gssize) csv->len);
  assert_nothing_done (&folder, "bad.json", "Sign");

  g_string_assign (csv, "a,b,c,sign");
  for (guint i = 0; i < 2000000; i++)
    g_string_append (csv, ",");
  g_string_append (csv, "\n1,2,3,1\n");
  folder_write (&folder, "toy.csv", csv->str, (gssize) csv->len);
  assert_nothing_done (&folder, "bad.json", "toy.csv");
}

static void
test_missing (void)
{
  g_auto(Folder) folder = { 0 };

  folder_init (&folder);
  assert_nothing_done (&folder, "none.json", "none.json");
  assert_nothing_done (&folder, "none.tandem", "none.tandem");
  assert_nothing_done (&folder, ".", "folder");
  assert_nothing_done (&folder, "toy.csv", "toy.csv");
}

void
add_bad_input_tests (void)
{
  g_test_add_func ("/cli/bad-input/projects-are-refused-with-the-place", test_projects);
  g_test_add_func ("/cli/bad-input/deep-nesting-is-refused", test_nesting);
  g_test_add_func ("/cli/bad-input/truncated-projects-are-refused", test_truncated_project);
  g_test_add_func ("/cli/bad-input/broken-archives-are-refused", test_broken_archive);
  g_test_add_func ("/cli/bad-input/tables-are-refused-with-the-place", test_tables);
  g_test_add_func ("/cli/bad-input/huge-tables-are-refused", test_huge_tables);
  g_test_add_func ("/cli/bad-input/missing-files-are-refused", test_missing);
}
