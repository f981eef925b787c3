/* random.c — tests of the counter-based random numbers.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/base/random.h"

#include "toy.h"

#include <math.h>

/* Known answers from Random123 (kat_vectors, threefry2x32 with 20 rounds). */
static void
test_known_answers (void)
{
  static const struct { guint32 counter[2]; guint32 key[2]; guint32 words[2]; } answers[] = {
    { { 0, 0 }, { 0, 0 }, { 0x6b200159, 0x99ba4efe } },
    { { 0xffffffff, 0xffffffff }, { 0xffffffff, 0xffffffff }, { 0x1cb996fc, 0xbb002be7 } },
    { { 0x243f6a88, 0x85a308d3 }, { 0x13198a2e, 0x03707344 }, { 0xc4923a9c, 0x483df7a0 } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      TdStream stream = { { answers[i].key[0], answers[i].key[1] } };
      guint32 words[2];

      td_stream_words (stream, answers[i].counter[0], answers[i].counter[1], words);
      g_assert_cmphex (words[0], ==, answers[i].words[0]);
      g_assert_cmphex (words[1], ==, answers[i].words[1]);
    }
}

static void
test_streams_differ (void)
{
  TdStream a = td_stream (1, "shuffle");
  TdStream b = td_stream (2, "shuffle");
  TdStream c = td_stream (1, "l1");
  TdStream again = td_stream (1, "shuffle");

  g_assert_cmphex (td_stream_bits (a, 3, 4), ==, td_stream_bits (again, 3, 4));
  g_assert_cmphex (td_stream_bits (a, 3, 4), !=, td_stream_bits (b, 3, 4));
  g_assert_cmphex (td_stream_bits (a, 3, 4), !=, td_stream_bits (c, 3, 4));
  g_assert_cmphex (td_stream_bits (a, 3, 4), !=, td_stream_bits (a, 4, 3));
  g_assert_cmphex (td_random_hash (1, 2), !=, td_random_hash (2, 1));
}

static void
test_moments (void)
{
  const guint32 n = 100000;
  TdStream stream = td_stream (7, "moments");
  double unit = 0;
  double normal = 0;
  double square = 0;

  for (guint32 i = 0; i < n; i++)
    {
      double u = td_stream_unit (stream, 0, i);
      double z = td_stream_normal (stream, 1, i);

      g_assert_true (u >= 0 && u < 1 && isfinite (z));
      unit += u / n;
      normal += z / n;
      square += z * z / n;
    }
  g_assert_cmpfloat_with_epsilon (unit, 0.5, 0.005);
  g_assert_cmpfloat_with_epsilon (normal, 0, 0.015);
  g_assert_cmpfloat_with_epsilon (square, 1, 0.02);
}

static void
test_permutations (void)
{
  TdStream stream = td_stream (1, "shuffle");
  guint32 order[100];
  guint32 other[100];
  gboolean seen[100] = { FALSE };
  guint n_same = 0;

  td_stream_permute (stream, 5, order, 100);
  td_stream_permute (stream, 6, other, 100);
  for (guint i = 0; i < 100; i++)
    {
      g_assert_cmpuint (order[i], <, 100);
      g_assert_false (seen[order[i]]);
      seen[order[i]] = TRUE;
      n_same += order[i] == other[i];
    }
  g_assert_cmpuint (n_same, <, 20);
  td_stream_permute (stream, 5, other, 100);
  g_assert_cmpmem (order, sizeof order, other, sizeof other);
  td_stream_permute (stream, 5, order, 1);
  g_assert_cmpuint (order[0], ==, 0);
  td_stream_permute (stream, 5, NULL, 0);
}

/* Each of the six orders of three should come up about a sixth of the time. */
static void
test_permutations_are_even (void)
{
  TdStream stream = td_stream (1, "even");
  guint counts[27] = { 0 };

  for (guint32 step = 0; step < 6000; step++)
    {
      guint32 order[3];

      td_stream_permute (stream, step, order, 3);
      counts[order[0] * 9 + order[1] * 3 + order[2]]++;
    }
  for (guint i = 0; i < 27; i++)
    if (counts[i] > 0)
      g_assert_true (counts[i] > 850 && counts[i] < 1150);
}

void
add_random_tests (void)
{
  g_test_add_func ("/random/known-answers", test_known_answers);
  g_test_add_func ("/random/streams-differ", test_streams_differ);
  g_test_add_func ("/random/moments-are-right", test_moments);
  g_test_add_func ("/random/permutations-hold-each-number-once", test_permutations);
  g_test_add_func ("/random/permutations-are-even", test_permutations_are_even);
}
