/* curves.c — tests of ui/chart/curves.c: from a history to two charts and to picture files.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/chart/curves.h"
#include "tests/chart/sample.h"
#include "tests/chart/suites.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

static const char project_text[]
    = "{\"tasks\": ["
      "{\"id\": \"t1\", \"name\": \"Digit\", \"kind\": \"classes\", \"targets\": [\"digit\"],"
      " \"color\": \"#0072B2\"},"
      "{\"id\": \"t2\", \"name\": \"Ink\", \"kind\": \"number\", \"targets\": [\"ink\"],"
      " \"color\": \"#D55E00\"}],"
      "\"training\": {\"epochs\": 50}}";

static const char *const columns[]
    = { "t1/train_loss", "t1/validation_loss", "t1/train_accuracy", "t1/validation_accuracy",
        "t2/train_loss", "t2/validation_loss", "t2/train_r2", "t2/validation_r2",
        "mean_accuracy" };

typedef struct
{
  TdSpec     project;
  TdHistory *history;
  TdCurves  *curves;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node
      = td_json_parse (project_text, sizeof project_text - 1, "project", &error);
  g_assert_no_error (error);
  td_spec_from_json (&self->project, &td_project_settings, NULL, node, "", &error);
  g_assert_no_error (error);
  self->history = td_history_new ();
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    td_history_column (self->history, columns[i]);
  self->curves = td_curves_new ();
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  td_curves_free (self->curves);
  td_history_unref (self->history);
  td_spec_clear (&self->project);
}

static void
append (Fixture *self, guint n_epochs, gboolean validated)
{
  for (guint epoch = 1; epoch <= n_epochs; epoch++)
    {
      TdMoment moment = { .x = epoch, .step = epoch * 10 };
      double fall = exp (-0.1 * epoch), none = NAN;
      double values[] = { fall, validated ? fall + 0.1 : none, 1 - fall,
                          validated ? 0.95 - fall : none, fall, validated ? fall + 0.2 : none,
                          0.9 - fall, validated ? 0.8 - fall : none, 0.9 };
      td_history_append (self->history, &moment, values, G_N_ELEMENTS (values));
    }
}

static gboolean
update (Fixture *self, const TdProgress *progress)
{
  return td_curves_update (self->curves, self->history, &self->project, progress, FALSE);
}

static void
test_an_empty_history_says_what_to_do (Fixture *self, gconstpointer data)
{
  g_assert_nonnull (td_curves_loss (self->curves)->empty);
  g_assert_true (update (self, NULL));
  g_assert_cmpstr (td_curves_loss (self->curves)->title, ==, "Loss per task");
  g_assert_cmpstr (td_curves_accuracy (self->curves)->title, ==, "Accuracy");
  g_assert_cmpfloat (td_curves_loss (self->curves)->x_end, ==, 50);
  g_assert_false (update (self, NULL));
}

static void
test_losses_are_solid_and_dashed (Fixture *self, gconstpointer data)
{
  append (self, 20, TRUE);
  g_assert_true (update (self, NULL));
  const TdChartModel *loss = td_curves_loss (self->curves);
  g_assert_cmpuint (loss->n_series, ==, 4);
  for (guint i = 0; i < 4; i++)
    {
      const TdSeries *series = &loss->series[i];
      g_assert_cmpstr (series->label, ==, i < 2 ? "Digit" : "Ink");
      g_assert_cmpint (series->dashed, ==, i % 2);
      g_assert_cmpuint (series->n, ==, 20);
      g_assert_cmpfloat (series->x[19], ==, 20);
    }
  g_assert_cmpfloat_with_epsilon (loss->series[1].mean[4 * loss->series[1].stride],
                                  exp (-0.5) + 0.1, 1e-6);
}

static void
test_accuracy_has_a_thick_mean (Fixture *self, gconstpointer data)
{
  append (self, 20, TRUE);
  update (self, NULL);
  const TdChartModel *accuracy = td_curves_accuracy (self->curves);
  g_assert_true (accuracy->percent);
  g_assert_cmpstr (accuracy->title, ==, "Accuracy — mean 90.0%");
  g_assert_cmpuint (accuracy->n_series, ==, 3);
  g_assert_true (accuracy->series[2].thick);
  const TdSeries *ink = &accuracy->series[1];
  g_assert_cmpfloat_with_epsilon (ink->mean[9 * ink->stride], 0.8 - exp (-1), 1e-6);
  const TdChartModel *legend = td_curves_legend (self->curves);
  g_assert_true (legend->series[legend->n_series - 1].thick);
}

static void
test_without_validation_training_is_shown (Fixture *self, gconstpointer data)
{
  append (self, 10, FALSE);
  update (self, NULL);
  g_assert_cmpuint (td_curves_loss (self->curves)->n_series, ==, 2);
  const TdSeries *digit = &td_curves_accuracy (self->curves)->series[0];
  g_assert_cmpfloat_with_epsilon (digit->mean[9 * digit->stride], 1 - exp (-1), 1e-6);
}

static void
test_an_epoch_under_way_has_a_tip (Fixture *self, gconstpointer data)
{
  TdTaskMetrics training[2] = { { .loss = 0.25, .accuracy = 0.5 }, { .loss = 0.75 } };
  TdProgress progress = { .step = 205, .epoch = 10, .batch = 5, .steps_per_epoch = 10,
                          .n_tasks = 2, .revision = 1,
                          .training = training, .best_epoch = 7 };
  append (self, 10, TRUE);
  update (self, &progress);
  const TdChartModel *loss = td_curves_loss (self->curves);
  g_assert_cmpfloat (loss->series[0].tip_x, ==, 10.5);
  /* Of ten batches: five of this epoch, and five of the last as that was on average. */
  g_assert_cmpfloat_with_epsilon (loss->series[0].tip_y, 0.5 * 0.25 + 0.5 * exp (-1), 1e-6);
  g_assert_true (isnan (loss->series[1].tip_x));
  g_assert_cmpfloat (loss->now, ==, 10.5);
  g_assert_cmpfloat (loss->best, ==, 7);
  g_assert_false (update (self, &progress));
  progress.revision = 2;
  g_assert_true (update (self, &progress));
}

/* Before there is one, the batches so far are all there is. */
static void
test_the_first_epoch_has_a_tip (Fixture *self, gconstpointer data)
{
  TdTaskMetrics training[2] = { { .loss = 0.25 }, { .loss = 0.75 } };
  TdProgress progress = { .step = 1, .batch = 1, .steps_per_epoch = 10, .n_tasks = 2, .revision = 1,
                          .training = training };

  update (self, &progress);
  g_assert_cmpfloat (td_curves_loss (self->curves)->series[0].tip_x, ==, 0.1);
  g_assert_cmpfloat (td_curves_loss (self->curves)->series[0].tip_y, ==, 0.25);
}

static void
test_a_new_color_or_style_is_a_change (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  append (self, 3, TRUE);
  update (self, NULL);
  td_spec_set_path (&self->project, "tasks.0.name", "Figure", &error);
  g_assert_no_error (error);
  g_assert_true (update (self, NULL));
  g_assert_cmpstr (td_curves_loss (self->curves)->series[0].label, ==, "Figure");
  g_assert_true (td_curves_update (self->curves, self->history, &self->project, NULL, TRUE));
}

static void
assert_file (const char *path, const char *start)
{
  g_autofree char *text = NULL;
  gsize length;
  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  g_assert_cmpuint (length, >, 2000);
  g_assert_true (memcmp (text, start, strlen (start)) == 0);
}

static void
test_pictures_are_written_by_ending (Fixture *self, gconstpointer data)
{
  const char *const endings[] = { "svg", "PDF", "png" }, *const starts[] = { "<?xml", "%PDF",
                                                                             "\211PNG" };
  TdPalette palette = td_palette (FALSE);
  TdCurvesLook look = TD_CURVES_LOOK;
  g_autofree char *folder = g_dir_make_tmp ("tandem-chart-XXXXXX", NULL);
  append (self, 40, TRUE);
  update (self, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *path = g_strdup_printf ("%s/curves.%s", folder, endings[i]);
      td_curves_export (self->curves, path, 900, 400, &look, &palette, &error);
      g_assert_no_error (error);
      assert_file (path, starts[i]);
      if (i == 2)
        {
          cairo_surface_t *image = cairo_image_surface_create_from_png (path);
          g_assert_cmpint (cairo_image_surface_get_width (image), ==, 1800);
          g_assert_cmpint (cairo_image_surface_get_height (image), ==, 800);
          g_assert_cmpuint (sample_ink (image), >, 10000);
          cairo_surface_destroy (image);
        }
      g_unlink (path);
    }
  g_rmdir (folder);
}

static void
test_impossible_pictures_are_refused (Fixture *self, gconstpointer data)
{
  const char *const paths[] = { "/proc/curves.png", "/no/such/folder/curves.svg", "curves.bmp",
                                "curves" };
  TdPalette palette = td_palette (FALSE);
  TdCurvesLook look = TD_CURVES_LOOK;
  update (self, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_false (td_curves_export (self->curves, paths[i], 900, 400, &look, &palette, &error));
      g_assert_nonnull (error);
      g_assert_true (g_str_has_suffix (error->message, "."));
      g_assert_nonnull (strstr (error->message, paths[i]));
    }
  g_autoptr (GError) error = NULL;
  g_assert_false (td_curves_export (self->curves, "big.png", 1e9, 10, &look, &palette, &error));
  g_assert_nonnull (error);
}

#define ADD(name, function) \
  g_test_add ("/chart/curves/" name, Fixture, NULL, set_up, function, tear_down)

void
add_curves_tests (void)
{
  ADD ("an-empty-history-says-what-to-do", test_an_empty_history_says_what_to_do);
  ADD ("losses-are-solid-and-dashed", test_losses_are_solid_and_dashed);
  ADD ("accuracy-has-a-thick-mean", test_accuracy_has_a_thick_mean);
  ADD ("without-validation-training-is-shown", test_without_validation_training_is_shown);
  ADD ("an-epoch-under-way-has-a-tip", test_an_epoch_under_way_has_a_tip);
  ADD ("the-first-epoch-has-a-tip", test_the_first_epoch_has_a_tip);
  ADD ("a-new-color-or-style-is-a-change", test_a_new_color_or_style_is_a_change);
  ADD ("pictures-are-written-by-ending", test_pictures_are_written_by_ending);
  ADD ("impossible-pictures-are-refused", test_impossible_pictures_are_refused);
}
