/* suite.h — what the tests of core/project share.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/project/document.h"
#include "core/project/plan.h"

/* A folder of this run, emptied and removed at its end. */
extern char *test_folder;

char *test_path  (const char *name);
void  write_text (const char *name, const char *text);
/* Names in the test folder, for "nothing was left behind". */
guint count_files (void);

/* A sentence, on one line, that contains @part; takes @error. */
void assert_says (GError *error, const char *part);

/* The example of docs/project-file.md, and the same with @from replaced by @to. */
extern const char example_json[];
char *dup_example (const char *from, const char *to);

/* Parses what must parse. */
void parse_project (const char *text, TdSpec *project);

void add_archive_tests     (void);
void add_catalogue_tests   (void);
void add_data_file_tests   (void);
void add_document_tests    (void);
void add_file_tests        (void);
void add_guess_tests       (void);
void add_metric_tests      (void);
void add_plan_tests        (void);
void add_project_tests     (void);
void add_safetensors_tests (void);
void add_task_tests        (void);
void add_undo_tests        (void);
void add_view_tests        (void);
