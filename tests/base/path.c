/* path.c — tests of `--set` paths.
 *
 * SPDX-License-Identifier: MIT
 */
#include "toy.h"


static const char base[] =
  "{'inputs': ['a', 'b'], 'fractions': [0.5, 1], 'parts': ['dense', 'group']}";

static void
test_set_and_get (void)
{
  static const struct { const char *path; const char *text; const char *back; } cases[] = {
    { "weight", "0.5", "0.5" }, { "weight", "1e-8", "1e-08" }, { "weight", "+2", "2" },
    { "epochs", "12", "12" }, { "epochs", "1e3", "1000" },
    { "split.seed", "9007199254740992", NULL },
    { "shuffle", "false", NULL }, { "shuffle", "yes", "true" }, { "shuffle", "0", "false" },
    { "scaling", "none", NULL }, { "name", "a b", NULL }, { "name", "", NULL },
    { "name", "[x]", NULL }, { "name", "12", NULL }, { "name", "\"q\"", "q" },
    { "name", "\"\\\"q\"", "\"\\\"q\"" }, { "inputs", "pixel_*", "[\"pixel_*\"]" },
    { "inputs", "[\"a\", \"b\"]", NULL }, { "inputs.1", "c", NULL }, { "inputs", "[]", NULL },
    { "fractions", "[0.25]", NULL }, { "fractions", "0.5", "[0.5]" },
    { "fractions.0", "0.125", NULL },
    { "part", "plain", "{\"kind\": \"plain\"}" }, { "part.kind", "dense", NULL },
    { "part.units", "3", NULL }, { "part", "{\"kind\": \"plain\"}", NULL },
    { "extra", "null", NULL },
    { "extra", "dense", NULL }, { "extra.rate", "0.75", NULL }, { "parts.0.units", "5", NULL },
    { "parts.1", "plain", "{\"kind\": \"plain\"}" }, { "parts.1.kind", "group", NULL },
    { "parts.1.parts", "[\"dense\"]", NULL }, { "parts", "[]", NULL }, { "split.train", "1", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(TdSpec) spec;
      g_autoptr(GError) error = NULL;
      g_autofree char *back = NULL;

      toy_root_init (&spec, base);
      if (g_str_has_prefix (cases[i].path, "extra."))
        g_assert_true (td_spec_set_path (&spec, "extra", "dense", NULL));
      td_spec_set_path (&spec, cases[i].path, cases[i].text, &error);
      g_assert_no_error (error);
      back = td_spec_get_path (&spec, cases[i].path, &error);
      g_assert_no_error (error);
      if (back[0] != '{' && back[0] != '[')
        g_assert_cmpstr (back, ==, cases[i].back != NULL ? cases[i].back : cases[i].text);
      else if (cases[i].back != NULL)
        g_assert_cmpstr (back, ==, cases[i].back);
    }
}

static void
test_refusals (void)
{
  static const struct { const char *path; const char *text; const char *sentence; } cases[] = {
    { "", "1", "The path is empty; write for example training.epochs=10." },
    { "epochs", "12x", "epochs is \"12x\", but must be a whole number." },
    { "epochs", "0x10", "epochs is \"0x10\", but must be a whole number." },
    { "epochs", "", "epochs is \"\", but must be a whole number." },
    { "weight", "nan", "weight is \"nan\", but must be a number." },
    { "weight", "inf", "weight is \"inf\", but must be a number." },
    { "weight", "0,5", "weight is \"0,5\", but must be a number." },
    { "weight", " 1", "weight is \" 1\", but must be a number." },
    { "weight", "-1", "weight is -1, but must be at least 0." },
    { "shuffle", "maybe", "shuffle is \"maybe\", but must be true or false." },
    { "name", "\xff", "name isn't valid UTF-8." },
    { "part", "dens", "part is \"dens\", but must be one of: dense, group, plain." },
    { "part.kind", "dens", "part.kind is \"dens\", but must be one of: dense, group, plain." },
    { "part.unit", "3", "part has no option \"unit\"; it has: id, rate, units, bias." },
    { "part.kind.x", "3", "part.kind has no parts, so there is no \"x\" in it." },
    { "epochs.0", "3", "epochs has no parts, so there is no \"0\" in it." },
    { "extra.rate", "3", "extra is absent, so it has no \"rate\"; set its kind first." },
    { "split.kind", "x", "split has no option \"kind\"; it has: train, seed." },
    { "parts.2.units", "3", "parts has no element \"2\"; its elements are numbered from 0 to 1." },
    { "parts.-1", "plain", "parts has no element \"-1\"; its elements are numbered from 0 to 1." },
    { "parts.x", "plain", "parts has no element \"x\"; its elements are numbered from 0 to 1." },
    { "parts.1.parts.0", "plain", "parts.1.parts is an empty list, so it has no element \"0\"." },
    { "parts.0", "null", "parts.0 is null, but must be a kind's name or an object in braces." },
    { "parts", "dense", "parts is \"dense\", but must be a list in brackets." },
    { "parts.0.rate", "2", "parts.0.rate is 2, but must be between 0 and 1." },
    { "fractions.1", "7", "fractions.1 is 7, but must be between 0 and 1." },
    { "part", "{\"kind\":", "part, line 1, column 9: The text ends too early." },
    { "kind", "root", "There is no \"kind\" here; there are: id, weight, epochs, shuffle, scaling, "
                      "name, inputs, fractions, part, extra, split, parts." },
  };
  g_auto(TdSpec) before;
  g_auto(TdSpec) spec;

  toy_root_init (&before, base);
  toy_root_init (&spec, base);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_false (td_spec_set_path (&spec, cases[i].path, cases[i].text, &error));
      g_assert_nonnull (error);
      g_assert_cmpstr (error->message, ==, cases[i].sentence);
      g_assert_true (td_spec_equal (&spec, &before));
    }
}

static void
test_kinds_reset_their_options (void)
{
  g_auto(TdSpec) spec;
  const ToyRoot *root;

  toy_root_init (&spec, "{'part': {'kind': 'dense', 'units': 3}}");
  root = spec.options;
  g_assert_true (td_spec_set_path (&spec, "part", "dense", NULL));
  g_assert_cmpint (((const ToyDense *) root->part.options)->units, ==, 16);
  g_assert_true (td_spec_set_path (&spec, "part", "{\"kind\": \"dense\", \"units\": 9}", NULL));
  g_assert_cmpint (((const ToyDense *) root->part.options)->units, ==, 9);
}

static void
test_nesting_is_bounded (void)
{
  g_auto(TdSpec) spec;
  g_autoptr(GString) path = g_string_new ("parts");
  g_autoptr(GError) error = NULL;

  td_spec_init (&spec, &toy_root);
  for (guint i = 1; i < TD_SPEC_MAX_DEPTH; i++)
    {
      g_assert_true (td_spec_set_path (&spec, path->str, "[\"group\"]", &error));
      g_string_append (path, ".0.parts");
    }
  g_assert_false (td_spec_set_path (&spec, path->str, "[\"group\"]", &error));
  g_assert_true (g_str_has_suffix (error->message, "nested too deeply."));
}

/* The test that runs as "base-comma" has a locale with a decimal comma. */
static void
test_numbers_ignore_the_locale (void)
{
  const char *locale = g_getenv ("LC_ALL");
  g_autofree char *printed = g_strdup_printf ("%.1f", 0.5);
  g_auto(TdSpec) spec;
  g_autofree char *back = NULL;

  if (locale != NULL && g_str_has_prefix (locale, "de_DE"))
    g_assert_cmpstr (printed, ==, "0,5");
  td_spec_init (&spec, &toy_root);
  g_assert_true (td_spec_set_path (&spec, "weight", "0.5", NULL));
  back = td_spec_get_path (&spec, "weight", NULL);
  g_assert_cmpstr (back, ==, "0.5");
}

void
add_path_tests (void)
{
  g_test_add_func ("/path/what-is-set-is-read-back", test_set_and_get);
  g_test_add_func ("/path/refusals-change-nothing", test_refusals);
  g_test_add_func ("/path/kinds-reset-their-options", test_kinds_reset_their_options);
  g_test_add_func ("/path/nesting-is-bounded", test_nesting_is_bounded);
  g_test_add_func ("/path/numbers-ignore-the-locale", test_numbers_ignore_the_locale);
}
