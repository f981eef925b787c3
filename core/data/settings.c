/* settings.c — option tables of the project's "data" section.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/data/settings.h"

#include "core/data/source.h"

#include <glib/gi18n-lib.h>

#define MAX_SEED 9007199254740992.0 /* 2^53: every integer up to here survives JSON */
#define MAX_SIDE 16384
#define MAX_CHANNELS 1024

const char *const td_scaling_names[] = { "standard", "none", NULL };
const char *const td_scaling_titles[] = { N_("Standard"), N_("None"), NULL };

static const TdOption split_options[] = {
  { "train", N_("Training"), N_("Share of the rows to learn from."),
    TD_NUMBER, G_STRUCT_OFFSET (TdSplitSettings, train), 0, 1, 0.7 },
  { "validation", N_("Validation"), N_("Share of the rows to watch while training."),
    TD_NUMBER, G_STRUCT_OFFSET (TdSplitSettings, validation), 0, 1, 0.15 },
  { "test", N_("Test"), N_("Share of the rows kept for the end."),
    TD_NUMBER, G_STRUCT_OFFSET (TdSplitSettings, test), 0, 1, 0.15 },
  { "seed", N_("Seed"), N_("Another number deals the rows another way."),
    TD_INTEGER, G_STRUCT_OFFSET (TdSplitSettings, seed), 0, MAX_SEED, 1,
    .steps = TD_STEPS_SINGLE },
  { "column", N_("Split column"),
    N_("A column that says train, validation or test in every row, instead of shares."),
    TD_TEXT, G_STRUCT_OFFSET (TdSplitSettings, column) },
  { "test-path", N_("Test file"), N_("A data file whose rows are the test part."),
    TD_TEXT, G_STRUCT_OFFSET (TdSplitSettings, test_path), .file = TRUE },
  { NULL },
};

static const TdKind split_kind = {
  .id = "split",
  .title = N_("Split"),
  .summary = N_("Which rows train, validate and test."),
  .options = split_options,
  .options_size = sizeof (TdSplitSettings),
};

static const TdOption image_options[] = {
  { "width", N_("Width"), N_("Pixels in a row."),
    TD_INTEGER, G_STRUCT_OFFSET (TdImageSettings, width), 1, MAX_SIDE, 1 },
  { "height", N_("Height"), N_("Rows of pixels."),
    TD_INTEGER, G_STRUCT_OFFSET (TdImageSettings, height), 1, MAX_SIDE, 1 },
  { "channels", N_("Channels"), N_("Numbers per pixel: 1 for grey, 3 for colour."),
    TD_INTEGER, G_STRUCT_OFFSET (TdImageSettings, channels), 1, MAX_CHANNELS, 1 },
  { NULL },
};

static const TdKind image_kind = {
  .id = "image",
  .title = N_("Image"),
  .summary = N_("The inputs are the pixels of a picture, row by row."),
  .options = image_options,
  .options_size = sizeof (TdImageSettings),
};

static const TdOption data_options[] = {
  { "source", N_("Source"), N_("Where the rows come from."),
    TD_KIND, G_STRUCT_OFFSET (TdDataSettings, source), .family = &td_sources },
  { "inputs", N_("Inputs"), N_("Columns to predict from; * stands for any letters."),
    TD_TEXT_LIST, G_STRUCT_OFFSET (TdDataSettings, inputs), .text = "*" },
  { "image", N_("Image"), N_("The shape of the inputs when they are pixels."),
    TD_KIND, G_STRUCT_OFFSET (TdDataSettings, image), .family = &td_image_settings },
  { "scaling", N_("Scaling"), N_("Standard gives every input mean 0 and deviation 1."),
    TD_CHOICE, G_STRUCT_OFFSET (TdDataSettings, scaling),
    .text = "standard", .choices = td_scaling_names, .titles = td_scaling_titles },
  { "split", N_("Split"), N_("Which rows train, validate and test."),
    TD_KIND, G_STRUCT_OFFSET (TdDataSettings, split),
    .text = "split", .family = &td_split_settings },
  { "embed", N_("Keep a copy in the file"),
    N_("Saves the data files inside the project file, so that one file is all there is."),
    TD_BOOLEAN, G_STRUCT_OFFSET (TdDataSettings, embed), 0, 1, 0, .live = TRUE },
  { NULL },
};

static const TdKind data_kind = {
  .id = "data",
  .title = N_("Data"),
  .summary = N_("Rows, the columns to predict from, their scaling, and the split."),
  .options = data_options,
  .options_size = sizeof (TdDataSettings),
};

static const TdKind *const data_kinds[] = { &data_kind, NULL };
static const TdKind *const split_kinds[] = { &split_kind, NULL };
static const TdKind *const image_kinds[] = { &image_kind, NULL };

const TdFamily td_data_settings = { "data", N_("Data"), data_kinds, TRUE };
const TdFamily td_split_settings = { "split", N_("Split"), split_kinds, TRUE };
const TdFamily td_image_settings = { "image", N_("Image"), image_kinds, TRUE };
