/* look.c — draws sample charts and networks into a folder, to be looked at, and says what a
 * drawing costs. Not a test.
 *
 *   look FOLDER
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/chart/sample-network.h"
#include "tests/chart/sample.h"
#include "ui/chart/network-layout.h"

#include <math.h>
#include <stdlib.h>

typedef void (*DrawFunc) (cairo_t *cr, double width, double height, gboolean dark);

static void
draw_pair (cairo_t *cr, double width, double height, guint n_tasks, gsize n_rows, double total,
           double smoothing, gboolean dark)
{
  TdPalette palette = td_palette (dark);
  Sample loss, accuracy;
  double gap = 24, half = floor ((width - gap) / 2);
  sample_loss (&loss, n_tasks, n_rows, total, dark);
  sample_accuracy (&accuracy, n_tasks, n_rows, total, dark);
  TdChartView log_view = { .log_y = TRUE, .smoothing = smoothing }, view = { FALSE };
  double legend = td_chart_draw_legend (NULL, 0, 0, width, &loss.model, &palette);
  double chart = height - legend - 8;
  td_chart_draw (cr, half, chart, &loss.model, &log_view, &palette);
  TdChartFrame frame;
  td_chart_measure (cr, half, chart, &loss.model, &log_view, &palette, &frame);
  if (n_rows > 150)
    td_chart_draw_hover (cr, &frame, &loss.model, &palette, (double) n_rows * 0.7);
  cairo_translate (cr, half + gap, 0);
  td_chart_draw (cr, half, chart, &accuracy.model, &view, &palette);
  cairo_translate (cr, -half - gap, 0);
  td_chart_draw_legend (cr, 0, chart + 8, width, &loss.model, &palette);
  sample_clear (&loss);
  sample_clear (&accuracy);
}

static void
half_way (cairo_t *cr, double width, double height, gboolean dark)
{
  draw_pair (cr, width, height, 4, 140, 200, 0, dark);
}

static void
smoothed (cairo_t *cr, double width, double height, gboolean dark)
{
  draw_pair (cr, width, height, 4, 180, 200, 0.8, dark);
}

static void
twelve (cairo_t *cr, double width, double height, gboolean dark)
{
  draw_pair (cr, width, height, 12, 200, 200, 0, dark);
}

static void
long_run (cairo_t *cr, double width, double height, gboolean dark)
{
  draw_pair (cr, width, height, 4, 65536, 65536, 0, dark);
}

static void
empty (cairo_t *cr, double width, double height, gboolean dark)
{
  draw_pair (cr, width, height, 2, 0, 200, 0, dark);
}

static void
first_epoch (cairo_t *cr, double width, double height, gboolean dark)
{
  draw_pair (cr, width, height, 2, 1, 200, 0, dark);
}

/* Single charts, in a row of four ranges of linear and logarithmic axes. */
static void
ranges (cairo_t *cr, double width, double height, gboolean dark)
{
  const double factors[] = { 1, 1e-6, 3e4, 0.02 };
  TdPalette palette = td_palette (dark);
  double w = width / 4, h = height / 2;
  for (guint i = 0; i < 8; i++)
    {
      Sample loss;
      TdChartView view = { .log_y = i % 2 == 0 };
      sample_loss (&loss, 1, i == 6 ? 3 : 120, 120, dark);
      for (gsize row = 0; row < loss.series[0].n * 2; row++)
        {
          float *values = (float *) loss.series[row % 2].mean;
          values[row / 2] *= (float) factors[i / 2];
          if (row / 2 % 7 == 3 && i < 2)
            values[row / 2] = 0;
        }
      cairo_save (cr);
      cairo_translate (cr, (i / 2) * w, (i % 2) * h);
      td_chart_draw (cr, w - 12, h - 12, &loss.model, &view, &palette);
      cairo_restore (cr);
      sample_clear (&loss);
    }
}

static void
draw_network (cairo_t *cr, double width, double height, NetworkShape shape)
{
  TdPalette palette = td_palette (shape.dark);
  TdNetworkModel model = sample_network (&shape);
  TdNetworkMarks marks = td_no_network_marks;
  TdNetworkLayout layout;
  marks.selected = "l0";
  marks.hovered = 3;
  marks.focused = 2;
  td_network_layout_init (&layout, &model, width, height, NULL);
  td_network_draw (cr, &layout, &model, &palette, &marks);
  td_network_layout_clear (&layout);
  td_network_model_clear (&model);
}

static void
plain_network (cairo_t *cr, double width, double height, gboolean dark)
{
  draw_network (cr, width, height,
                (NetworkShape){ .n_layers = 3, .n_heads = 4, .image = TRUE, .histograms = TRUE,
                                .dark = dark });
}

static void
private_network (cairo_t *cr, double width, double height, gboolean dark)
{
  draw_network (cr, width, height,
                (NetworkShape){ .n_layers = 2, .n_heads = 5, .n_private = 2, .dark = dark });
}

static void
separate_network (cairo_t *cr, double width, double height, gboolean dark)
{
  draw_network (cr, width, height,
                (NetworkShape){ .n_layers = 3, .n_heads = 4, .n_private = 1, .separate = TRUE,
                                .image = TRUE, .dark = dark });
}

static void
wide_network (cairo_t *cr, double width, double height, gboolean dark)
{
  draw_network (cr, width, height,
                (NetworkShape){ .n_layers = 8, .n_heads = 14, .image = TRUE, .histograms = TRUE,
                                .dark = dark });
}

static void
bare_network (cairo_t *cr, double width, double height, gboolean dark)
{
  draw_network (cr, width, height, (NetworkShape){ .n_heads = 2, .dark = dark });
}

static void
tied_network (cairo_t *cr, double width, double height, gboolean dark)
{
  draw_network (cr, width, height,
                (NetworkShape){ .n_layers = 2, .n_heads = 4, .separate = TRUE, .image = TRUE,
                                .tied = TRUE, .dark = dark });
}

static void
stitched_network (cairo_t *cr, double width, double height, gboolean dark)
{
  draw_network (cr, width, height,
                (NetworkShape){ .n_layers = 2, .n_heads = 4, .separate = TRUE, .image = TRUE,
                                .stitched = TRUE, .dark = dark });
}

static void
expert_network (cairo_t *cr, double width, double height, gboolean dark)
{
  draw_network (cr, width, height,
                (NetworkShape){ .n_layers = 2, .n_heads = 4, .n_private = 1, .image = TRUE,
                                .histograms = TRUE, .n_experts = 4, .dark = dark });
}

static void
masked_network (cairo_t *cr, double width, double height, gboolean dark)
{
  draw_network (cr, width, height,
                (NetworkShape){ .n_layers = 2, .n_heads = 4, .image = TRUE, .histograms = TRUE,
                                .masks = TRUE, .dark = dark });
}

static void
look (const char *folder, const char *name, DrawFunc draw, int width, int height, gboolean dark,
      double scale)
{
  g_autofree char *path = g_strdup_printf ("%s/%s%s.png", folder, name, dark ? "-dark" : "");
  cairo_surface_t *surface = sample_surface ((int) (width * scale), (int) (height * scale));
  cairo_surface_set_device_scale (surface, scale, scale);
  cairo_t *cr = cairo_create (surface);
  TdPalette palette = td_palette (dark);
  cairo_set_source_rgb (cr, palette.background.red, palette.background.green,
                        palette.background.blue);
  cairo_paint (cr);
  cairo_translate (cr, 12, 12);
  gint64 started = g_get_monotonic_time ();
  draw (cr, width - 24, height - 24, dark);
  g_print ("%s: %.2f ms\n", path, (double) (g_get_monotonic_time () - started) / 1000);
  cairo_surface_write_to_png (surface, path);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

/* The best of several drawings of the lines alone, and of the whole. */
static void
measure (const char *what, guint n_series, gsize n_rows, double smoothing)
{
  Sample loss;
  TdChartFrame frame;
  TdPalette palette = td_palette (FALSE);
  TdChartView view = { .log_y = TRUE, .smoothing = smoothing };
  cairo_surface_t *surface = sample_surface (900, 400);
  cairo_t *cr = cairo_create (surface);
  double lines = INFINITY, whole = INFINITY;
  sample_loss (&loss, (n_series + 1) / 2, n_rows, (double) n_rows, FALSE);
  for (guint i = 0; i < 7; i++)
    {
      gint64 t0 = g_get_monotonic_time ();
      td_chart_measure (cr, 900, 400, &loss.model, &view, &palette, &frame);
      td_chart_draw_axes (cr, &frame, &loss.model, &palette);
      gint64 t1 = g_get_monotonic_time ();
      td_chart_draw_lines (cr, &frame, &loss.model, &view);
      gint64 t2 = g_get_monotonic_time ();
      lines = MIN (lines, (double) (t2 - t1) / 1000);
      whole = MIN (whole, (double) (t2 - t0) / 1000);
    }
  g_print ("%s: lines %.2f ms, with measure and axes %.2f ms\n", what, lines, whole);
  sample_clear (&loss);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

int
main (int argc, char **argv)
{
  const char *folder = argc > 1 ? argv[1] : ".";
  for (gboolean dark = FALSE; dark <= TRUE; dark++)
    {
      look (folder, "half-way", half_way, 800, 460, dark, 1);
      look (folder, "smoothed", smoothed, 800, 460, dark, 1);
      look (folder, "twelve", twelve, 1000, 460, dark, 1);
      look (folder, "long", long_run, 800, 460, dark, 1);
      look (folder, "empty", empty, 800, 300, dark, 1);
      look (folder, "network", plain_network, 824, 290, dark, 1);
      look (folder, "private", private_network, 824, 330, dark, 1);
      look (folder, "tied", tied_network, 824, 330, dark, 1);
      look (folder, "stitched", stitched_network, 824, 330, dark, 1);
      look (folder, "experts", expert_network, 824, 330, dark, 1);
      look (folder, "masked", masked_network, 824, 330, dark, 1);
    }
  look (folder, "small", half_way, 448, 200, FALSE, 1);
  look (folder, "small-hover", twelve, 700, 240, FALSE, 1);
  look (folder, "first", first_epoch, 700, 300, FALSE, 1);
  look (folder, "large", half_way, 1600, 700, FALSE, 1);
  look (folder, "sharp", half_way, 800, 460, FALSE, 2);
  look (folder, "ranges", ranges, 1100, 520, FALSE, 1);
  look (folder, "separate", separate_network, 824, 330, FALSE, 1);
  look (folder, "wide", wide_network, 824, 330, FALSE, 1);
  look (folder, "bare", bare_network, 824, 200, FALSE, 1);
  measure ("4 tasks x 2 x 200 rows", 8, 200, 0);
  measure ("4 tasks x 2 x 200 rows, smoothed", 8, 200, 0.8);
  measure ("12 series x 65,536 rows", 12, 65536, 0);
  measure ("12 series x 65,536 rows, smoothed", 12, 65536, 0.9);
  return EXIT_SUCCESS;
}
