/* clock.c — see clock.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/base/clock.h"

#include <glib.h>

double
td_clock_now (void)
{
  struct timespec now;

  clock_gettime (CLOCK_MONOTONIC, &now);
  return now.tv_sec + 1e-9 * now.tv_nsec;
}

struct timespec
td_clock_deadline (double seconds)
{
  struct timespec deadline;
  gint64 nanoseconds = (gint64) (seconds * 1e9);

  clock_gettime (CLOCK_MONOTONIC, &deadline);
  nanoseconds += deadline.tv_nsec;
  deadline.tv_sec += nanoseconds / G_GINT64_CONSTANT (1000000000);
  deadline.tv_nsec = nanoseconds % G_GINT64_CONSTANT (1000000000);
  return deadline;
}
