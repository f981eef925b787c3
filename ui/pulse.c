/* pulse.c — see pulse.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/pulse.h"

#include "ui/preferences.h"

#include <time.h>

#define SHOWING_FRAMES 3 /* after a poll: pages may show what is new in the next ones as well */
#define LEAST_REST 12 /* times what the last poll cost to show */

struct _TdPulse
{
  GtkWidget     *widget; /* not a reference: it owns this */
  TdSession     *session;
  guint          tick;   /* 0: the run is at rest */
  gint64         polled_at;
  GdkFrameClock *clock;  /* that paints what the last poll has brought; NULL: all is shown */
  guint          frames; /* painted since */
  gint64         began;  /* CPU time of this thread */
  gint64         cost;
};

/* In microseconds, of this thread: what a busy machine does meanwhile doesn't count. */
static gint64
cpu_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static void
end_measure (TdPulse *self)
{
  if (self->clock == NULL)
    return;
  self->cost = cpu_time () - self->began;
  g_signal_handlers_disconnect_by_data (self->clock, self); /* it may have gone with its surface */
  g_clear_object (&self->clock);
}

static void
painted_cb (TdPulse *self)
{
  if (++self->frames >= SHOWING_FRAMES)
    end_measure (self);
}

static void
begin_measure (TdPulse *self, GdkFrameClock *clock)
{
  self->clock = g_object_ref (clock);
  g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (painted_cb), self);
  self->frames = 0;
  self->began = cpu_time ();
}

/* In microseconds: what the preferences allow, and a rest in proportion to the work. */
static gint64
rest (TdPulse *self)
{
  double rate = td_config_get_number (td_preferences_get (), "chart-rate");

  return MAX ((gint64) (G_USEC_PER_SEC / rate), LEAST_REST * self->cost);
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  TdPulse *self = user_data;
  gint64 now = gdk_frame_clock_get_frame_time (clock);

  if (now - self->polled_at >= rest (self))
    {
      self->polled_at = now;
      end_measure (self);
      begin_measure (self, clock);
      td_session_poll (self->session);
    }
  if (td_session_is_busy (self->session))
    return G_SOURCE_CONTINUE;
  self->tick = 0;
  return G_SOURCE_REMOVE;
}

static void
awake_cb (TdPulse *self)
{
  if (self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (self->widget, tick_cb, self, NULL);
}

TdPulse *
td_pulse_new (GtkWidget *widget, TdSession *session)
{
  TdPulse *self = g_new0 (TdPulse, 1);

  self->widget = widget;
  self->session = g_object_ref (session);
  g_signal_connect_swapped (session, "awake", G_CALLBACK (awake_cb), self);
  awake_cb (self);
  return self;
}

void
td_pulse_free (TdPulse *self)
{
  if (self->tick != 0)
    gtk_widget_remove_tick_callback (self->widget, self->tick);
  end_measure (self);
  g_signal_handlers_disconnect_by_data (self->session, self);
  g_object_unref (self->session);
  g_free (self);
}
