/* json.c — tests of the JSON reader and writer.
 *
 * SPDX-License-Identifier: MIT
 */
#include "toy.h"

#include <locale.h>
#include <math.h>
#include <string.h>

static void
assert_refused (const char *text,
                gsize       length,
                const char *pattern)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = td_json_parse (text, length, "x.json", &error);

  g_assert_null (node);
  g_assert_nonnull (error);
  g_assert_true (error->domain == TD_JSON_ERROR);
  if (!g_pattern_match_simple (pattern, error->message))
    g_error ("“%s” is refused with “%s”, not “%s”", text, error->message, pattern);
}

static double
parse_number (const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = td_json_parse (text, strlen (text), "x", &error);

  g_assert_no_error (error);
  return json_node_get_double (node);
}

static void
test_valid_numbers (void)
{
  static const struct { const char *text; double value; } numbers[] = {
    { "0", 0 }, { "-1", -1 }, { "1E5", 1e5 }, { "1e-8", 1e-8 }, { "1e-08", 1e-8 },
    { "2.5e+3", 2500 }, { "-0.125", -0.125 }, { "0e0", 0 }, { "99999999999999999999", 1e20 },
    { "9223372036854775807", 9223372036854775807.0 }, { "5e-324", 5e-324 }, { "1e-999", 0 },
    { " 1.7976931348623157e308 ", G_MAXDOUBLE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    g_assert_cmpfloat (parse_number (numbers[i].text), ==, numbers[i].value);
  g_assert_true (signbit (parse_number ("-0")));
}

static void
test_integers_stay_exact (void)
{
  g_autoptr(JsonNode) node = toy_parse ("9007199254740993");

  g_assert_true (json_node_get_value_type (node) == G_TYPE_INT64);
  g_assert_cmpint (json_node_get_int (node), ==, 9007199254740993);
}

static void
test_refusals (void)
{
  static const struct { const char *text; const char *pattern; } cases[] = {
    { "", "x.json, line 1, column 1: *nothing*" }, { " \n ", "*nothing*" },
    { "{", "*line 1, column 2: A name*" }, { "[1,]", "*column 4: A value*" },
    { "{\"a\":1,}", "*column 8: A name*" }, { "{\"a\" 1}", "*colon*" }, { "[1 2]", "*comma*" },
    { "{\"a\":1 \"b\":2}", "*comma*" }, { "[1", "*comma*" }, { "01", "*number*" },
    { "-", "*number*" }, { "1.", "*number*" }, { ".5", "*value*" }, { "1e", "*number*" },
    { "+1", "*value*" }, { "1e400", "*too large*" }, { "-1e400", "*too large*" },
    { "0x10", "*number*" }, { "NaN", "*value*" }, { "Infinity", "*value*" },
    { "1 1", "*should end*" }, { "{} x", "*should end*" }, { "// a\n1", "*value*" },
    { "/* a */ 1", "*value*" }, { "{\n \"a\":1,\n \"a\":2}", "*line 3, column 2: *twice*" },
    { "\"a", "*closing quote*" }, { "\"a\nb\"", "*closing quote*" }, { "\"a\tb\"", "*as it is*" },
    { "\"\\x\"", "*as it is*" }, { "\"\\u12\"", "*as it is*" }, { "\"\\u0000\"", "*as it is*" },
    { "\"\\ud800\"", "*as it is*" }, { "\"\\udc00\"", "*as it is*" },
    { "\"\\ud800\\u0041\"", "*as it is*" }, { "\"\\", "*as it is*" },
    { "\xef\xbb\xbf{}", "*byte order mark*" }, { "\"\xff\"", "*column 2: *UTF-8*" },
    { "tru", "*value*" }, { "truex", "*should end*" }, { "'a'", "*value*" }, { "[", "*too early*" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_refused (cases[i].text, strlen (cases[i].text), cases[i].pattern);
  assert_refused ("1\0", 2, "*UTF-8*");
}

static void
test_every_prefix_is_refused (void)
{
  static const char text[] = "{\"a\": [1, -2.5e3, \"\\u00e9\\n\"], \"b\": {\"c\": [true, null]}}";

  for (gsize length = 0; length < strlen (text); length++)
    {
      g_autofree char *prefix = g_memdup2 (text, length + 1);

      assert_refused (prefix, length, "x.json, line *");
    }
}

static void
test_deep_nesting_is_refused (void)
{
  const gsize n = 100000;
  g_autofree char *brackets = g_malloc (n);
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = NULL;

  memset (brackets, '[', n);
  assert_refused (brackets, n, "*column 65: *nested too deeply*");
  memset (brackets + TD_JSON_MAX_DEPTH, ']', TD_JSON_MAX_DEPTH);
  node = td_json_parse (brackets, 2 * TD_JSON_MAX_DEPTH, "x", &error);
  g_assert_no_error (error);
}

static void
test_too_many_values_are_refused (void)
{
  const gsize n = 2 * TD_JSON_MAX_VALUES;
  g_autofree char *zeros = g_malloc (n);

  for (gsize i = 0; i < n; i += 2)
    memcpy (zeros + i, i == 0 ? "[0" : ",0", 2);
  assert_refused (zeros, n, "*too many values*");
}

static void
test_texts (void)
{
  g_autoptr(JsonNode) node = NULL;
  static const char text[] = "\"a\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00é\"";

  node = td_json_parse (text, strlen (text), "x", NULL);
  g_assert_cmpstr (json_node_get_string (node), ==, "a\"\\/\b\f\n\r\té😀é");
}

static void
test_number_text (void)
{
  static const struct { double value; const char *text; } numbers[] = {
    { 0.1, "0.1" }, { 64, "64" }, { 1e-8, "1e-08" }, { 1.0 / 3, "0.3333333333333333" },
    { 0.1 + 0.2, "0.30000000000000004" }, { 1e22, "1e+22" }, { -0.0, "-0" }, { NAN, "null" },
    { INFINITY, "null" }, { 5e-324, "4.94065645841247e-324" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autofree char *text = td_json_number_to_text (numbers[i].value);

      g_assert_cmpstr (text, ==, numbers[i].text);
      if (isfinite (numbers[i].value))
        g_assert_cmpfloat (parse_number (text), ==, numbers[i].value);
    }
}

static void
write_sample (TdJsonWriter *writer)
{
  td_json_writer_begin_object (writer);
  td_json_writer_name (writer, "a \"b\"");
  td_json_writer_begin_array (writer);
  td_json_writer_number (writer, 0.5);
  td_json_writer_integer (writer, -3);
  td_json_writer_end_array (writer);
  td_json_writer_name (writer, "list");
  td_json_writer_begin_array (writer);
  td_json_writer_begin_object (writer);
  td_json_writer_end_object (writer);
  td_json_writer_begin_object (writer);
  td_json_writer_name (writer, "c");
  td_json_writer_text (writer, "x\n\\\x01");
  td_json_writer_end_object (writer);
  td_json_writer_end_array (writer);
  td_json_writer_name (writer, "yes");
  td_json_writer_boolean (writer, TRUE);
  td_json_writer_name (writer, "none");
  td_json_writer_null (writer);
  td_json_writer_end_object (writer);
}

static void
test_writer (void)
{
  TdJsonWriter *writer = td_json_writer_new (TRUE);
  g_autofree char *pretty = NULL;
  g_autofree char *line = NULL;
  g_autoptr(JsonNode) a = NULL;
  g_autoptr(JsonNode) b = NULL;
  gsize length;

  write_sample (writer);
  pretty = td_json_writer_finish (writer, &length);
  g_assert_cmpuint (length, ==, strlen (pretty));
  g_assert_cmpstr (pretty, ==,
                   "{\n  \"a \\\"b\\\"\": [0.5, -3],\n  \"list\": [\n    {},\n    {\n"
                   "      \"c\": \"x\\n\\\\\\u0001\"\n    }\n  ],\n  \"yes\": true,\n"
                   "  \"none\": null\n}\n");
  writer = td_json_writer_new (FALSE);
  write_sample (writer);
  line = td_json_writer_finish (writer, NULL);
  g_assert_cmpstr (line, ==, "{\"a \\\"b\\\"\": [0.5, -3], \"list\": [{}, {\"c\": "
                             "\"x\\n\\\\\\u0001\"}], \"yes\": true, \"none\": null}");
  a = td_json_parse (pretty, length, "pretty", NULL);
  b = td_json_parse (line, strlen (line), "line", NULL);
  g_assert_true (json_node_equal (a, b));
}

/* A million elements, keys included, in well under the time a quadratic reader needs. */
static void
test_large_files_take_linear_time (void)
{
  g_autoptr(GString) text = g_string_new ("{");
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(GError) error = NULL;
  gint64 start;

  for (guint i = 0; i < 200000; i++)
    g_string_append_printf (text, "%s\"key %u\": [1.5, %u]", i > 0 ? ",\n" : "", i, i);
  g_string_append (text, "}");
  start = g_get_monotonic_time ();
  node = td_json_parse (text->str, text->len, "x", &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 20 * G_USEC_PER_SEC);
}

void
add_json_tests (void)
{
  g_test_add_func ("/json/valid-numbers-are-read", test_valid_numbers);
  g_test_add_func ("/json/integers-stay-exact", test_integers_stay_exact);
  g_test_add_func ("/json/wrong-text-is-refused-with-its-place", test_refusals);
  g_test_add_func ("/json/every-prefix-is-refused", test_every_prefix_is_refused);
  g_test_add_func ("/json/deep-nesting-is-refused", test_deep_nesting_is_refused);
  g_test_add_func ("/json/too-many-values-are-refused", test_too_many_values_are_refused);
  g_test_add_func ("/json/escapes-are-understood", test_texts);
  g_test_add_func ("/json/numbers-are-short-and-exact", test_number_text);
  g_test_add_func ("/json/writer-indents-and-quotes", test_writer);
  g_test_add_func ("/json/large-files-take-linear-time", test_large_files_take_linear_time);
}
