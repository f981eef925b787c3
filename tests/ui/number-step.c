/* number-step.c — where arrow keys take a number, and what is typed and shown for it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "harness.h"

#include "core/project/settings.h"
#include "ui/option-step.h"
#include "ui/option-text.h"

static const TdOption rate = { .name = "rate", .type = TD_NUMBER, .maximum = 1000,
                               .number = 0.001 };
static const TdOption share = { .name = "share", .type = TD_NUMBER, .maximum = 1, .number = 0.5 };
static const TdOption beta = { .name = "beta", .type = TD_NUMBER, .maximum = 0.999999,
                               .number = 0.9, .steps = TD_STEPS_NEAR_ONE };
static const TdOption offset = { .name = "offset", .type = TD_NUMBER, .minimum = -1000,
                                 .maximum = 1000 };
static const TdOption epochs = { .name = "epochs", .type = TD_INTEGER, .maximum = 1e9,
                                 .number = 200, .usual = 200, .special = "Until paused" };
static const TdOption units = { .name = "units", .type = TD_INTEGER, .minimum = 1, .maximum = 1e6,
                                .number = 64, .steps = TD_STEPS_DOUBLING };
static const TdOption seed = { .name = "seed", .type = TD_INTEGER, .maximum = 9007199254740991.0,
                               .number = 1, .steps = TD_STEPS_SINGLE };
static const TdOption penalty = { .name = "l2", .type = TD_NUMBER, .minimum = -1, .maximum = 1e6,
                                  .number = -1, .usual = 1e-4, .special = "As project" };

static void
check (const TdOption *option, double from, gboolean fine, double down, double up)
{
  g_assert_cmpfloat (td_option_step (option, from, -1, fine), ==, down);
  g_assert_cmpfloat (td_option_step (option, from, 1, fine), ==, up);
}

static void
test_steps (void)
{
  check (&rate, 0.001, FALSE, 0.0005, 0.002);
  check (&rate, 0.0003, FALSE, 0.0002, 0.0005);
  check (&rate, 5, FALSE, 2, 10);
  check (&rate, 1e-6, FALSE, 0, 2e-6);
  check (&rate, 0, FALSE, 0, 1e-6);
  check (&rate, 1000, FALSE, 500, 1000);
  check (&rate, 0.001, TRUE, 0.00099, 0.0011);
  check (&share, 0.1, FALSE, 0.05, 0.15);
  check (&share, 0.02, FALSE, 0.01, 0.03);
  check (&share, 1, FALSE, 0.95, 1);
  check (&share, 0.1, TRUE, 0.09, 0.11);
  check (&beta, 0.9, FALSE, 0.8, 0.95);
  check (&beta, 0.99, FALSE, 0.98, 0.995);
  check (&beta, 0.5, FALSE, 0, 0.8);
  check (&beta, 0.999999, FALSE, 0.999998, 0.999999);
  check (&offset, 0.05, FALSE, 0.04, 0.06);
  check (&offset, 0.1, FALSE, 0.09, 0.2);
  check (&offset, -0.05, FALSE, -0.06, -0.04);
  check (&offset, 0, FALSE, -0.1, 0.1);
  check (&epochs, 0, FALSE, 0, 200);
  check (&epochs, 10, FALSE, 9, 11);
  check (&epochs, 200, FALSE, 190, 210);
  check (&epochs, 200, TRUE, 199, 201);
  check (&epochs, 1, FALSE, 0, 2);
  check (&units, 64, FALSE, 32, 128);
  check (&units, 100, FALSE, 64, 128);
  check (&units, 64, TRUE, 63, 65);
  check (&units, 1, FALSE, 1, 2);
  check (&seed, 12345, FALSE, 12344, 12346);
  check (&seed, 9007199254740991.0, FALSE, 9007199254740990.0, 9007199254740991.0);
  check (&penalty, -1, FALSE, -1, 1e-4);
  check (&penalty, 0, FALSE, -1, 1e-4);
  check (&penalty, 1e-7, FALSE, 0, 2e-7);
}

/* Up and down from anywhere, in every table: always in range, and moving until the end. */
static void
check_walk (const TdOption *option)
{
  double value = option->number;

  if (option->type != TD_NUMBER && option->type != TD_INTEGER)
    return;
  for (int direction = -1; direction <= 1; direction += 2)
    for (guint i = 0; i < 2000; i++)
      {
        double next = td_option_step (option, value, direction, i % 3 == 0);

        g_assert_cmpfloat (next, >=, option->minimum);
        g_assert_cmpfloat (next, <=, option->maximum);
        if (value != (direction < 0 ? option->minimum : option->maximum))
          g_assert_cmpfloat ((next - value) * direction, >, 0);
        value = next;
      }
}

static void
test_every_table (void)
{
  const TdFamily *const *families = td_families ();

  for (guint f = 0; families[f] != NULL; f++)
    for (guint k = 0; families[f]->kinds[k] != NULL; k++)
      for (guint i = 0; i < td_kind_n_options (families[f]->kinds[k]); i++)
        check_walk (&families[f]->kinds[k]->options[i]);
  for (guint i = 0; i < td_kind_n_options (td_training_settings.kinds[0]); i++)
    check_walk (&td_training_settings.kinds[0]->options[i]);
}

static void
check_typed (const TdOption *option, const char *typed, const char *read)
{
  g_autofree char *text = td_option_read_typed (option, typed);

  g_assert_cmpstr (text, ==, read);
}

static void
test_typed (void)
{
  static const TdOption names = { .name = "names", .type = TD_TEXT_LIST };
  static const TdOption numbers = { .name = "numbers", .type = TD_NUMBER_LIST };
  static const TdOption name = { .name = "name", .type = TD_TEXT };

  check_typed (&rate, " 0,01 ", "0.01");
  check_typed (&rate, "1e-3", "1e-3");
  check_typed (&rate, "", "");
  check_typed (&epochs, "until PAUSED", "0");
  check_typed (&epochs, "", "0");
  check_typed (&penalty, "As project (0.001)", "-1");
  check_typed (&penalty, "as", "as");
  check_typed (&names, "a, b c ,", "[\"a\", \"b c\"]");
  check_typed (&names, "[\"a,b\"]", "[\"a,b\"]");
  check_typed (&names, "", "[]");
  check_typed (&numbers, "0.5, 1", "[0.5, 1]");
  check_typed (&name, " spaces stay ", " spaces stay ");
  check_typed (&name, "\"quoted\"", "\"\\\"quoted\\\"\"");
}

void
td_test_add_number_step (void)
{
  g_test_add_func ("/ui/number-step/steps-suit-the-range", test_steps);
  g_test_add_func ("/ui/number-step/every-number-can-be-stepped-through", test_every_table);
  g_test_add_func ("/ui/number-step/people-type-as-they-like", test_typed);
}
