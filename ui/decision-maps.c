/* decision-maps.c — what each task answers all over a plane of two inputs, live.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/decision-maps.h"

#include "ui/accessible.h"
#include "ui/format.h"
#include "ui/map-cell.h"
#include "ui/map-model.h"
#include "ui/style.h"
#include "ui/watch.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define MINIMUM_WIDTH 150
#define SPACING 4
#define MARGIN 8
#define DESCRIBE_INTERVAL (2 * G_USEC_PER_SEC) /* a screen reader isn't to be talked over */

struct _TdDecisionMaps
{
  GtkWidget parent_instance;

  TdSession *session;
  TdWatch   *watch;
  TdMaps    *maps;      /* shown; NULL: none yet */
  TdMaps    *next;      /* to be shown; NULL: none are newer */
  GPtrArray *items;     /* of TdMapItem, one per cell; NULL: none */
  GPtrArray *cells;     /* of TdMapCell, borrowed: they are children */
  TdMapCell *enlarged;  /* NULL: all are shown */
  guint      tick;      /* shows the next maps; 0: there are none */
  gboolean   pointed;
  double     x, y;      /* in the user's units */
  gint64     described_at;
};

G_DEFINE_FINAL_TYPE (TdDecisionMaps, td_decision_maps, GTK_TYPE_WIDGET)

/* Beside the title: what is answered under the pointer, else how good the task is. */
static char *
dup_value (TdDecisionMaps *self, const TdMapItem *item)
{
  const TdProgress *progress = td_session_get_progress (self->session);

  if (self->pointed)
    return td_map_read (td_session_get_plan (self->session), item, self->maps, self->x, self->y);
  return item->task < progress->n_tasks ? td_format_metrics (&progress->tasks[item->task]) : NULL;
}

static void
describe (TdDecisionMaps *self)
{
  gint64 now = g_get_monotonic_time ();

  if (self->maps == NULL || (td_session_get_status (self->session) == TD_RUN_TRAINING
                             && now - self->described_at < DESCRIBE_INTERVAL))
    return;
  self->described_at = now;
  for (guint i = 0; i < self->cells->len; i++)
    {
      const TdMapItem *item = g_ptr_array_index (self->items, i);
      const TdMaps *maps = self->maps;
      g_autofree char *middle = NULL, *text = NULL;

      middle = td_map_read (td_session_get_plan (self->session), item, maps,
                            (maps->x0 + maps->x1) / 2, (maps->y0 + maps->y1) / 2);
      text = g_strdup_printf (_("%s from %.3g to %.3g and %s from %.3g to %.3g; in the middle: %s"),
                              maps->plan->fit->inputs[0].column, maps->x0, maps->x1,
                              maps->plan->fit->inputs[1].column, maps->y0, maps->y1,
                              middle != NULL ? middle : "–");
      gtk_accessible_update_property (GTK_ACCESSIBLE (g_ptr_array_index (self->cells, i)),
                                      GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
    }
}

static void
show_values (TdDecisionMaps *self)
{
  for (guint i = 0; i < self->cells->len; i++)
    {
      TdMapCell *cell = g_ptr_array_index (self->cells, i);
      g_autofree char *value = dup_value (self, g_ptr_array_index (self->items, i));

      td_map_cell_set_value (cell, value != NULL ? value : "");
      td_map_cell_set_cross (cell, self->x, self->y, self->pointed);
    }
}

static void
show_maps (TdDecisionMaps *self)
{
  for (guint i = 0; i < self->cells->len; i++)
    {
      TdDecisionMap map = td_map_fill (td_session_get_plan (self->session),
                                       g_ptr_array_index (self->items, i), self->maps);

      td_map_cell_set_map (g_ptr_array_index (self->cells, i), &map);
    }
  describe (self);
  if (self->pointed)
    show_values (self);
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  TdDecisionMaps *self = TD_DECISION_MAPS (widget);
  TdMaps *old = self->maps;

  self->tick = 0;
  self->maps = g_steal_pointer (&self->next);
  show_maps (self);
  td_maps_free (old); /* cells let go of it just now */
  return G_SOURCE_REMOVE;
}

/* In the frame after the one that draws the curves again, which is enough for one. */
static void
take (gpointer widget, gpointer maps)
{
  TdDecisionMaps *self = TD_DECISION_MAPS (widget);

  td_maps_free (self->next);
  self->next = maps;
  if (self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (widget, tick_cb, NULL, NULL);
}

static gpointer
ask (gpointer widget)
{
  return td_maps_ask ();
}

static const TdWatcher watcher = { .job = &td_maps_job, .ask = ask, .take = take };

static void
progress_cb (TdDecisionMaps *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)) && !self->pointed)
    show_values (self);
}

static void
pointed_cb (TdDecisionMaps *self, double x, double y, gboolean inside)
{
  self->pointed = inside;
  self->x = x;
  self->y = y;
  show_values (self);
}

static void
enlarge (TdDecisionMaps *self, TdMapCell *cell)
{
  self->enlarged = cell;
  for (guint i = 0; i < self->cells->len; i++)
    {
      GtkWidget *other = g_ptr_array_index (self->cells, i);

      gtk_widget_set_child_visible (other, cell == NULL || (gpointer) cell == other);
      gtk_widget_set_tooltip_text (other, cell == NULL ? _("Enlarge") : _("Show all maps"));
    }
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
clicked_cb (TdDecisionMaps *self, TdMapCell *cell)
{
  if (self->cells->len > 1)
    enlarge (self, self->enlarged == NULL ? cell : NULL);
}

static gboolean
key_cb (TdDecisionMaps *self, guint key)
{
  if (key != GDK_KEY_Escape || self->enlarged == NULL)
    return GDK_EVENT_PROPAGATE;
  enlarge (self, NULL);
  return GDK_EVENT_STOP;
}

/* Cells */

static void
add_cell (TdDecisionMaps *self)
{
  GtkWidget *cell = td_map_cell_new ();

  gtk_widget_set_parent (cell, GTK_WIDGET (self));
  g_signal_connect_swapped (cell, "pointed", G_CALLBACK (pointed_cb), self);
  g_signal_connect_swapped (cell, "clicked", G_CALLBACK (clicked_cb), self);
  g_ptr_array_add (self->cells, cell);
}

static void
set_number_of_cells (TdDecisionMaps *self, guint n)
{
  if (self->cells->len == n)
    return;
  while (self->cells->len < n)
    add_cell (self);
  while (self->cells->len > n)
    {
      gtk_widget_unparent (g_ptr_array_index (self->cells, self->cells->len - 1));
      g_ptr_array_remove_index (self->cells, self->cells->len - 1);
    }
  enlarge (self, NULL);
}

/* After the plan or the style changed. */
static void
refill (TdDecisionMaps *self)
{
  TdPlan *plan;

  if (self->session == NULL)
    return;
  plan = td_session_get_plan (self->session);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  self->items = td_map_items (plan, td_style_is_dark ());
  set_number_of_cells (self, self->items->len);
  gtk_widget_set_visible (GTK_WIDGET (self), self->items->len > 0);
  for (guint i = 0; i < self->items->len; i++)
    {
      const TdMapItem *item = g_ptr_array_index (self->items, i);
      TdMapCell *cell = g_ptr_array_index (self->cells, i);
      const GdkRGBA color = { (float) item->color.red, (float) item->color.green,
                              (float) item->color.blue, 1 };

      td_map_cell_set_title (cell, item->title, &color);
      td_map_cell_set_points (cell, td_map_points (plan, item));
    }
  self->described_at = 0;
  show_maps (self);
  show_values (self);
}

/* Widget */

static void
td_decision_maps_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                          int *natural, int *minimum_baseline, int *natural_baseline)
{
  gboolean horizontal = orientation == GTK_ORIENTATION_HORIZONTAL;

  *minimum = *natural = horizontal ? MINIMUM_WIDTH : 0;
}

/* The number of columns with which maps are largest; a map is best about square. */
static int
choose_columns (int n, int width, int height)
{
  int best = 1, largest = 0;

  for (int columns = 1; columns <= n; columns++)
    {
      int rows = (n + columns - 1) / columns;
      int side = MIN (width / columns, height / rows);

      if (side > largest)
        {
          largest = side;
          best = columns;
        }
    }
  return best;
}

static void
place (GtkWidget *cell, int x, int y, int width, int height)
{
  int least_width, least_height;

  gtk_widget_measure (cell, GTK_ORIENTATION_HORIZONTAL, -1, &least_width, NULL, NULL, NULL);
  width = MAX (width, least_width);
  gtk_widget_measure (cell, GTK_ORIENTATION_VERTICAL, width, &least_height, NULL, NULL, NULL);
  gtk_widget_size_allocate (cell, &(GtkAllocation) { x, y, width, MAX (height, least_height) }, -1);
}

static void
td_decision_maps_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  TdDecisionMaps *self = TD_DECISION_MAPS (widget);
  int n = self->enlarged != NULL ? 1 : (int) self->cells->len;
  int columns, rows, cell_width, cell_height;

  if (n == 0)
    return;
  width -= MARGIN;
  height -= MARGIN;
  columns = choose_columns (n, width, height);
  rows = (n + columns - 1) / columns;
  cell_width = (width - (columns - 1) * SPACING) / columns;
  cell_height = (height - (rows - 1) * SPACING) / rows;
  for (int i = 0, at = 0; i < (int) self->cells->len; i++)
    {
      GtkWidget *cell = g_ptr_array_index (self->cells, (guint) i);

      if (!gtk_widget_get_child_visible (cell))
        continue;
      place (cell, at % columns * (cell_width + SPACING), at / columns * (cell_height + SPACING),
             cell_width, cell_height);
      at++;
    }
}

static void
td_decision_maps_dispose (GObject *object)
{
  TdDecisionMaps *self = TD_DECISION_MAPS (object);

  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
  self->tick = 0;
  g_clear_pointer (&self->watch, td_watch_free);
  g_clear_object (&self->session);
  set_number_of_cells (self, 0);
  G_OBJECT_CLASS (td_decision_maps_parent_class)->dispose (object);
}

static void
td_decision_maps_finalize (GObject *object)
{
  TdDecisionMaps *self = TD_DECISION_MAPS (object);

  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_ptr_array_unref (self->cells);
  td_maps_free (self->maps);
  td_maps_free (self->next);
  G_OBJECT_CLASS (td_decision_maps_parent_class)->finalize (object);
}

static void
td_decision_maps_class_init (TdDecisionMapsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = td_decision_maps_dispose;
  object_class->finalize = td_decision_maps_finalize;
  widget_class->measure = td_decision_maps_measure;
  widget_class->size_allocate = td_decision_maps_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "tdmaps");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
td_decision_maps_init (TdDecisionMaps *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->cells = g_ptr_array_new ();
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  td_accessible_set_name (GTK_WIDGET (self), _("Decision maps"));
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (refill),
                           self, G_CONNECT_SWAPPED);
}

void
td_decision_maps_set_session (TdDecisionMaps *self, TdSession *session)
{
  g_return_if_fail (TD_IS_DECISION_MAPS (self) && self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "planned", G_CALLBACK (refill), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "progress", G_CALLBACK (progress_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::status", G_CALLBACK (describe), self,
                           G_CONNECT_SWAPPED);
  refill (self);
  self->watch = td_watch_new (GTK_WIDGET (self), session, &watcher);
}
