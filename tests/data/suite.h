/* suite.h — the parts of this test program and what they share.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/data/fit.h"
#include "core/data/settings.h"

void add_cell_tests     (void);
void add_csv_tests      (void);
void add_csv_bad_tests  (void);
void add_table_tests    (void);
void add_split_tests    (void);
void add_inputs_tests   (void);
void add_fit_tests      (void);
void add_sampling_tests (void);
void add_generator_tests (void);
void add_digits_tests   (void);
void add_idx_tests      (void);
void add_format_tests   (void);

/* A folder of this run; write_file() makes files in it, main() removes both. */
extern char *test_folder;
void write_file (const char *name, const char *text, gssize length);

/* The table of a CSV file that holds @text. */
TdTable *table_of (const char *text);

/* Checks the message and frees @error. */
void assert_says (GError *error, const char *part);

/* "data" settings with the options of @json, an object. */
void data_settings_of (const char *json, TdSpec *data);
