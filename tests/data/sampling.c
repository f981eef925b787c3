/* sampling.c — the contract every sampling keeps.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/data/suite.h"

#include "core/data/sampling.h"
#include "tests/family-contract.h"

#include <string.h>

#define N 100
#define SENTINEL 0xabcdef01u

static void
order_of (const TdSpec *spec,
          const char   *stream,
          guint64       epoch,
          gboolean      shuffle,
          guint32       order[N + 1])
{
  const TdSamplingKind *kind = (const TdSamplingKind *) spec->kind;

  order[N] = SENTINEL;
  kind->order (spec->options, td_stream (1, stream), epoch, shuffle, order, N);
  g_assert_cmpuint (order[N], ==, SENTINEL);
  for (guint i = 0; i < N; i++)
    g_assert_cmpuint (order[i], <, N);
}

static void
check_kind (const TdKind *kind)
{
  g_auto (TdSpec) spec = { 0 };
  const TdSamplingKind *sampling = (const TdSamplingKind *) kind;
  guint32 a[N + 1], b[N + 1];

  td_spec_init (&spec, kind);
  order_of (&spec, "shuffle", 3, TRUE, a);
  order_of (&spec, "shuffle", 3, TRUE, b);
  g_assert_cmpmem (a, sizeof a, b, sizeof b);
  order_of (&spec, "shuffle", 4, TRUE, b);
  g_assert_cmpint (memcmp (a, b, sizeof a), !=, 0);
  g_assert_cmpuint (sampling->steps_per_epoch (spec.options, N, 7), >, 0);
}

static void
test_every_kind_keeps_the_contract (void)
{
  check_family (&td_samplings);
  for (const TdKind *const *kind = td_samplings.kinds; *kind != NULL; kind++)
    check_kind (*kind);
}

static void
test_rows_takes_every_row_once (void)
{
  g_auto (TdSpec) spec = { 0 };
  guint32 order[N + 1];
  guint8 seen[N] = { 0 };

  td_spec_init (&spec, td_family_find (&td_samplings, "rows"));
  order_of (&spec, "shuffle", 0, TRUE, order);
  for (guint i = 0; i < N; i++)
    g_assert_cmpuint (seen[order[i]]++, ==, 0);
  order_of (&spec, "shuffle", 0, FALSE, order);
  for (guint i = 0; i < N; i++)
    g_assert_cmpuint (order[i], ==, i);
}

static void
test_last_short_batch_is_a_step (void)
{
  const TdSamplingKind *rows = (const TdSamplingKind *) td_family_find (&td_samplings, "rows");

  g_assert_cmpuint (rows->steps_per_epoch (NULL, 1257, 64), ==, 20);
  g_assert_cmpuint (rows->steps_per_epoch (NULL, 128, 64), ==, 2);
  g_assert_cmpuint (rows->steps_per_epoch (NULL, 129, 64), ==, 3);
  g_assert_cmpuint (rows->steps_per_epoch (NULL, 1, 64), ==, 1);
}

void
add_sampling_tests (void)
{
  g_test_add_func ("/sampling/every-kind-keeps-the-contract", test_every_kind_keeps_the_contract);
  g_test_add_func ("/sampling/rows/takes-every-row-once", test_rows_takes_every_row_once);
  g_test_add_func ("/sampling/rows/last-short-batch-is-a-step", test_last_short_batch_is_a_step);
}
