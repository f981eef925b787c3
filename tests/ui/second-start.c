/* second-start.c — a Tandem that is started while one is running hands over and ends.
 *
 * Two real processes on one bus; windows are counted by what GTK exports there.
 *
 * SPDX-License-Identifier: MIT
 */
#include "harness.h"

#include <string.h>

#define WINDOWS "/org/tandem/Tandem/window"

static char *
dup_project (const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "corpus", "version-1", name, NULL);
}

/* File NULL: none. */
static GSubprocess *
start (const char *file)
{
  g_autoptr(GError) error = NULL;
  GSubprocess *process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error,
                                           g_getenv ("TANDEM"), file, NULL);

  g_assert_no_error (error);
  return process;
}

static guint
count_windows (void)
{
  g_autoptr(GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr(GVariant) reply
    = g_dbus_connection_call_sync (bus, "org.tandem.Tandem", WINDOWS,
                                   "org.freedesktop.DBus.Introspectable", "Introspect", NULL,
                                   G_VARIANT_TYPE ("(s)"), G_DBUS_CALL_FLAGS_NO_AUTO_START, 5000,
                                   NULL, NULL);
  const char *xml;
  guint n = 0;

  if (reply == NULL)
    return 0;
  g_variant_get (reply, "(&s)", &xml);
  while ((xml = strstr (xml, "<node name=")) != NULL)
    {
      xml++;
      n++;
    }
  return n;
}

static gboolean
has_windows (gpointer n)
{
  return count_windows () == *(guint *) n;
}

static void
hand_over (const char *file)
{
  g_autoptr(GSubprocess) second = start (file);

  g_assert_true (g_subprocess_wait_check (second, NULL, NULL));
}

static void
test_second_start (void)
{
  g_autofree char *file = dup_project ("plain.tandem");
  g_autofree char *other = dup_project ("joined.tandem");
  g_autoptr(GSubprocess) first = start (file);
  guint one = 1, two = 2;

  td_test_wait (has_windows, &one);
  hand_over (file);
  hand_over (NULL);
  hand_over (other); /* after the others, so that two windows are all there are */
  td_test_wait (has_windows, &two);
  td_test_run (0.2);
  g_assert_cmpuint (count_windows (), ==, 2);
  g_subprocess_send_signal (first, SIGTERM);
  g_subprocess_wait (first, NULL, NULL);
}

void
td_test_add_second_start (void)
{
  g_test_add_func ("/ui/second-start/hands-over-to-the-first", test_second_start);
}
