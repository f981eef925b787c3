/* map-cell.c — one decision map with its name and figure.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/map-cell.h"

#include "ui/accessible.h"
#include "ui/bar.h"
#include "ui/chart/color.h"
#include "ui/figure.h"
#include "ui/style.h"

#include <glib/gi18n.h>
#include <string.h>

enum { PLANE, POINTS, CROSS, N_LAYERS };

struct _TdMapCell
{
  GtkButton parent_instance;

  TdBar         *swatch;
  GtkLabel      *title;
  GtkInscription *value; /* a label would lay out the window again whenever it changes */
  GtkWidget     *layers[N_LAYERS];
  TdDecisionMap  map;
  GArray          *points;  /* NULL: none */
  cairo_surface_t *picture; /* of the points; NULL: to be drawn */
  gboolean       crossed;
  double         x, y;
};

G_DEFINE_FINAL_TYPE (TdMapCell, td_map_cell, GTK_TYPE_BUTTON)

static guint pointed_signal;

static void
draw_plane (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer user_data)
{
  TdMapCell *self = user_data;
  TdPalette palette = td_style_palette (GTK_WIDGET (area));

  td_rgba_set (palette.grid, cr);
  cairo_paint (cr);
  td_decision_map_draw (cr, width, height, &self->map, &palette);
}

/* Some hundred little circles take longer than the map under them, and GTK draws them again
 * whenever that changes. */
static void
prepare_picture (TdMapCell *self, int width, int height)
{
  TdPalette palette = td_style_palette (GTK_WIDGET (self));
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  cairo_t *pen;

  if (self->picture != NULL && cairo_image_surface_get_width (self->picture) == width * scale
      && cairo_image_surface_get_height (self->picture) == height * scale)
    return;
  g_clear_pointer (&self->picture, cairo_surface_destroy);
  self->picture = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width * scale, height * scale);
  cairo_surface_set_device_scale (self->picture, scale, scale);
  pen = cairo_create (self->picture);
  td_decision_map_draw_points (pen, width, height, &self->map,
                               (const TdMapPoint *) (gpointer) self->points->data,
                               self->points->len, &palette);
  cairo_destroy (pen);
}

static void
draw_points (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer user_data)
{
  TdMapCell *self = user_data;

  if (self->points == NULL || !(self->map.x1 > self->map.x0))
    return;
  prepare_picture (self, width, height);
  cairo_set_source_surface (cr, self->picture, 0, 0);
  cairo_paint (cr);
}

static void
draw_cross (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer user_data)
{
  TdMapCell *self = user_data;
  const TdDecisionMap *map = &self->map;
  TdPalette palette = td_style_palette (GTK_WIDGET (area));
  double x, y;

  if (!self->crossed || !(map->x1 > map->x0))
    return;
  x = (self->x - map->x0) / (map->x1 - map->x0) * width;
  y = (map->y1 - self->y) / (map->y1 - map->y0) * height;
  td_rgba_set (palette.foreground, cr);
  cairo_set_line_width (cr, 1);
  cairo_move_to (cr, 0, y);
  cairo_line_to (cr, width, y);
  cairo_move_to (cr, x, 0);
  cairo_line_to (cr, x, height);
  cairo_stroke (cr);
}

static void
moved_cb (TdMapCell *self, double x, double y)
{
  const TdDecisionMap *map = &self->map;
  double width = gtk_widget_get_width (self->layers[CROSS]);
  double height = gtk_widget_get_height (self->layers[CROSS]);

  if (map->numbers == NULL || width < 1 || height < 1)
    return;
  g_signal_emit (self, pointed_signal, 0, map->x0 + x / width * (map->x1 - map->x0),
                 map->y1 - y / height * (map->y1 - map->y0), TRUE);
}

static void
left_cb (TdMapCell *self)
{
  g_signal_emit (self, pointed_signal, 0, 0.0, 0.0, FALSE);
}

static void
forget_picture (TdMapCell *self)
{
  g_clear_pointer (&self->picture, cairo_surface_destroy);
  gtk_widget_queue_draw (self->layers[POINTS]);
}

static void
restyle_cb (TdMapCell *self)
{
  forget_picture (self);
  for (guint i = 0; i < N_LAYERS; i++)
    gtk_widget_queue_draw (self->layers[i]);
}

static void
td_map_cell_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (td_map_cell_parent_class)->css_changed (widget, change);
  if (TD_MAP_CELL (widget)->layers[CROSS] != NULL)
    restyle_cb (TD_MAP_CELL (widget));
}

static void
td_map_cell_finalize (GObject *object)
{
  TdMapCell *self = TD_MAP_CELL (object);

  g_clear_pointer (&self->points, g_array_unref);
  g_clear_pointer (&self->picture, cairo_surface_destroy);
  G_OBJECT_CLASS (td_map_cell_parent_class)->finalize (object);
}

static void
td_map_cell_class_init (TdMapCellClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = td_map_cell_finalize;
  GTK_WIDGET_CLASS (klass)->css_changed = td_map_cell_css_changed;
  pointed_signal = g_signal_new ("pointed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 3, G_TYPE_DOUBLE, G_TYPE_DOUBLE, G_TYPE_BOOLEAN);
}

static GtkWidget *
make_header (TdMapCell *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 5);

  self->swatch = g_object_new (TD_TYPE_BAR, "width-request", 5, "height-request", 14, "valign",
                               GTK_ALIGN_CENTER, NULL);
  self->title = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "hexpand", TRUE, "ellipsize",
                              PANGO_ELLIPSIZE_END, "width-chars", 4, NULL);
  self->value = g_object_new (GTK_TYPE_INSCRIPTION, "xalign", 1.0f, "min-chars", 0, "nat-chars", 0,
                              "text-overflow", GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->swatch), "swatch");
  gtk_widget_add_css_class (GTK_WIDGET (self->value), "numeric");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->swatch));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->value));
  return box;
}

static GtkWidget *
make_layers (TdMapCell *self)
{
  static const GtkDrawingAreaDrawFunc draw[N_LAYERS] = { draw_plane, draw_points, draw_cross };
  GtkWidget *overlay = gtk_overlay_new ();

  for (guint i = 0; i < N_LAYERS; i++)
    {
      self->layers[i] = g_object_new (GTK_TYPE_DRAWING_AREA, "accessible-role",
                                      GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
      gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->layers[i]), draw[i], self, NULL);
      if (i == PLANE)
        gtk_overlay_set_child (GTK_OVERLAY (overlay), self->layers[i]);
      else
        gtk_overlay_add_overlay (GTK_OVERLAY (overlay), self->layers[i]);
    }
  gtk_widget_set_vexpand (overlay, TRUE);
  gtk_widget_set_overflow (overlay, GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (overlay, "plane");
  return overlay;
}

static void
td_map_cell_init (TdMapCell *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkEventController *motion = gtk_event_controller_motion_new ();

  gtk_box_append (GTK_BOX (box), make_header (self));
  gtk_box_append (GTK_BOX (box), make_layers (self));
  gtk_button_set_child (GTK_BUTTON (self), box);
  gtk_widget_add_css_class (GTK_WIDGET (self), "flat");
  gtk_widget_add_css_class (GTK_WIDGET (self), "map");
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (moved_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (left_cb), self);
  gtk_widget_add_controller (self->layers[CROSS], motion);
}

GtkWidget *
td_map_cell_new (void)
{
  return g_object_new (TD_TYPE_MAP_CELL, NULL);
}

void
td_map_cell_set_title (TdMapCell *self, const char *title, const GdkRGBA *color)
{
  g_autofree char *name = NULL;

  g_return_if_fail (TD_IS_MAP_CELL (self));

  name = g_strdup_printf (_("Decision map of %s"), title);
  gtk_label_set_text (self->title, title);
  td_bar_set_part (self->swatch, 0, 1, color);
  td_accessible_set_name (GTK_WIDGET (self), name);
}

void
td_map_cell_set_value (TdMapCell *self, const char *value)
{
  g_return_if_fail (TD_IS_MAP_CELL (self));

  td_figure_show (self->value, value);
}

void
td_map_cell_set_points (TdMapCell *self, GArray *points)
{
  g_return_if_fail (TD_IS_MAP_CELL (self));

  g_clear_pointer (&self->points, g_array_unref);
  self->points = points;
  forget_picture (self);
}

/* Whether points look alike on both. */
static gboolean
same_plane (const TdDecisionMap *a, const TdDecisionMap *b)
{
  return a->x0 == b->x0 && a->x1 == b->x1 && a->y0 == b->y0 && a->y1 == b->y1
         && a->form == b->form && a->least == b->least && a->most == b->most
         && memcmp (&a->color, &b->color, sizeof a->color) == 0;
}

void
td_map_cell_set_map (TdMapCell *self, const TdDecisionMap *map)
{
  gboolean same;

  g_return_if_fail (TD_IS_MAP_CELL (self));

  same = same_plane (&self->map, map);
  self->map = *map;
  gtk_widget_queue_draw (self->layers[PLANE]);
  if (!same)
    forget_picture (self);
}

void
td_map_cell_set_cross (TdMapCell *self, double x, double y, gboolean shown)
{
  g_return_if_fail (TD_IS_MAP_CELL (self));

  if (!shown && !self->crossed)
    return;
  self->crossed = shown;
  self->x = x;
  self->y = y;
  gtk_widget_queue_draw (self->layers[CROSS]);
}
