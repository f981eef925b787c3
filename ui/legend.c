/* legend.c — buttons that say which line is which.
 *
 * GTK 4.8 has no container that wraps children of different widths, so this lays them out itself.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/legend.h"

#include "ui/legend-entry.h"

#include <glib/gi18n.h>

#define GAP 2 /* pixels between buttons, which have room inside */

struct _TdLegend
{
  GtkWidget parent_instance;

  GPtrArray     *entries; /* TdLegendEntry, owned by the widget tree */
  GtkWidget     *menu;
  TdLegendEntry *menu_entry; /* what the menu is about */
  TdLegendEntry *twice;      /* pressed for the second time; not yet released */
};

G_DEFINE_FINAL_TYPE (TdLegend, td_legend, GTK_TYPE_WIDGET)

enum { TOGGLED, ONLY, ALL, N_SIGNALS };
static guint signals[N_SIGNALS];

/* Layout */

static int
natural_of (GtkWidget *widget, GtkOrientation orientation)
{
  int minimum, natural;

  gtk_widget_measure (widget, orientation, -1, &minimum, &natural, NULL, NULL);
  return natural;
}

/* Places the buttons, or only measures; answers the height. */
static int
flow (TdLegend *self, int width, gboolean place)
{
  int x = 0, y = 0, line = 0;

  for (guint i = 0; i < self->entries->len; i++)
    {
      GtkWidget *entry = g_ptr_array_index (self->entries, i);
      int wide = MIN (natural_of (entry, GTK_ORIENTATION_HORIZONTAL), width);
      int high = natural_of (entry, GTK_ORIENTATION_VERTICAL);

      if (x > 0 && x + wide > width)
        {
          x = 0;
          y += line + GAP;
          line = 0;
        }
      if (place)
        gtk_widget_size_allocate (entry, &(GtkAllocation) { x, y, wide, high }, -1);
      x += wide + GAP;
      line = MAX (line, high);
    }
  return y + line;
}

static void
td_legend_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                   int *natural, int *minimum_baseline, int *natural_baseline)
{
  TdLegend *self = TD_LEGEND (widget);

  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = *natural = flow (self, for_size < 0 ? G_MAXINT / 2 : for_size, FALSE);
      return;
    }
  *minimum = *natural = 0;
  for (guint i = 0; i < self->entries->len; i++)
    {
      GtkWidget *entry = g_ptr_array_index (self->entries, i);
      int least, wide;

      gtk_widget_measure (entry, GTK_ORIENTATION_HORIZONTAL, -1, &least, &wide, NULL, NULL);
      *minimum = MAX (*minimum, least);
      *natural += wide + (i > 0 ? GAP : 0);
    }
}

static GtkSizeRequestMode
td_legend_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
td_legend_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  TdLegend *self = TD_LEGEND (widget);

  flow (self, width, TRUE);
  if (self->menu != NULL)
    gtk_popover_present (GTK_POPOVER (self->menu));
}

/* What people do */

static void
toggled_cb (TdLegend *self, GtkToggleButton *button)
{
  TdLegendEntry *entry = TD_LEGEND_ENTRY (button);

  if (td_legend_entry_is_updating (entry))
    return;
  if (self->twice == entry)
    g_signal_emit (self, signals[ONLY], 0, td_legend_entry_get_id (entry));
  else
    g_signal_emit (self, signals[TOGGLED], 0, td_legend_entry_get_id (entry),
                   gtk_toggle_button_get_active (button));
}

static TdLegendEntry *
entry_of (GtkEventController *controller)
{
  return TD_LEGEND_ENTRY (gtk_event_controller_get_widget (controller));
}

/* The first click of two has already switched the line; what the second does is told when the
 * button is released. */
static void
pressed_cb (TdLegend *self, int n_press, double x, double y, GtkGesture *click)
{
  self->twice = n_press == 2 ? entry_of (GTK_EVENT_CONTROLLER (click)) : NULL;
}

static void
only_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  TdLegend *self = TD_LEGEND (widget);

  if (self->menu_entry != NULL)
    g_signal_emit (self, signals[ONLY], 0, td_legend_entry_get_id (self->menu_entry));
}

static void
all_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_signal_emit (widget, signals[ALL], 0);
}

static void
show_menu (TdLegend *self, TdLegendEntry *entry)
{
  graphene_rect_t bounds;

  if (self->menu == NULL)
    {
      g_autoptr(GMenu) menu = g_menu_new ();

      g_menu_append (menu, _("Show _Only This"), "legend.only");
      g_menu_append (menu, _("Show _All"), "legend.all");
      self->menu = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
      gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
    }
  self->menu_entry = entry;
  if (gtk_widget_compute_bounds (GTK_WIDGET (entry), GTK_WIDGET (self), &bounds))
    gtk_popover_set_pointing_to (GTK_POPOVER (self->menu),
                                 &(GdkRectangle) { (int) bounds.origin.x, (int) bounds.origin.y,
                                                   (int) bounds.size.width,
                                                   (int) bounds.size.height });
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
secondary_cb (TdLegend *self, int n_press, double x, double y, GtkGesture *click)
{
  gtk_gesture_set_state (click, GTK_EVENT_SEQUENCE_CLAIMED);
  show_menu (self, entry_of (GTK_EVENT_CONTROLLER (click)));
}

static gboolean
menu_key_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  TdLegend *self = user_data;

  show_menu (self, TD_LEGEND_ENTRY (widget));
  return GDK_EVENT_STOP;
}

static void
add_gesture (TdLegend *self, TdLegendEntry *entry, guint button, GCallback function)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), button);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (click, "pressed", function, self);
  gtk_widget_add_controller (GTK_WIDGET (entry), GTK_EVENT_CONTROLLER (click));
}

static void
add_menu_key (TdLegend *self, TdLegendEntry *entry)
{
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();
  GtkShortcutTrigger *trigger
    = gtk_alternative_trigger_new (gtk_keyval_trigger_new (GDK_KEY_F10, GDK_SHIFT_MASK),
                                   gtk_keyval_trigger_new (GDK_KEY_Menu, 0));

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (shortcuts),
                                        gtk_shortcut_new (trigger,
                                                          gtk_callback_action_new (menu_key_cb,
                                                                                   self, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (entry), shortcuts);
}

static TdLegendEntry *
add_entry (TdLegend *self)
{
  TdLegendEntry *entry = td_legend_entry_new ();

  gtk_widget_insert_before (GTK_WIDGET (entry), GTK_WIDGET (self), self->menu);
  g_signal_connect_swapped (entry, "toggled", G_CALLBACK (toggled_cb), self);
  add_gesture (self, entry, GDK_BUTTON_PRIMARY, G_CALLBACK (pressed_cb));
  add_gesture (self, entry, GDK_BUTTON_SECONDARY, G_CALLBACK (secondary_cb));
  add_menu_key (self, entry);
  g_ptr_array_add (self->entries, entry);
  return entry;
}

/* Widget */

static void
td_legend_dispose (GObject *object)
{
  TdLegend *self = TD_LEGEND (object);

  self->menu_entry = self->twice = NULL;
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  G_OBJECT_CLASS (td_legend_parent_class)->dispose (object);
}

static void
td_legend_class_init (TdLegendClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = td_legend_dispose;
  widget_class->measure = td_legend_measure;
  widget_class->get_request_mode = td_legend_get_request_mode;
  widget_class->size_allocate = td_legend_size_allocate;
  signals[TOGGLED] = g_signal_new ("toggled", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);
  signals[ONLY] = g_signal_new ("only", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                1, G_TYPE_STRING);
  signals[ALL] = g_signal_new ("all", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                               0);
  gtk_widget_class_install_action (widget_class, "legend.only", NULL, only_cb);
  gtk_widget_class_install_action (widget_class, "legend.all", NULL, all_cb);
  gtk_widget_class_set_css_name (widget_class, "tdlegend");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
td_legend_init (TdLegend *self)
{
  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) gtk_widget_unparent);
}

void
td_legend_set_entries (TdLegend *self, const TdCurvesEntry *entries, guint n_entries)
{
  g_return_if_fail (TD_IS_LEGEND (self));

  if (n_entries < self->entries->len)
    {
      self->menu_entry = self->twice = NULL;
      g_ptr_array_set_size (self->entries, (int) n_entries);
    }
  for (guint i = 0; i < n_entries; i++)
    td_legend_entry_update (i < self->entries->len ? g_ptr_array_index (self->entries, i)
                                                   : add_entry (self), &entries[i]);
}
