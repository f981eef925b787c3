/* spec.c — tests of families, specs and their JSON.
 *
 * SPDX-License-Identifier: MIT
 */
#include "toy.h"

#include <string.h>

static const char full[] =
  "{'id': 'r', 'weight': 0.25, 'epochs': 7, 'shuffle': false, 'scaling': 'none', 'name': 'é',"
  " 'inputs': ['a', 'b*'], 'fractions': [0.5, 1], 'part': {'kind': 'group', 'parts': ['plain',"
  " {'kind': 'dense', 'units': 3}]}, 'extra': 'plain', 'split': {'train': 0.5},"
  " 'parts': [{'kind': 'dense', 'id': 'p1', 'rate': 1}, 'group']}";

static void
test_families (void)
{
  static const char *const allowed[] = { "plain", "dense", NULL };
  g_autofree char *all = td_family_dup_ids (&toy_parts, NULL);
  g_autofree char *some = td_family_dup_ids (&toy_parts, allowed);

  g_assert_true (td_family_find (&toy_parts, "group") == &toy_group);
  g_assert_null (td_family_find (&toy_parts, "Group"));
  g_assert_null (td_family_find (&toy_parts, NULL));
  g_assert_cmpuint (td_family_n_kinds (&toy_parts), ==, 3);
  g_assert_cmpstr (all, ==, "dense, group, plain");
  g_assert_cmpstr (some, ==, "dense, plain");
  g_assert_cmpuint (td_kind_n_options (&toy_dense), ==, 4);
  g_assert_cmpuint (td_kind_n_options (&toy_plain), ==, 0);
  g_assert_cmpstr (td_kind_find_option (&toy_dense, "rate")->name, ==, "rate");
  g_assert_null (td_kind_find_option (&toy_plain, "rate"));
}

static void
test_defaults (void)
{
  g_auto(TdSpec) spec;
  g_auto(TdSpec) read;
  const ToyRoot *root;

  td_spec_init (&spec, &toy_root);
  root = spec.options;
  g_assert_cmpfloat (root->weight, ==, 1);
  g_assert_cmpint (root->epochs, ==, 200);
  g_assert_true (root->shuffle);
  g_assert_cmpint (root->scaling, ==, 1);
  g_assert_cmpstr (root->id, ==, "");
  g_assert_cmpstr (root->name, ==, "Untitled");
  g_assert_cmpuint (g_strv_length (root->inputs), ==, 0);
  g_assert_cmpuint (root->fractions.n, ==, 0);
  g_assert_true (root->part.kind == &toy_dense);
  g_assert_cmpint (((const ToyDense *) root->part.options)->units, ==, 16);
  g_assert_null (root->extra.kind);
  g_assert_cmpuint (root->parts.n, ==, 0);
  toy_root_init (&read, "{}");
  g_assert_true (td_spec_equal (&spec, &read));
}

static void
test_json_round_trip (void)
{
  g_auto(TdSpec) spec;
  g_auto(TdSpec) again;
  g_autofree char *json = NULL;
  g_autofree char *json_again = NULL;

  toy_root_init (&spec, full);
  json = toy_to_json (&spec, &toy_roots);
  g_assert_cmpstr (json, ==,
    "{\"id\": \"r\", \"weight\": 0.25, \"epochs\": 7, \"shuffle\": false, \"scaling\": \"none\", "
    "\"name\": \"é\", \"inputs\": [\"a\", \"b*\"], \"fractions\": [0.5, 1], "
    "\"part\": {\"kind\": \"group\", \"parts\": [{\"kind\": \"plain\"}, {\"kind\": \"dense\", "
    "\"id\": \"\", \"rate\": 0.5, \"units\": 3, \"bias\": true}]}, "
    "\"extra\": {\"kind\": \"plain\"}, "
    "\"split\": {\"train\": 0.5, \"seed\": 1}, \"parts\": [{\"kind\": \"dense\", \"id\": \"p1\", "
    "\"rate\": 1, \"units\": 16, \"bias\": true}, {\"kind\": \"group\", \"parts\": []}]}");
  toy_root_init (&again, json);
  json_again = toy_to_json (&again, &toy_roots);
  g_assert_true (td_spec_equal (&spec, &again));
  g_assert_cmpstr (json, ==, json_again);
}

static void
test_copies_are_independent (void)
{
  g_auto(TdSpec) spec;
  g_auto(TdSpec) copy;
  ToyRoot *root;

  toy_root_init (&spec, full);
  td_spec_copy (&copy, &spec);
  g_assert_true (td_spec_equal (&spec, &copy));
  root = copy.options;
  ((ToyDense *) root->parts.items[0].options)->units = 4;
  g_assert_false (td_spec_equal (&spec, &copy));
  ((ToyDense *) root->parts.items[0].options)->units = 16;
  g_assert_true (td_spec_equal (&spec, &copy));
  root->fractions.values[1] = 0.75;
  g_assert_false (td_spec_equal (&spec, &copy));
}

static void
test_short_forms (void)
{
  g_auto(TdSpec) spec;
  const ToyRoot *root;

  toy_root_init (&spec, "{'inputs': 'pixel_*', 'part': 'plain', 'extra': null, 'epochs': 64.0}");
  root = spec.options;
  g_assert_cmpstr (root->inputs[0], ==, "pixel_*");
  g_assert_null (root->inputs[1]);
  g_assert_true (root->part.kind == &toy_plain);
  g_assert_null (root->extra.kind);
  g_assert_cmpint (root->epochs, ==, 64);
}

static void
test_refusals (void)
{
  static const struct { const char *json; const char *sentence; } cases[] = {
    { "{'epochs': 0}", "epochs is 0, but must be between 1 and 1000000." },
    { "{'epochs': 1.5}", "epochs is 1.5, but must be a whole number." },
    { "{'epochs': '12'}", "epochs is \"12\", but must be a whole number." },
    { "{'epochs': 1e300}", "epochs is 1e+300, but must be between 1 and 1000000." },
    { "{'weight': -1}", "weight is -1, but must be at least 0." },
    { "{'weight': true}", "weight is true, but must be a number." },
    { "{'shuffle': 1}", "shuffle is 1, but must be true or false." },
    { "{'scaling': 'log'}", "scaling is \"log\", but must be one of: none, standard." },
    { "{'scaling': 0}", "scaling is 0, but must be a text in quotes." },
    { "{'name': null}", "name is null, but must be a text in quotes." },
    { "{'inputs': {}}", "inputs is {…}, but must be a list in brackets." },
    { "{'inputs': ['a', 1]}", "inputs.1 is 1, but must be a text in quotes." },
    { "{'fractions': [0.5, 2]}", "fractions.1 is 2, but must be between 0 and 1." },
    { "{'fractions': 0.5}", "fractions is 0.5, but must be a list in brackets." },
    { "{'part': 'dens'}", "part is \"dens\", but must be one of: dense, group, plain." },
    { "{'part': {'kind': 'dens'}}",
      "part.kind is \"dens\", but must be one of: dense, group, plain." },
    { "{'part': {'units': 3}}", "part has no \"kind\"; it must be one of: dense, group, plain." },
    { "{'part': null}", "part is null, but must be a kind's name or an object in braces." },
    { "{'part': {'kind': 'dense', 'unit': 3}}",
      "part has no option \"unit\"; it has: id, rate, units, bias." },
    { "{'part': {'kind': 'plain', 'unit': 3}}",
      "part has no option \"unit\"; it has none at all." },
    { "{'extra': 'group'}", "extra is \"group\", but must be one of: dense, plain." },
    { "{'split': 'split'}", "split is \"split\", but must be an object in braces." },
    { "{'split': {'kind': 'split'}}", "split has no option \"kind\"; it has: train, seed." },
    { "{'split': null}", "split is null, but must be an object in braces." },
    { "{'parts': [{'kind': 'group', 'parts': [{'kind': 'dense', 'rate': 2}]}]}",
      "parts.0.parts.0.rate is 2, but must be between 0 and 1." },
    { "{'parts': [null]}", "parts.0 is null, but must be a kind's name or an object in braces." },
    { "{'parts': 'dense'}", "parts is \"dense\", but must be a list in brackets." },
    { "{'Name': 'x'}",
      "There is no \"Name\" here; there are: id, weight, epochs, shuffle, scaling, name, inputs, "
      "fractions, part, extra, split, parts." },
    { "[]", "This is […], but must be an object in braces." },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *sentence = toy_root_refusal (cases[i].json);

      g_assert_cmpstr (sentence, ==, cases[i].sentence);
    }
}

static void
test_limits (void)
{
  g_autofree char *text = g_strnfill (4097, 'x');
  g_autofree char *json = g_strdup_printf ("{'name': '%s'}", text);
  g_autofree char *sentence = toy_root_refusal (json);
  g_autoptr(GString) list = g_string_new ("{'inputs': ['a'");
  g_autofree char *long_list = NULL;

  g_assert_true (g_str_has_suffix (sentence, "longer than 4096 bytes."));
  for (guint i = 0; i < 100000; i++)
    g_string_append (list, ",'a'");
  g_string_append (list, "]}");
  long_list = toy_root_refusal (list->str);
  g_assert_true (g_str_has_suffix (long_list, "more than 100000 elements."));
}

static char *
nested_groups (guint n)
{
  g_autoptr(GString) json = g_string_new ("{'parts': [");

  for (guint i = 0; i < n; i++)
    g_string_append (json, "{'kind': 'group', 'parts': [");
  for (guint i = 0; i < n; i++)
    g_string_append (json, "]}");
  g_string_append (json, "]}");
  return g_string_free (g_steal_pointer (&json), FALSE);
}

static void
test_nesting_is_bounded (void)
{
  g_autofree char *allowed = nested_groups (TD_SPEC_MAX_DEPTH - 1);
  g_autofree char *refused = nested_groups (TD_SPEC_MAX_DEPTH);
  g_autofree char *sentence = toy_root_refusal (refused);
  g_auto(TdSpec) spec;

  g_assert_true (g_str_has_suffix (sentence, "nested too deeply."));
  toy_root_init (&spec, allowed);
}

static void
test_set_json (void)
{
  g_auto(TdSpec) spec;
  g_autoptr(JsonNode) good = toy_parse ("['x', 'y']");
  g_autoptr(JsonNode) bad = toy_parse ("['x', 3]");
  const TdOption *inputs = td_kind_find_option (&toy_root, "inputs");
  g_autoptr(GError) error = NULL;
  const ToyRoot *root;

  td_spec_init (&spec, &toy_root);
  root = spec.options;
  g_assert_true (td_spec_set_json (&spec, inputs, good, "data.inputs", &error));
  g_assert_cmpstr (root->inputs[1], ==, "y");
  g_assert_false (td_spec_set_json (&spec, inputs, bad, "data.inputs", &error));
  g_assert_cmpstr (error->message, ==, "data.inputs.1 is 3, but must be a text in quotes.");
  g_assert_cmpstr (root->inputs[1], ==, "y");
  g_assert_true (td_spec_set_json (&spec, inputs, NULL, "data.inputs", NULL));
  g_assert_null (root->inputs[0]);
}

void
add_spec_tests (void)
{
  g_test_add_func ("/kind/families-find-kinds-and-options", test_families);
  g_test_add_func ("/spec/options-start-at-defaults", test_defaults);
  g_test_add_func ("/spec/json-round-trip", test_json_round_trip);
  g_test_add_func ("/spec/copies-are-independent", test_copies_are_independent);
  g_test_add_func ("/spec/short-forms-are-read", test_short_forms);
  g_test_add_func ("/spec/refusals-name-place-and-choice", test_refusals);
  g_test_add_func ("/spec/texts-and-lists-are-bounded", test_limits);
  g_test_add_func ("/spec/nesting-is-bounded", test_nesting_is_bounded);
  g_test_add_func ("/spec/one-option-is-set-from-json", test_set_json);
}
