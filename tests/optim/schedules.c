/* schedules.c — rates at chosen clocks, and warm-up.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/optim/schedule.h"
#include "suites.h"
#include "tests/family-contract.h"

#include <math.h>

/* Rates of a base of 1 with 10 steps per epoch. */
typedef struct
{
  const char *json;
  guint64     step;
  guint64     epochs;
  double      rate;
} Case;

#define COSINE "{\"kind\": \"cosine\", \"final-fraction\": 0.2}"
#define STEP "{\"kind\": \"step\", \"every-epochs\": 3, \"factor\": 0.1}"
#define WARM "{\"kind\": \"constant\", \"warmup-epochs\": 2}"
#define WARM_COSINE "{\"kind\": \"cosine\", \"warmup-epochs\": 0.5}"

#define EXPONENTIAL "{\"kind\": \"exponential\", \"factor\": 0.9}"
#define CYCLE "{\"kind\": \"one-cycle\", \"peak-at\": 0.45, \"start-fraction\": 0.25}"
#define EARLY_PEAK "{\"kind\": \"one-cycle\", \"peak-at\": 0}"
#define LATE_PEAK "{\"kind\": \"one-cycle\", \"peak-at\": 1}"

static const Case cases[] = {
  { "\"constant\"", 0, 10, 1 },
  { "\"constant\"", 1234567, 0, 1 },
  { STEP, 0, 10, 1 },
  { STEP, 29, 10, 1 },
  { STEP, 30, 10, 0.1 },
  { STEP, 59, 0, 0.1 },
  { STEP, 60, 10, 0.01 },
  { "\"cosine\"", 0, 10, 1 },
  { "\"cosine\"", 25, 10, 0.85355339059327 }, /* (1 + cos π/4) / 2 */
  { "\"cosine\"", 50, 10, 0.5 },
  { "\"cosine\"", 100, 10, 0 },
  { "\"cosine\"", 1000, 10, 0 },
  { "\"cosine\"", 1000, 0, 1 },
  { COSINE, 0, 10, 1 },
  { COSINE, 50, 10, 0.6 },
  { COSINE, 100, 10, 0.2 },
  { EXPONENTIAL, 9, 10, 1 },
  { EXPONENTIAL, 10, 10, 0.9 },
  { EXPONENTIAL, 39, 0, 0.729 },
  { "\"one-cycle\"", 0, 10, 0.04 }, /* these from torch.optim.lr_scheduler.OneCycleLR */
  { "\"one-cycle\"", 1, 10, 0.042813780565907 },
  { "\"one-cycle\"", 10, 10, 0.2951639484641 },
  { "\"one-cycle\"", 29, 10, 1 },
  { "\"one-cycle\"", 30, 10, 0.99949653528452 },
  { "\"one-cycle\"", 50, 10, 0.79389345057573 },
  { "\"one-cycle\"", 80, 10, 0.1710339529076 },
  { "\"one-cycle\"", 98, 10, 0.00050746471547579 },
  { "\"one-cycle\"", 99, 10, 4e-06 },
  { CYCLE, 0, 10, 0.25 },
  { CYCLE, 20, 10, 0.57163193564752 },
  { CYCLE, 44, 10, 1 },
  { CYCLE, 45, 10, 0.99918457234927 },
  { CYCLE, 70, 10, 0.54279893455181 },
  { CYCLE, 99, 10, 2.5e-05 }, /* to here */
  { "\"one-cycle\"", 1000, 10, 4e-06 },
  { "\"one-cycle\"", 1000, 0, 1 },
  { EARLY_PEAK, 0, 10, 0.99975328116975 }, /* (1 + cos 0.01 π) / 2 of the way from 4e-6 */
  { LATE_PEAK, 99, 10, 1 },
  { LATE_PEAK, 1000, 10, 1 },
  { "\"plateau\"", 1000, 10, 1 },
  { WARM, 0, 10, 0.05 },
  { WARM, 9, 10, 0.5 },
  { WARM, 18, 10, 0.95 },
  { WARM, 19, 10, 1 },
  { WARM, 20, 10, 1 },
  { WARM_COSINE, 0, 10, 0.2 },
  { WARM_COSINE, 1, 10, 0.39990131207315 }, /* 0.4 (1 + cos 0.01 π) / 2 */
  { WARM_COSINE, 50, 10, 0.5 },
};

static void
read_schedule (TdSpec *spec, const char *json)
{
  g_autoptr (JsonNode) node = td_json_parse (json, strlen (json), "test", NULL);

  g_assert_true (td_spec_from_json (spec, &td_schedules, NULL, node, "schedule", NULL));
}

static void
test_rates (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TdClock clock = { cases[i].step, 10, cases[i].epochs };
      g_auto (TdSpec) spec = { NULL };

      read_schedule (&spec, cases[i].json);
      g_assert_cmpfloat_with_epsilon (td_schedule_rate (&spec, 1, &clock), cases[i].rate, 1e-12);
      g_assert_cmpfloat_with_epsilon (td_schedule_rate (&spec, 0.02, &clock), 0.02 * cases[i].rate,
                                      1e-12);
    }
}

/* No schedule jumps to NaN, to zero, or above its base at any clock of a run. */
static void
test_sane (void)
{
  for (const TdKind *const *kind = td_schedules.kinds; *kind != NULL; kind++)
    for (guint64 epochs = 0; epochs < 3; epochs++)
      {
        g_auto (TdSpec) spec = { NULL };

        td_spec_init (&spec, *kind);
        for (guint64 step = 0; step < MAX (epochs, 1) * 7; step++)
          {
            TdClock clock = { step, 7, epochs };
            double rate = td_schedule_rate (&spec, 0.5, &clock);

            g_assert_true (rate > 0 && rate <= 0.5);
          }
      }
}

/* Only what follows the run has a rate that depends on drops: it falls by the factor each time. */
static void
test_drops (void)
{
  for (const TdKind *const *kind = td_schedules.kinds; *kind != NULL; kind++)
    {
      g_auto (TdSpec) spec = { NULL };
      TdClock clock = { 5, 10, 10, 0 };
      double whole, factor;

      td_spec_init (&spec, *kind);
      whole = td_schedule_rate (&spec, 1, &clock);
      clock.drops = 1;
      factor = td_schedule_rate (&spec, 1, &clock) / whole;
      g_assert_true (td_schedule_follows (&spec) ? factor < 1 : factor == 1);
      clock.drops = 3;
      g_assert_cmpfloat_with_epsilon (td_schedule_rate (&spec, 1, &clock),
                                      whole * factor * factor * factor, 1e-12);
    }
}

/* Counts epochs until patience is spent, anew after each drop and each progress. */
static void
test_counting (void)
{
  static const char epochs[] = "+--+---+-----";
  static const guint drops[] = { 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2 };
  g_auto (TdSpec) plateau = { NULL }, constant = { NULL };
  TdStall stall = { 0, 0 };

  read_schedule (&plateau, "{\"kind\": \"plateau\", \"patience\": 3}");
  read_schedule (&constant, "\"constant\"");
  for (gsize i = 0; i < G_N_ELEMENTS (drops); i++)
    {
      td_schedule_count_progress (&plateau, epochs[i] == '+', &stall);
      g_assert_cmpuint (stall.drops, ==, drops[i]);
    }
  g_assert_cmpuint (stall.waited, ==, 2);
  td_schedule_count_progress (&constant, FALSE, &stall);
  g_assert_cmpuint (stall.waited, ==, 0);
  g_assert_cmpuint (stall.drops, ==, 0);
}

static void
test_table (void)
{
  check_family (&td_schedules);
  for (const TdKind *const *kind = td_schedules.kinds; *kind != NULL; kind++)
    {
      g_assert_cmpstr ((*kind)->options[0].name, ==, "warmup-epochs");
      g_assert_cmpuint ((*kind)->options[0].offset, ==, 0);
    }
}

void
add_schedule_tests (void)
{
  g_test_add_func ("/schedule/table-is-well-formed", test_table);
  g_test_add_func ("/schedule/rates-are-as-defined", test_rates);
  g_test_add_func ("/schedule/drops-lower-what-follows-the-run", test_drops);
  g_test_add_func ("/schedule/epochs-without-progress-are-counted", test_counting);
  g_test_add_func ("/schedule/rates-stay-positive-during-a-run", test_sane);
}
