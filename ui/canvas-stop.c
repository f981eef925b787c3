/* canvas-stop.c — a place of the network's picture as the keyboard and screen readers know it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/canvas-stop.h"

struct _TdCanvasStop
{
  GtkWidget parent_instance;

  char     *name;
  char     *text;
  gboolean  pressed;
};

G_DEFINE_FINAL_TYPE (TdCanvasStop, td_canvas_stop, GTK_TYPE_WIDGET)

/* The canvas decides how large it is. */
static void
td_canvas_stop_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                        int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = 0;
}

static void
td_canvas_stop_finalize (GObject *object)
{
  TdCanvasStop *self = TD_CANVAS_STOP (object);

  g_free (self->name);
  g_free (self->text);
  G_OBJECT_CLASS (td_canvas_stop_parent_class)->finalize (object);
}

static void
td_canvas_stop_class_init (TdCanvasStopClass *klass)
{
  static const guint keys[] = { GDK_KEY_Return, GDK_KEY_KP_Enter, GDK_KEY_ISO_Enter, GDK_KEY_space,
                                GDK_KEY_KP_Space };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  guint activated;

  G_OBJECT_CLASS (klass)->finalize = td_canvas_stop_finalize;
  widget_class->measure = td_canvas_stop_measure;
  activated = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass),
                            G_SIGNAL_RUN_LAST | G_SIGNAL_ACTION, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_activate_signal (widget_class, activated);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_signal (widget_class, keys[i], 0, "activated", NULL);
  gtk_widget_class_set_css_name (widget_class, "tdstop");
}

static void
td_canvas_stop_init (TdCanvasStop *self)
{
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

GtkWidget *
td_canvas_stop_new (GtkAccessibleRole role)
{
  return g_object_new (TD_TYPE_CANVAS_STOP, "accessible-role", role, "focusable", TRUE, NULL);
}

/* Telling assistive tools costs more than comparing. */
static void
set_property (TdCanvasStop *self, char **own, GtkAccessibleProperty property, const char *value)
{
  if (g_strcmp0 (*own, value) == 0)
    return;
  g_free (*own);
  *own = g_strdup (value);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), property, value, -1);
}

void
td_canvas_stop_set_name (TdCanvasStop *self, const char *name)
{
  g_return_if_fail (TD_IS_CANVAS_STOP (self));

  set_property (self, &self->name, GTK_ACCESSIBLE_PROPERTY_LABEL, name);
}

void
td_canvas_stop_set_text (TdCanvasStop *self, const char *text)
{
  g_return_if_fail (TD_IS_CANVAS_STOP (self));

  set_property (self, &self->text, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text);
}

void
td_canvas_stop_set_pressed (TdCanvasStop *self, gboolean pressed)
{
  g_return_if_fail (TD_IS_CANVAS_STOP (self));

  if (self->pressed == pressed)
    return;
  self->pressed = pressed;
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_PRESSED,
                               pressed ? GTK_ACCESSIBLE_TRISTATE_TRUE
                                       : GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
}
