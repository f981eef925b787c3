/* safetensors.c — arrays in and out, and files that lie about what they hold.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/project/suite.h"

#include "core/project/safetensors.h"

#include <string.h>

static TdArraySet *
new_set (void)
{
  TdArraySet *set = td_array_set_new ();
  float *weights = td_array_set_add (set, "trunk.0.weight", TD_F32, 2, (gsize[]) { 1, 3 });
  guint64 *steps = td_array_set_add (set, "step", TD_U64, 0, NULL);
  double *best = td_array_set_add (set, "best", TD_F64, 1, (gsize[]) { 2 });

  td_array_set_add (set, "empty", TD_F32, 2, (gsize[]) { 0, 5 });
  memcpy (weights, (float[]) { 1, -2, 0.5 }, 3 * sizeof (float));
  *steps = G_MAXUINT64;
  best[1] = 1e-300;
  td_array_set_set_metadata (set, "format", "pt");
  td_array_set_set_metadata (set, "epoch", "1");
  td_array_set_set_metadata (set, "epoch", "2 \"two\"");
  return set;
}

static void
test_round_trip (void)
{
  g_autoptr(TdArraySet) set = new_set ();
  g_autoptr(GBytes) bytes = td_array_set_to_bytes (set);
  g_autoptr(GBytes) again = NULL;
  GError *error = NULL;
  g_autoptr(TdArraySet) back = td_array_set_from_bytes (bytes, "w.safetensors", &error);
  const TdArray *array;

  g_assert_no_error (error);
  g_assert_cmpuint (td_array_set_n (back), ==, 4);
  array = td_array_set_find (back, "trunk.0.weight");
  g_assert_cmpuint (array->n_dims, ==, 2);
  g_assert_cmpuint (array->n, ==, 3);
  g_assert_cmpfloat (((const float *) array->data)[1], ==, -2);
  array = td_array_set_find (back, "step");
  g_assert_cmpuint (array->n, ==, 1);
  g_assert_true (*(const guint64 *) array->data == G_MAXUINT64);
  g_assert_cmpuint (td_array_set_find (back, "empty")->n, ==, 0);
  g_assert_cmpstr (td_array_set_get_metadata (back, "epoch"), ==, "2 \"two\"");
  g_assert_null (td_array_set_find (back, "nothing"));
  again = td_array_set_to_bytes (back);
  g_assert_cmpuint (g_bytes_get_size (again), ==, g_bytes_get_size (bytes));
}

/* A file that the safetensors library of Python wrote: header, padding, one tensor. */
static void
test_layout (void)
{
  g_autoptr(TdArraySet) set = td_array_set_new ();
  float *values = td_array_set_add (set, "a", TD_F32, 1, (gsize[]) { 1 });
  g_autoptr(GBytes) bytes = NULL;
  const char *data;
  gsize length;
  guint64 header;

  *values = 1;
  bytes = td_array_set_to_bytes (set);
  data = g_bytes_get_data (bytes, &length);
  memcpy (&header, data, 8);
  g_assert_cmpuint (header % 8, ==, 0);
  g_assert_cmpuint (length, ==, 8 + header + 4);
  g_assert_true (g_str_has_prefix (data + 8, "{\"a\": {\"dtype\": \"F32\", \"shape\": [1], "
                                             "\"data_offsets\": [0, 4]}}"));
  g_assert_cmpmem (data + 8 + header, 4, "\0\0\x80\x3f", 4);
}

static GBytes *
make_file (const char *header,
           gsize       n_data)
{
  guint64 length = strlen (header);
  GByteArray *array = g_byte_array_new ();
  g_autofree guint8 *zeros = g_malloc0 (n_data + 1);

  g_byte_array_append (array, (const guint8 *) &length, 8);
  g_byte_array_append (array, (const guint8 *) header, length);
  g_byte_array_append (array, zeros, n_data);
  return g_byte_array_free_to_bytes (array);
}

static void
test_lies (void)
{
  static const struct
  {
    const char *header;
    gsize       n_data;
    const char *says;
  } files[] = {
    { "{\"a\":{\"dtype\":\"F8\",\"shape\":[2],\"data_offsets\":[0,4]}}", 4, "dtype" },
    { "{\"a\":{\"shape\":[1],\"data_offsets\":[0,4]}}", 4, "dtype" },
    { "{\"a\":{\"dtype\":1,\"shape\":[1],\"data_offsets\":[0,4]}}", 4, "dtype" },
    { "{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,4]}}", 4, "shape" },
    { "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}", 4, "shape" },
    { "{\"a\":{\"dtype\":\"F32\",\"shape\":[1.0],\"data_offsets\":[0,4]}}", 4, "shape" },
    { "{\"a\":{\"dtype\":\"F32\",\"shape\":[1,1,1,1,1,1,1,1,1],\"data_offsets\":[0,4]}}", 4,
      "shape" },
    { "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}", 4, "match" },
    { "{\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387905],\"data_offsets\":[0,4]}}", 4,
      "match" },
    { "{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,0]}}", 0,
      "match" },
    { "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]}}", 4, "data_offsets" },
    { "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,8]}}", 4, "data_offsets" },
    { "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4,4]}}", 4, "data_offsets" },
    { "{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}}", 4, "data_offsets" },
    { "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}", 8, "gap" },
    { "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", 8, "belong" },
    { "{}", 1, "belong" },
    { "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
      "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}", 8, "overlap" },
    { "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
      "\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}", 8, "twice" },
    { "{\"a\":5}", 0, "object" },
    { "[]", 0, "object" },
    { "{\"__metadata__\":{\"a\":1}}", 0, "__metadata__" },
    { "{\"__metadata__\":[]}", 0, "__metadata__" },
    { "{", 0, "w.safetensors" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr(GBytes) bytes = make_file (files[i].header, files[i].n_data);
      GError *error = NULL;

      g_assert_null (td_array_set_from_bytes (bytes, "w.safetensors", &error));
      assert_says (error, files[i].says);
    }
}

static void
test_damage (void)
{
  g_autoptr(TdArraySet) set = new_set ();
  g_autoptr(GBytes) bytes = td_array_set_to_bytes (set);
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autofree char *copy = g_memdup2 (data, length);

  for (gsize n = 0; n < length; n++)
    {
      g_autofree char *start = g_memdup2 (data, n);
      g_autoptr(GBytes) part = g_bytes_new (start, n);
      GError *error = NULL;

      g_assert_null (td_array_set_from_bytes (part, "w.safetensors", &error));
      assert_says (error, "w.safetensors");
    }
  for (gsize i = 0; i < length * 8; i++)
    {
      g_autoptr(GBytes) damaged = NULL;
      g_autoptr(TdArraySet) back = NULL;
      g_autoptr(GError) error = NULL;

      copy[i / 8] ^= 1 << i % 8;
      damaged = g_bytes_new (copy, length);
      copy[i / 8] ^= 1 << i % 8;
      back = td_array_set_from_bytes (damaged, "w.safetensors", &error);
      g_assert_true ((back == NULL) == (error != NULL));
    }
}

void
add_safetensors_tests (void)
{
  g_test_add_func ("/safetensors/written-and-read-it-is-the-same", test_round_trip);
  g_test_add_func ("/safetensors/the-bytes-are-the-format's", test_layout);
  g_test_add_func ("/safetensors/lies-are-refused", test_lies);
  g_test_add_func ("/safetensors/damage-is-refused-or-harmless", test_damage);
}
