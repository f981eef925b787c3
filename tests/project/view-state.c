/* view-state.c — view.json: what comes back, and what is left out.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/project/suite.h"

#include "core/project/view-state.h"

#include <math.h>
#include <string.h>

static TdViewState *
parse (const char *text)
{
  return td_view_state_parse (text, strlen (text));
}

static void
test_round_trip (void)
{
  g_autoptr(TdViewState) view = td_view_state_new (), again = NULL, copy = NULL;
  g_autofree char *text = NULL, *same = NULL;
  gboolean log = TRUE;
  double number = 0;
  gsize length;

  td_view_state_set_text (view, "page", "curves");
  td_view_state_set_number (view, "network-height", 330.5);
  td_view_state_set_boolean (view, "curves-log", FALSE);
  td_view_state_set_number (view, "curves-smoothing", 0.1);
  td_view_state_set_text (view, "page", "runs");
  text = td_view_state_write (view, &length);
  g_assert_cmpstr (text, ==, "{\n  \"curves-log\": false,\n  \"curves-smoothing\": 0.1,\n"
                             "  \"network-height\": 330.5,\n  \"page\": \"runs\"\n}\n");
  copy = td_view_state_copy (view);
  g_assert_cmpuint (td_view_state_n (copy), ==, 4);
  again = td_view_state_parse (text, length);
  same = td_view_state_write (again, NULL);
  g_assert_cmpstr (same, ==, text);
  g_assert_cmpstr (td_view_state_get_text (again, "page"), ==, "runs");
  g_assert_true (td_view_state_get_boolean (again, "curves-log", &log));
  g_assert_false (log);
  g_assert_true (td_view_state_get_number (again, "network-height", 0, 1000, &number));
  g_assert_cmpfloat (number, ==, 330.5);
}

/* Of the wrong type, out of range, not there: as if it weren't. */
static void
test_wrong (void)
{
  g_autoptr(TdViewState) view = parse ("{\"log\": 1, \"size\": 1e9, \"page\": true, \"x\": null, "
                                  "\"y\": [1], \"z\": {\"a\": 1}, \"Not a name\": 1, \"\": 2}");
  gboolean log = TRUE;
  double number = 7;

  g_assert_cmpuint (td_view_state_n (view), ==, 3);
  g_assert_false (td_view_state_get_boolean (view, "log", &log));
  g_assert_false (td_view_state_get_number (view, "size", 0, 1e6, &number));
  g_assert_false (td_view_state_get_number (view, "none", 0, 1e6, &number));
  g_assert_null (td_view_state_get_text (view, "page"));
  g_assert_cmpfloat (number, ==, 7);
  g_assert_true (log);
}

static void
test_hostile (void)
{
  static const char *const texts[] = {
    "", "{", "[]", "7", "null", "{\"a\": 1e999}", "{\"a\": NaN}", "{\"a\": 1, \"a\": 2}",
    "\xff\xfe{}", "{\"a\": \"\xff\"}", "/* */ {}",
  };
  g_autofree char *deep = g_strnfill (100000, '[');
  g_autofree char *long_text = g_strnfill (1000, 'x');
  g_autoptr(TdViewState) deeper = parse (deep), many = td_view_state_new ();

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(TdViewState) view = parse (texts[i]);

      g_assert_cmpuint (td_view_state_n (view), ==, 0);
    }
  g_assert_cmpuint (td_view_state_n (deeper), ==, 0);
  for (guint i = 0; i < 1000; i++)
    {
      g_autofree char *name = g_strdup_printf ("value-%u", i);

      td_view_state_set_number (many, name, i);
    }
  g_assert_cmpuint (td_view_state_n (many), ==, 256);
  td_view_state_set_number (many, "value-1", NAN);
  td_view_state_set_text (many, "value-2", long_text);
  g_assert_null (td_view_state_get_text (many, "value-2"));
}

void
add_view_tests (void)
{
  g_test_add_func ("/view/comes-back", test_round_trip);
  g_test_add_func ("/view/wrong-values-are-left-out", test_wrong);
  g_test_add_func ("/view/hostile-texts-are-empty", test_hostile);
}
