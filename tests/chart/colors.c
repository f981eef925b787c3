/* colors.c — tests of ui/chart/color.c.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/project/task.h"
#include "tests/chart/suites.h"
#include "ui/chart/color.h"

static void
test_parses_only_six_digits (void)
{
  const char *const bad[] = { "", "#", "0072B2", "#0072B", "#0072B2F", "#0072BG", "blue", NULL };
  TdRgba color = { 0 };
  g_assert_true (td_rgba_parse (&color, "#0072B2"));
  g_assert_cmpfloat (color.red, ==, 0);
  g_assert_cmpfloat_with_epsilon (color.green, 0x72 / 255.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (color.blue, 0xb2 / 255.0, 1e-12);
  g_assert_cmpfloat (color.alpha, ==, 1);
  for (guint i = 0; bad[i] != NULL; i++)
    g_assert_false (td_rgba_parse (&color, bad[i]));
  g_assert_false (td_rgba_parse (&color, NULL));
}

static void
assert_seen (const char *text)
{
  g_assert_cmpfloat (td_rgba_contrast (td_task_color (text, FALSE), TD_LIGHT_BACKGROUND), >=, 3);
  g_assert_cmpfloat (td_rgba_contrast (td_task_color (text, TRUE), TD_DARK_BACKGROUND), >=, 3);
}

static void
test_every_color_is_seen_in_both_styles (void)
{
  const char *const hard[] = { "#000000", "#FFFFFF", "#0000FF", "#FFFF00", "#F0E442", "#FF0000",
                               "not a colour", NULL };
  for (guint position = 0; position < 24; position++)
    assert_seen (td_task_default_color (position));
  for (guint i = 0; hard[i] != NULL; i++)
    assert_seen (hard[i]);
}

static void
test_a_good_color_stays_as_it_is (void)
{
  TdRgba base, shown = td_task_color ("#0072B2", FALSE);
  g_assert_true (td_rgba_parse (&base, "#0072B2"));
  g_assert_cmpfloat_with_epsilon (shown.red, base.red, 1e-6);
  g_assert_cmpfloat_with_epsilon (shown.green, base.green, 1e-6);
  g_assert_cmpfloat_with_epsilon (shown.blue, base.blue, 1e-6);
}

static void
test_the_first_six_stay_apart (void)
{
  for (guint dark = 0; dark < 2; dark++)
    for (guint i = 0; i < 6; i++)
      for (guint k = 0; k < i; k++)
        {
          TdRgba a = td_task_color (td_task_default_color (i), dark);
          TdRgba b = td_task_color (td_task_default_color (k), dark);
          double distance = ABS (a.red - b.red) + ABS (a.green - b.green) + ABS (a.blue - b.blue);
          g_assert_cmpfloat (distance, >, 0.2);
        }
}

static void
test_text_is_readable (void)
{
  for (guint dark = 0; dark < 2; dark++)
    {
      TdPalette palette = td_palette (dark);
      TdRgba dim = td_rgba_mix (palette.background, palette.dim, palette.dim.alpha);
      g_assert_cmpfloat (td_rgba_contrast (palette.foreground, palette.background), >=, 7);
      g_assert_cmpfloat (td_rgba_contrast (dim, palette.background), >=, 4.5);
      g_assert_cmpfloat (td_rgba_contrast (td_rgba_accent (dark), palette.background), >=, 4.5);
    }
}

void
add_color_tests (void)
{
  g_test_add_func ("/chart/color/parses-only-six-digits", test_parses_only_six_digits);
  g_test_add_func ("/chart/color/every-color-is-seen-in-both-styles",
                   test_every_color_is_seen_in_both_styles);
  g_test_add_func ("/chart/color/a-good-color-stays-as-it-is", test_a_good_color_stays_as_it_is);
  g_test_add_func ("/chart/color/the-first-six-stay-apart", test_the_first_six_stay_apart);
  g_test_add_func ("/chart/color/text-is-readable", test_text_is_readable);
}
