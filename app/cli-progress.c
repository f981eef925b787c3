/* cli-progress.c — one line on stderr that tells how far training is.
 *
 * SPDX-License-Identifier: MIT
 */
#include "app/cli-progress.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <math.h>
#include <unistd.h>

#define TERMINAL_INTERVAL (G_USEC_PER_SEC / 8)
#define LOG_INTERVAL (5 * G_USEC_PER_SEC)

void
td_cli_progress_init (TdCliProgress *self)
{
  *self = (TdCliProgress) { .terminal = isatty (STDERR_FILENO) };
}

static void
append_left (GString *line, const TdProgress *progress, guint64 epochs)
{
  double steps = (double) epochs * (double) progress->steps_per_epoch - (double) progress->step;
  guint left;

  if (epochs == 0 || progress->steps_per_second <= 0 || steps <= 0)
    return;
  left = (guint) MIN (ceil (steps / progress->steps_per_second), 359999);
  if (left >= 3600)
    g_string_append_printf (line, _(", %u:%02u:%02u left"), left / 3600, left / 60 % 60, left % 60);
  else
    g_string_append_printf (line, _(", %u:%02u left"), left / 60, left % 60);
}

static void
print_line (TdCliProgress *self, const TdProgress *progress, guint64 epochs, gboolean last)
{
  g_autoptr(GString) line = g_string_new (NULL);

  if (epochs > 0)
    g_string_append_printf (line, _("Epoch %" PRIu64 " / %" PRIu64), progress->epoch, epochs);
  else
    g_string_append_printf (line, _("Epoch %" PRIu64), progress->epoch);
  g_string_append_printf (line, _(", step %" PRIu64), progress->step);
  if (isfinite (progress->mean_accuracy))
    g_string_append_printf (line, _(", mean accuracy %.1f %%"), 100 * progress->mean_accuracy);
  if (progress->steps_per_second > 0 && !last)
    g_string_append_printf (line, _(", %.0f steps/s"), progress->steps_per_second);
  if (last)
    g_string_append_printf (line, _(", %.2f s"), progress->seconds);
  else
    append_left (line, progress, epochs);

  /* On a terminal: back to the margin, and erase what a longer line left. */
  g_printerr ("%s%s%s", self->terminal ? "\r" : "", line->str, self->terminal ? "\033[K" : "\n");
}

void
td_cli_progress_update (TdCliProgress *self, const TdProgress *progress, guint64 epochs)
{
  gint64 now = g_get_monotonic_time ();

  if (now < self->next)
    return;
  self->next = now + (self->terminal ? TERMINAL_INTERVAL : LOG_INTERVAL);
  print_line (self, progress, epochs, FALSE);
}

void
td_cli_progress_end (TdCliProgress *self, const TdProgress *progress, guint64 epochs)
{
  print_line (self, progress, epochs, TRUE);
  if (self->terminal)
    g_printerr ("\n");
}
