/* generator.h — what the sources share that make up points on a plane.
 *
 * Every table has the columns
 *   x, y:     where the point is, noise included;
 *   class:    the group it belongs to, from 0 on: what the kind is about;
 *   above:    1 in the upper half, else 0;
 *   inside:   1 where x² + y² < 1/2, half the unit circle, else 0;
 *   distance: from the middle;
 * so that tasks of different shape and kind can be learned from the same two inputs. The figures
 * are centred on (0, 0) and about as large as the unit circle.
 *
 * A row's numbers depend on its own number and the seed alone: more rows add points and move none.
 *
 * A constant table can't call a function, hence macros. @Options is the kind's options struct.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/base/random.h"
#include "core/data/source.h"

#include <glib/gi18n-lib.h>

/* The first member of a kind's options. */
typedef struct
{
  gint64 rows;
  double noise;
  gint64 seed;
} TdGeneratorOptions;

#define TD_OPTION_GROUPS(Options, label_text, help_text, count)                                   \
  { .name = "classes", .label = label_text, .help = help_text, .type = TD_INTEGER,                \
    .offset = G_STRUCT_OFFSET (Options, classes), .minimum = 2, .maximum = 10, .number = count }

#define TD_OPTIONS_GENERATOR(usual_noise)                                                         \
  { .name = "rows", .label = N_("Rows"), .help = N_("How many points."),                          \
    .type = TD_INTEGER, .offset = G_STRUCT_OFFSET (TdGeneratorOptions, rows),                     \
    .minimum = 10, .maximum = 100000, .number = 500 },                                            \
  { .name = "noise", .label = N_("Noise"),                                                        \
    .help = N_("How far points are thrown off their place: the deviation, in units of x and y."), \
    .type = TD_NUMBER, .offset = G_STRUCT_OFFSET (TdGeneratorOptions, noise),                     \
    .minimum = 0, .maximum = 1, .number = usual_noise },                                          \
  { .name = "seed", .label = N_("Seed"), .help = N_("Another number makes other points."),        \
    .type = TD_INTEGER, .offset = G_STRUCT_OFFSET (TdGeneratorOptions, seed),                     \
    .minimum = 0, .maximum = 9007199254740992.0, .number = 1, .steps = TD_STEPS_SINGLE }

typedef struct
{
  double x, y; /* without noise */
  guint  group;
} TdPoint;

/* Where point @row is; @a and @b are its own random numbers in [0, 1). */
typedef TdPoint (*TdPlacePoint) (gconstpointer options, guint32 row, double a, double b);

/* @id names the stream of random numbers: the kind's. */
TdTable *td_generate (const char *id, gconstpointer options, TdPlacePoint place);
