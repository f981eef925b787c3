/* fit.c — tests of fit.json both ways.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/data/suite.h"

#include <float.h>
#include <string.h>

static TdFit *
example (void)
{
  static const char *const colours[] = { "blue", "say \"red\"\n", NULL };
  static const char *const classes[] = { "0", "1", "10", NULL };
  TdFit *fit = td_fit_new ();

  fit->n_inputs = 3;
  fit->inputs = g_new0 (TdInputFit, 3);
  fit->inputs[0] = (TdInputFit) { g_strdup ("a"), NULL, 0.1, 1.0 / 3, -0.0 };
  fit->inputs[1] = (TdInputFit) { g_strdup ("t"), g_strdupv ((char **) colours) };
  fit->inputs[2] = (TdInputFit) { g_strdup ("größe"), NULL, -DBL_MAX, DBL_TRUE_MIN, 1e20 };
  fit->n_targets = 2;
  fit->targets = g_new0 (TdTargetFit, 2);
  fit->targets[0] = (TdTargetFit) { g_strdup ("t1"), g_strdupv ((char **) classes), 1 };
  fit->targets[1] = (TdTargetFit) {
    g_strdup ("t2"), NULL, 2, g_new0 (double, 2), g_new0 (double, 2),
  };
  for (guint i = 0; i < 2; i++)
    {
      fit->targets[1].mean[i] = 0.7 + i;
      fit->targets[1].scale[i] = 1e-8 + i;
    }
  fit->targets[0].n_classes = 3;
  fit->targets[0].counts = g_new0 (double, 3);
  for (guint c = 0; c < 3; c++)
    fit->targets[0].counts[c] = 100 * c;
  fit->n_files = 1;
  fit->files = g_new0 (TdTableFile, 1);
  fit->files[0] = (TdTableFile) { .path = g_strdup ("a b.csv"), .n_rows = 1797, .n_columns = 68 };
  memset (fit->files[0].sha256, 'e', 64);
  return fit;
}

static char *
to_json (const TdFit *fit)
{
  TdJsonWriter *writer = td_json_writer_new (FALSE);

  td_fit_write_json (fit, writer);
  return td_json_writer_finish (writer, NULL);
}

static TdFit *
from_json (const char *text,
           GError    **error)
{
  GError *syntax = NULL;
  g_autoptr (JsonNode) node = td_json_parse (text, strlen (text), "fit.json", &syntax);

  g_assert_no_error (syntax);
  return td_fit_from_json (node, error);
}

static void
test_json_round_trip_is_exact (void)
{
  g_autoptr (TdFit) fit = example ();
  g_autofree char *text = to_json (fit);
  g_autofree char *again = NULL;
  GError *error = NULL;
  g_autoptr (TdFit) copy = from_json (text, &error);

  g_assert_no_error (error);
  again = to_json (copy);
  g_assert_cmpstr (text, ==, again);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_cmpstr (copy->inputs[i].column, ==, fit->inputs[i].column);
      if (fit->inputs[i].categories != NULL)
        {
          g_assert_cmpstrv (copy->inputs[i].categories, fit->inputs[i].categories);
          continue;
        }
      g_assert_cmpfloat (copy->inputs[i].mean, ==, fit->inputs[i].mean);
      g_assert_cmpfloat (copy->inputs[i].scale, ==, fit->inputs[i].scale);
      g_assert_cmpfloat (copy->inputs[i].blank, ==, fit->inputs[i].blank);
    }
  g_assert_cmpuint (td_fit_width (copy), ==, 4);
  g_assert_cmpstrv (td_fit_find_target (copy, "t1")->classes, fit->targets[0].classes);
  g_assert_cmpfloat (td_fit_find_target (copy, "t2")->scale[1], ==, fit->targets[1].scale[1]);
  g_assert_cmpuint (td_fit_find_target (copy, "t1")->n_classes, ==, 3);
  g_assert_cmpfloat (td_fit_find_target (copy, "t1")->counts[2], ==, 200);
  g_assert_null (td_fit_find_target (copy, "t2")->counts);
  g_assert_null (td_fit_find_target (copy, "t3"));
  g_assert_cmpstr (copy->files[0].sha256, ==, fit->files[0].sha256);
  g_assert_cmpuint (copy->files[0].n_rows, ==, 1797);
}

static void
test_hostile_json_is_refused (void)
{
  static const struct { const char *json, *part; } cases[] = {
    { "[]", "isn't an object" },
    { "{}", "inputs isn't a list" },
    { "{\"inputs\": [], \"targets\": [], \"files\": [], \"more\": 1}", "more is unknown" },
    { "{\"inputs\": {}, \"targets\": [], \"files\": []}", "inputs isn't a list" },
    { "{\"inputs\": [7], \"targets\": [], \"files\": []}", "isn't an object" },
    { "{\"inputs\": [{}], \"targets\": [], \"files\": []}", "inputs.0.column isn't text" },
    { "{\"inputs\": [{\"column\": \"a\", \"mean\": 0, \"scale\": 0, \"blank\": 0}], "
      "\"targets\": [], \"files\": []}", "inputs.0.scale isn't above 0" },
    { "{\"inputs\": [{\"column\": \"a\", \"mean\": null, \"scale\": 1, \"blank\": 0}], "
      "\"targets\": [], \"files\": []}", "inputs.0.mean isn't a number" },
    { "{\"inputs\": [{\"column\": \"a\", \"categories\": [\"x\"], \"mean\": 0}], \"targets\": [], "
      "\"files\": []}", "inputs.0.mean is unknown" },
    { "{\"inputs\": [{\"column\": \"a\", \"categories\": [\"x\", \"x\"]}], \"targets\": [], "
      "\"files\": []}", "inputs.0.categories has an entry twice" },
    { "{\"inputs\": [{\"column\": \"a\", \"categories\": []}, {\"column\": \"a\", "
      "\"categories\": []}], \"targets\": [], \"files\": []}", "inputs.1.column is there twice" },
    { "{\"inputs\": [], \"targets\": [{\"task\": \"t\", \"columns\": -1}], \"files\": []}",
      "targets.0.columns isn't a possible count" },
    { "{\"inputs\": [], \"targets\": [{\"task\": \"t\", \"columns\": 1e9}], \"files\": []}",
      "targets.0.columns isn't a possible count" },
    { "{\"inputs\": [], \"targets\": [{\"task\": \"t\", \"columns\": 2, \"mean\": [1], "
      "\"scale\": [1, 1]}], \"files\": []}", "targets.0.mean hasn't a number per column" },
    { "{\"inputs\": [], \"targets\": [{\"task\": \"t\", \"columns\": 1, \"mean\": [1]}], "
      "\"files\": []}", "targets.0.scale and mean must come together" },
    { "{\"inputs\": [], \"targets\": [{\"task\": \"t\", \"columns\": 2, \"counts\": [1, 2, 3]}], "
      "\"files\": []}", "targets.0.counts hasn't as many numbers for each column" },
    { "{\"inputs\": [], \"targets\": [{\"task\": \"t\", \"columns\": 0, \"counts\": [1]}], "
      "\"files\": []}", "targets.0.counts hasn't as many numbers for each column" },
    { "{\"inputs\": [], \"targets\": [{\"task\": \"t\", \"columns\": 1, \"counts\": [1, -2]}], "
      "\"files\": []}", "targets.0.counts isn't a possible count" },
    { "{\"inputs\": [], \"targets\": [{\"task\": \"t\", \"columns\": 1, \"counts\": []}], "
      "\"files\": []}", "targets.0.counts hasn't as many numbers for each column" },
    { "{\"inputs\": [], \"targets\": [{\"task\": \"t\", \"columns\": 1, \"classes\": [1]}], "
      "\"files\": []}", "targets.0.classes isn't text" },
    { "{\"inputs\": [], \"targets\": [], \"files\": [{\"path\": \"a\", \"sha256\": \"zz\", "
      "\"rows\": 1, \"columns\": 1}]}", "files.0.sha256 isn't 64 hexadecimal digits" },
    { "{\"inputs\": [], \"targets\": [], \"files\": [{\"path\": \"a\", \"rows\": 1.5, "
      "\"columns\": 1}]}", "files.0.sha256 isn't text" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GError *error = NULL;
      g_assert_null (from_json (cases[i].json, &error));
      assert_says (error, cases[i].part);
    }
}

static void
test_too_many_categories_are_refused (void)
{
  g_autoptr (GString) text = g_string_new ("{\"inputs\": [{\"column\": \"a\", \"categories\": [");
  GError *error = NULL;

  for (guint i = 0; i < 51; i++)
    g_string_append_printf (text, "%s\"%u\"", i > 0 ? "," : "", i);
  g_string_append (text, "]}], \"targets\": [], \"files\": []}");
  g_assert_null (from_json (text->str, &error));
  assert_says (error, "inputs.0.categories is too long");
}

void
add_fit_tests (void)
{
  g_test_add_func ("/fit/json-round-trip-is-exact", test_json_round_trip_is_exact);
  g_test_add_func ("/fit/hostile-json-is-refused", test_hostile_json_is_refused);
  g_test_add_func ("/fit/too-many-categories-are-refused", test_too_many_categories_are_refused);
}
