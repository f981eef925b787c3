/* settings.h — the project's "data" section: where rows come from, which columns are inputs, how
 * they are scaled and split.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/base/spec.h"

typedef enum { TD_SCALING_STANDARD, TD_SCALING_NONE } TdScaling;
extern const char *const td_scaling_names[]; /* "standard", "none", NULL */
extern const char *const td_scaling_titles[];

typedef struct
{
  double train, validation, test; /* fractions, sum 1 */
  gint64 seed;
  char  *column;    /* not empty: its values train, validation, test decide */
  char  *test_path; /* not empty: this file is the test part; train and validation share the rest */
} TdSplitSettings;

typedef struct
{
  gint64 width, height, channels;
} TdImageSettings;

typedef struct
{
  TdSpec source;  /* of td_sources */
  char **inputs;  /* column names, * matches any run of characters */
  TdSpec image;   /* of td_image_settings, may be absent */
  int    scaling; /* TdScaling */
  TdSpec split;   /* of td_split_settings */
  gboolean embed; /* data files are saved inside the project file */
} TdDataSettings;

extern const TdFamily td_data_settings, td_split_settings, td_image_settings;
