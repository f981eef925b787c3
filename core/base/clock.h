/* clock.h — time that only goes forward, for measuring and waiting.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include <time.h>

/* Seconds since some fixed moment. Any thread. */
double          td_clock_now      (void);
/* The moment @seconds from now, for pthread conditions on CLOCK_MONOTONIC. */
struct timespec td_clock_deadline (double seconds);
