/* fingers.c — fingers on a screen that can be touched.
 *
 * Mutter takes them for a remote desktop's: places are those of a stream of its monitor, which
 * nobody watches.
 *
 * SPDX-License-Identifier: MIT
 */
#include "fingers.h"

#include "canvas-hands.h"

#define DESKTOP "org.gnome.Mutter.RemoteDesktop"
#define CAST "org.gnome.Mutter.ScreenCast"
#define N_STEPS 12
#define HOLD 6000 /* milliseconds, longer than a slow compositor makes of a tap, or of two */
#define QUICK (G_USEC_PER_SEC / 50)
#define MOMENT 0.01 /* in seconds */
#define PATIENCE 100 /* moments, as what is open over the window may get a touch instead of it */

static GDBusConnection *bus;
static char *desktop, *stream;
static guint n_touches; /* that have arrived */

static GVariant *
call (const char *name, const char *path, const char *interface, const char *method,
      GVariant *arguments)
{
  g_autoptr(GError) error = NULL;
  GVariant *reply = g_dbus_connection_call_sync (bus, name, path, interface, method, arguments,
                                                 NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);

  g_assert_no_error (error);
  return reply;
}

static char *
call_for_path (const char *name, const char *path, const char *interface, const char *method,
               GVariant *arguments)
{
  g_autoptr(GVariant) reply = call (name, path, interface, method, arguments);
  char *object;

  g_variant_get (reply, "(o)", &object);
  return object;
}

static char *
dup_session_id (void)
{
  g_autoptr(GVariant) reply
    = call (DESKTOP, desktop, "org.freedesktop.DBus.Properties", "Get",
            g_variant_new ("(ss)", DESKTOP ".Session", "SessionId"));
  g_autoptr(GVariant) value = NULL;

  g_variant_get (reply, "(v)", &value);
  return g_variant_dup_string (value, NULL);
}

static gboolean
has_touch (gpointer display)
{
  GdkSeat *seat = gdk_display_get_default_seat (display);

  return (gdk_seat_get_capabilities (seat) & GDK_SEAT_CAPABILITY_TOUCH) != 0;
}

static void
tell (const char *method, GVariant *arguments)
{
  g_variant_unref (call (DESKTOP, desktop, DESKTOP ".Session", method, arguments));
}

void
td_fingers_start (void)
{
  g_autofree char *id = NULL, *cast = NULL;
  GVariantBuilder options;

  g_object_set (gtk_settings_get_default (), "gtk-long-press-time", HOLD, NULL);
  bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  desktop = call_for_path (DESKTOP, "/org/gnome/Mutter/RemoteDesktop", DESKTOP, "CreateSession",
                           NULL);
  id = dup_session_id ();
  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "remote-desktop-session-id", g_variant_new_string (id));
  cast = call_for_path (CAST, "/org/gnome/Mutter/ScreenCast", CAST, "CreateSession",
                        g_variant_new ("(a{sv})", &options));
  stream = call_for_path (CAST, cast, CAST ".Session", "RecordMonitor",
                          g_variant_new ("(sa{sv})", "Meta-0", NULL));
  tell ("Start", NULL);
  /* The screen can be touched from the first time on that it is. */
  tell ("NotifyTouchDown", g_variant_new ("(sudd)", stream, 0, 0., 0.));
  tell ("NotifyTouchUp", g_variant_new ("(u)", 0));
  td_test_wait (has_touch, gdk_display_get_default ());
}

static gboolean
fills_the_screen (gpointer window)
{
  return gtk_window_is_fullscreen (window);
}

/* A processor that draws for Mutter may keep it for seconds after a window has come or gone. */
static void
wait_for_mutter (void)
{
  for (guint n_quick = 0; n_quick < 10;)
    {
      gint64 start = g_get_monotonic_time ();

      g_free (dup_session_id ());
      n_quick = g_get_monotonic_time () - start < QUICK ? n_quick + 1 : 0;
      td_test_run (0.03);
    }
}

static gboolean
arrived_cb (GtkEventController *controller, GdkEvent *event)
{
  GdkEventType type = gdk_event_get_event_type (event);

  if (type == GDK_TOUCH_BEGIN || type == GDK_TOUCH_UPDATE || type == GDK_TOUCH_END)
    n_touches++;
  return GDK_EVENT_PROPAGATE;
}

TdWindow *
td_fingers_open_digits (void)
{
  TdWindow *window = td_test_open_digits ();
  GtkEventController *touches = gtk_event_controller_legacy_new ();

  gtk_event_controller_set_propagation_phase (touches, GTK_PHASE_CAPTURE);
  g_signal_connect (touches, "event", G_CALLBACK (arrived_cb), NULL);
  gtk_widget_add_controller (GTK_WIDGET (window), touches);
  gtk_window_fullscreen (GTK_WINDOW (window));
  td_test_wait (fills_the_screen, window);
  wait_for_mutter ();
  td_hand_settle (window);
  return window;
}

/* The compositor may be slow, or stand still. */
static void
tell_and_wait (const char *method, GVariant *arguments)
{
  guint before = n_touches;

  tell (method, arguments);
  for (guint i = 0; i < PATIENCE && n_touches == before; i++)
    td_test_run (MOMENT);
  td_test_run (MOMENT); /* what comes of it */
}

static void
touch (const char *method, guint finger, GtkWidget *widget, double x, double y)
{
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (widget));

  g_assert_true (gtk_widget_translate_coordinates (widget, window, x, y, &x, &y));
  tell_and_wait (method, g_variant_new ("(sudd)", stream, finger, x, y));
}

void
td_finger_down (guint finger, GtkWidget *widget, double x, double y)
{
  touch ("NotifyTouchDown", finger, widget, x, y);
}

void
td_finger_move (guint finger, GtkWidget *widget, double x, double y)
{
  touch ("NotifyTouchMotion", finger, widget, x, y);
}

void
td_finger_up (guint finger)
{
  tell_and_wait ("NotifyTouchUp", g_variant_new ("(u)", finger));
}

void
td_finger_tap (GtkWidget *widget, double x, double y)
{
  td_finger_down (0, widget, x, y);
  td_finger_up (0);
}

void
td_fingers_glide (GtkWidget *widget, guint n_fingers, const double (*from)[2],
                  const double (*to)[2])
{
  for (guint step = 1; step <= N_STEPS; step++)
    for (guint i = 0; i < n_fingers; i++)
      {
        double share = (double) step / N_STEPS;

        td_finger_move (i, widget, from[i][0] + share * (to[i][0] - from[i][0]),
                        from[i][1] + share * (to[i][1] - from[i][1]));
      }
}

void
td_fingers_pinch (GtkWidget *widget, const double (*from)[2], const double (*to)[2])
{
  for (guint i = 0; i < 2; i++)
    td_finger_down (i, widget, from[i][0], from[i][1]);
  td_fingers_glide (widget, 2, from, to);
}

void
td_fingers_lift (void)
{
  td_finger_up (0);
  td_finger_up (1);
}

void
td_finger_tap_twice (GtkWidget *widget, double x, double y)
{
  GtkSettings *settings = gtk_settings_get_default ();
  int before;

  g_object_get (settings, "gtk-double-click-time", &before, NULL);
  g_object_set (settings, "gtk-double-click-time", HOLD, NULL);
  td_finger_tap (widget, x, y);
  td_finger_tap (widget, x, y);
  g_object_set (settings, "gtk-double-click-time", before, NULL);
}

static gboolean
has_menu (gpointer widget)
{
  return GTK_IS_POPOVER_MENU (gtk_widget_get_last_child (widget));
}

void
td_finger_hold (GtkWidget *widget, double x, double y, GtkWidget *owner)
{
  td_finger_down (0, widget, x, y);
  td_test_wait (has_menu, owner);
  td_finger_up (0);
  g_assert_true (has_menu (owner));
}
