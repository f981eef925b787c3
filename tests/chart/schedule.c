/* schedule.c — tests of the learning rate's picture.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/chart/suites.h"

#include "core/optim/schedule.h"
#include "ui/chart/schedule-view.h"

#include <string.h>

#define BASE 0.01

/* Ten steps per epoch, 20 epochs, of which 6 and a half are done. */
static TdScheduleModel
model_of (const TdSpec *schedule)
{
  static const TdMoment past[] = {
    { 1, 10, 0, 0.01 }, { 2, 20, 0, 0.01 }, { 4, 40, 0, 0.005 }, { 6, 60, 0, 0.0025 },
  };

  return (TdScheduleModel){ .schedule = schedule, .base = BASE, .steps_per_epoch = 10,
                            .epochs = 20, .step = 65, .drops = 2, .past = past,
                            .n_past = G_N_ELEMENTS (past) };
}

/* What follows the run shows the rates there were, then the one there is. */
static void
test_past (void)
{
  static const double expected[][2] = {
    { 0, 0.01 }, { 0.9, 0.01 }, { 1.5, 0.01 }, { 2, 0.005 }, { 3.99, 0.005 }, { 4, 0.0025 },
    { 5.9, 0.0025 }, { 6, 0.0001 }, { 6.5, 0.0001 }, { 20, 0.0001 },
  };
  g_auto (TdSpec) plateau = { NULL };
  TdScheduleModel model;

  td_spec_init (&plateau, td_family_find (&td_schedules, "plateau"));
  model = model_of (&plateau);
  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpfloat_with_epsilon (td_schedule_view_rate (&model, expected[i][0]),
                                    expected[i][1], 1e-12);
}

/* All others are drawn as they are set now, whatever there was. */
static void
test_plan (void)
{
  for (const TdKind *const *kind = td_schedules.kinds; *kind != NULL; kind++)
    {
      g_auto (TdSpec) schedule = { NULL };
      TdScheduleModel model;

      td_spec_init (&schedule, *kind);
      model = model_of (&schedule);
      for (guint step = 0; step < 200 && !td_schedule_follows (&schedule); step++)
        {
          const TdClock clock = { step, 10, 20, 0 };

          g_assert_cmpfloat (td_schedule_view_rate (&model, (step + 0.5) / 10), ==,
                             td_schedule_rate (&schedule, BASE, &clock));
        }
    }
}

static guint
count_ink (cairo_surface_t *surface, int first, int end)
{
  const guint8 *pixels = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);
  guint ink = 0;

  for (int y = 17; y < cairo_image_surface_get_height (surface) - 22; y++)
    for (int x = first; x < end; x++)
      ink += pixels[y * stride + 4 * x + 3] > 150;
  return ink;
}

/* Every kind draws a curve; what isn't known of it is paler than the past. */
static void
test_pictures (void)
{
  TdPalette palette = td_palette (FALSE);

  for (const TdKind *const *kind = td_schedules.kinds; *kind != NULL; kind++)
    {
      g_autofree char *description = NULL;
      g_auto (TdSpec) schedule = { NULL };
      cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 300, 100);
      cairo_t *cr = cairo_create (surface);
      TdScheduleModel model;

      td_spec_init (&schedule, *kind);
      model = model_of (&schedule);
      description = td_schedule_view_describe (&model);
      g_assert_nonnull (strstr (description, "now"));
      td_schedule_view_draw (cr, 300, 100, &model, &palette);
      cairo_surface_flush (surface);
  g_assert_cmpuint (count_ink (surface, 10, 80), >, 60);
      if (td_schedule_follows (&schedule))
        g_assert_cmpuint (count_ink (surface, 120, 295), ==, 0);
      cairo_destroy (cr);
      cairo_surface_destroy (surface);
    }
}

void
add_schedule_tests (void)
{
  g_test_add_func ("/schedule-view/what-follows-the-run-shows-what-was", test_past);
  g_test_add_func ("/schedule-view/others-show-what-is-set", test_plan);
  g_test_add_func ("/schedule-view/all-kinds-are-drawn", test_pictures);
}
