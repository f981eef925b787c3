/* figure.c — figures are shown whole, also in GNOME's font, the digits of which are as wide as one
 * another only where they are asked to be.
 *
 * SPDX-License-Identifier: MIT
 */
#include "harness.h"

#include "core/train/evaluate.h"
#include "ui/map-cell.h"
#include "ui/task-row.h"

static int
natural_width (GtkWidget *widget)
{
  int width;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  return width;
}

/* As wide as a label would be in its place. */
static void
assert_whole (GtkWidget *figure, const char *text)
{
  GtkWidget *label = gtk_label_new (text);
  g_auto(GStrv) classes = gtk_widget_get_css_classes (figure);

  g_assert_cmpstr (gtk_inscription_get_text (GTK_INSCRIPTION (figure)), ==, text);
  gtk_widget_set_css_classes (label, (const char **) classes);
  gtk_box_append (GTK_BOX (gtk_widget_get_parent (figure)), label);
  g_assert_cmpint (natural_width (figure), >=, natural_width (label));
  gtk_box_remove (GTK_BOX (gtk_widget_get_parent (figure)), label);
}

static void
test_in_gnomes_font (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", "playground.json",
                                                 NULL);
  GtkSettings *settings = gtk_settings_get_default ();
  TdTaskMetrics metrics = td_no_metrics;
  g_autofree char *font = NULL;
  GtkWidget *row, *cell;
  TdWindow *window;

  g_object_get (settings, "gtk-font-name", &font, NULL);
  g_object_set (settings, "gtk-font-name", "Cantarell 11", NULL);
  window = td_test_open (path);
  row = td_test_find_type (GTK_WIDGET (window), TD_TYPE_TASK_ROW);
  metrics.accuracy = 0.111;
  td_task_row_show_metrics (TD_TASK_ROW (row), &metrics);
  assert_whole (td_test_find_type (row, GTK_TYPE_INSCRIPTION), "11.1%");
  cell = td_test_find_type (GTK_WIDGET (window), TD_TYPE_MAP_CELL);
  td_map_cell_set_value (TD_MAP_CELL (cell), "98.7%");
  assert_whole (td_test_find_type (cell, GTK_TYPE_INSCRIPTION), "98.7%");
  td_test_close (window);
  g_object_set (settings, "gtk-font-name", font, NULL);
}

void
td_test_add_figure (void)
{
  g_test_add_func ("/ui/figure/is-whole-in-gnomes-font", test_in_gnomes_font);
}
