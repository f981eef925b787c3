/* screenshot.c — a picture of the window:
 *   screenshot PROJECT WIDTH HEIGHT EPOCHS FILE.png [light|dark [PAGE]]
 *
 * A tool, not a test: it makes the pictures in docs. Trains, selects the first layer of the trunk,
 * and saves what the window then shows.
 *
 * SPDX-License-Identifier: MIT
 */
#include "harness.h"

#include "core/nn/layer.h"
#include "ui/network-canvas.h"

#include <stdlib.h>
#include <string.h>

typedef struct
{
  TdWindow *window;
  guint64   epochs;
} Goal;

static gboolean
is_reached (gpointer data)
{
  const Goal *goal = data;

  return td_session_get_progress (td_window_get_session (goal->window))->epoch >= goal->epochs;
}

static void
save_picture (GtkWidget *window, const char *path)
{
  g_autoptr(GdkPaintable) paintable = gtk_widget_paintable_new (window);
  int width = gdk_paintable_get_intrinsic_width (paintable);
  int height = gdk_paintable_get_intrinsic_height (paintable);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr(GskRenderNode) node = NULL;
  g_autoptr(GdkTexture) texture = NULL;

  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node,
                                         &GRAPHENE_RECT_INIT (0, 0, (float) width,
                                                              (float) height));
  if (!gdk_texture_save_to_png (texture, path))
    g_error ("cannot write %s", path);
}

static void
run (char **argv, gboolean dark, const char *page)
{
  TdWindow *window = td_window_new (td_test_application ());
  Goal goal = { window, g_ascii_strtoull (argv[4], NULL, 10) };
  const TdNetworkSettings *network;

  if (dark)
    adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                        ADW_COLOR_SCHEME_FORCE_DARK);
  gtk_window_set_default_size (GTK_WINDOW (window), atoi (argv[2]), atoi (argv[3]));
  td_test_show (window, argv[1]);
  network = td_network_of (&td_session_get_plan (td_window_get_session (window))->project);
  g_signal_emit_by_name (td_test_find (GTK_WIDGET (window), "Network"), "selected",
                         ((const TdLayerOptions *) network->trunk.items[0].options)->id);
  if (page != NULL)
    gtk_stack_set_visible_child_name (
      GTK_STACK (gtk_widget_get_ancestor (td_test_find (GTK_WIDGET (window), "Loss per task"),
                                          GTK_TYPE_STACK)), page);
  if (goal.epochs > 0)
    {
      td_test_act (window, "train", NULL);
      while (!is_reached (&goal))
        td_test_run (0.05);
    }
  else
    td_test_run (0.5); /* lists make their rows, pages draw themselves */
  save_picture (GTK_WIDGET (window), argv[5]);
  td_test_close (window);
}

int
main (int argc, char **argv)
{
  if (argc < 6)
    return 2;
  gtk_init ();
  run (argv, argc > 6 && strcmp (argv[6], "dark") == 0, argc > 7 ? argv[7] : NULL);
  return 0;
}
