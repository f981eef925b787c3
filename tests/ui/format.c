/* format.c — texts made of numbers, names and formulas.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/format.h"

#include "core/balance/balancer.h"
#include "harness.h"
#include "ui/formula.h"

#include <math.h>
#include <string.h>

/* @text is taken. */
static void
assert_text (char *text, const char *expected)
{
  g_assert_cmpstr (text, ==, expected);
  g_free (text);
}

static void
test_numbers (void)
{
  assert_text (td_format_count (0), "0");
  assert_text (td_format_count (999), "999");
  assert_text (td_format_count (1797), "1\342\200\211797");
  assert_text (td_format_count (12345678), "12\342\200\211345\342\200\211678");
  assert_text (td_format_number (12.3456), "12.35");
  assert_text (td_format_number (NAN), "–");
  assert_text (td_format_percent (0.966), "97%");
  assert_text (td_format_percent (NAN), "–");
}

static void
test_speeds (void)
{
  assert_text (td_format_rate (0.84), "0.8");
  assert_text (td_format_rate (9.96), "10");
  assert_text (td_format_rate (31449), "31\342\200\211400");
  assert_text (td_format_duration (0), "0:00");
  assert_text (td_format_duration (1.2), "0:02");
  assert_text (td_format_duration (59.5), "1:00");
  assert_text (td_format_duration (11100), "3:05:00");
}

static void
test_metrics (void)
{
  TdTaskMetrics metrics = { .accuracy = 0.9621, .r2 = NAN };

  assert_text (td_format_metrics (&metrics), "96.2%");
  metrics = (TdTaskMetrics) { .accuracy = NAN, .r2 = 0.91 };
  assert_text (td_format_metrics (&metrics), "R²\302\2400.910");
  metrics.r2 = -1e6;
  assert_text (td_format_metrics (&metrics), "R²\302\240< -99");
  metrics.r2 = NAN;
  assert_text (td_format_metrics (&metrics), "");
}

static void
test_names (void)
{
  g_autofree char *mine = g_build_filename (g_get_home_dir (), "lessons", "a.tandem", NULL);
  g_autofree char *other = g_strconcat (g_get_home_dir (), "-other", NULL);

  assert_text (td_format_path (mine), "~/lessons/a.tandem");
  assert_text (td_format_path (other), other);
  assert_text (td_format_label ("_Lock Trunk"), "Lock Trunk");
  assert_text (td_format_label ("Un_lock Trunk"), "Unlock Trunk");
  assert_text (td_format_label ("锁定主干(_L)"), "锁定主干");
  assert_text (td_format_label ("打开(_O)…"), "打开…");
  assert_text (td_format_label ("Lock (_"), "Lock (");
  assert_text (td_format_label ("Lock"), "Lock");
}

static void
assert_markup (const char *text, const char *expected)
{
  g_autofree char *markup = td_formula_dup_markup (text);

  g_assert_cmpstr (markup, ==, expected);
}

/* Indices below, powers above, and each formula that there is can be shown. */
static void
test_formulas (void)
{
  assert_markup ("Σ_k e^s_k L_k", "Σ<sub>k</sub> e<sup>s<sub>k</sub></sup> L<sub>k</sub>");
  assert_markup ("(Π_j L_j)^(1/K) < 1",
                 "(Π<sub>j</sub> L<sub>j</sub>)<sup>1/K</sup> &lt; 1");
  assert_markup ("ρ_kj r_k^α", "ρ<sub>kj</sub> r<sub>k</sub><sup>α</sup>");
  assert_markup ("g_kᵀ g_k²", "g<sub>k</sub>ᵀ g<sub>k</sub>²");
  assert_markup ("a_ ^", "a_ ^");
  for (guint i = 0; i < td_family_n_kinds (&td_balancers); i++)
    {
      const TdBalancerKind *kind = (const TdBalancerKind *) td_balancers.kinds[i];
      g_autofree char *markup = td_formula_dup_markup (kind->formula);
      g_autofree char *shown = NULL;

      g_assert_true (pango_parse_markup (markup, -1, 0, NULL, &shown, NULL, NULL));
      g_assert_null (strpbrk (shown, "_^"));
    }
}

void
td_test_add_format (void)
{
  g_test_add_func ("/ui/format/numbers", test_numbers);
  g_test_add_func ("/ui/format/speeds-and-times", test_speeds);
  g_test_add_func ("/ui/format/metrics", test_metrics);
  g_test_add_func ("/ui/format/names", test_names);
  g_test_add_func ("/ui/format/formulas-have-indices-and-powers", test_formulas);
}
