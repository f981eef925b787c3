/* diff.c — tests of the difference of two specs: applied to the one it gives the other.
 *
 * SPDX-License-Identifier: MIT
 */
#include "toy.h"

#include "core/base/spec-diff.h"

static const char base[] =
  "{'inputs': ['a', 'b'], 'fractions': [0.5, 1],"
  " 'parts': [{'kind': 'dense', 'id': 'x'}, {'kind': 'dense', 'id': 'y'}]}";

static void
test_round_trip (void)
{
  static const struct { const char *path; const char *value; const char *change; } cases[] = {
    { "weight", "0.125", "weight=0.125" },
    { "epochs", "12", "epochs=12" },
    { "shuffle", "false", "shuffle=false" },
    { "scaling", "none", "scaling=\"none\"" },
    { "name", "\"a \\\"b\\\"\\n\"", "name=\"a \\\"b\\\"\\n\"" },
    { "inputs", "[\"c\"]", "inputs=[\"c\"]" },
    { "fractions.1", "0.1", "fractions=[0.5, 0.1]" },
    { "split.seed", "7", "split.seed=7" },
    { "part", "plain", "part={\"kind\": \"plain\"}" },
    { "parts.1.units", "9", "parts.1.units=9" },
    { "parts", "[]", "parts=[]" },
    { "parts", "[{\"kind\":\"dense\",\"id\":\"y\"},{\"kind\":\"dense\",\"id\":\"x\"}]", NULL },
    { "parts.0", "{\"kind\":\"dense\",\"id\":\"z\",\"units\":3}", NULL },
    { "extra", "dense", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(TdSpec) from;
      g_auto(TdSpec) to;
      g_autoptr(GPtrArray) changes = NULL;
      g_autoptr(GError) error = NULL;

      toy_root_init (&from, base);
      toy_root_init (&to, base);
      td_spec_set_path (&to, cases[i].path, cases[i].value, &error);
      g_assert_no_error (error);
      changes = td_spec_diff (&from, &to);
      g_assert_cmpuint (changes->len, ==, 1);
      if (cases[i].change != NULL)
        {
          const TdSpecChange *change = g_ptr_array_index (changes, 0);
          g_autofree char *text = g_strconcat (change->path, "=", change->value, NULL);

          g_assert_cmpstr (text, ==, cases[i].change);
        }
      td_spec_patch (&from, changes, &error);
      g_assert_no_error (error);
      g_assert_true (td_spec_equal (&from, &to));
    }
}

static void
test_nothing (void)
{
  g_auto(TdSpec) a;
  g_auto(TdSpec) b;
  g_autoptr(GPtrArray) changes = NULL;

  toy_root_init (&a, base);
  toy_root_init (&b, base);
  changes = td_spec_diff (&a, &b);
  g_assert_cmpuint (changes->len, ==, 0);
}

/* Values aren't what lists are made of. */
static void
test_elements (void)
{
  static const struct { const char *path; const char *value; gboolean same; } cases[] = {
    { "inputs", "[\"c\"]", TRUE },
    { "fractions", "[0.5]", TRUE },
    { "parts.1.units", "9", TRUE },
    { "part", "plain", TRUE },
    { "parts", "[]", FALSE },
    { "parts", "[{\"kind\":\"dense\",\"id\":\"y\"},{\"kind\":\"dense\",\"id\":\"x\"}]", FALSE },
    { "parts.0.id", "z", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(TdSpec) a;
      g_auto(TdSpec) b;

      toy_root_init (&a, base);
      toy_root_init (&b, base);
      g_assert_true (td_spec_set_path (&b, cases[i].path, cases[i].value, NULL));
      g_assert_cmpint (td_spec_same_elements (&a, &b), ==, cases[i].same);
    }
}

void
add_diff_tests (void)
{
  g_test_add_func ("/diff/applied-to-the-one-it-gives-the-other", test_round_trip);
  g_test_add_func ("/diff/equal-specs-have-none", test_nothing);
  g_test_add_func ("/diff/elements-are-told-apart-by-id", test_elements);
}
