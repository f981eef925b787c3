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
  g_test_add_func ("/schedule/rates-stay-positive-during-a-run", test_sane);
}
