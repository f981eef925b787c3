/* cli-run.h — runs the tandem-cli that was built, in a folder of its own.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include <gio/gio.h>
#include <json-glib/json-glib.h>

/* A temporary folder with toy.csv (240 rows: inputs a, b, c; targets sign, region, sum) and
 * toy.json, a project with these three tasks. */
typedef struct
{
  char *path;
} Folder;

void  folder_init   (Folder *self);
void  folder_clear  (Folder *self); /* removes everything in it */
char *folder_file   (Folder *self, const char *name); /* its path; free with g_free() */
void  folder_write  (Folder *self, const char *name, const char *text, gssize length);
gboolean folder_has (Folder *self, const char *name);
guint folder_count  (Folder *self); /* files in it */
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Folder, folder_clear)

typedef struct
{
  int         status; /* exit status; -1: killed by a signal */
  char       *out, *err;
  JsonNode   *root;   /* of the last line of @out, when it is a JSON object */
  JsonObject *json;   /* in @root */
} Result;

/* @arguments ends with NULL; runs with @folder as the current one. */
void result_init  (Result *self, Folder *folder, const char *const *arguments);
void result_clear (Result *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Result, result_clear)

/* Runs tandem-cli with the arguments that follow. */
#define CLI(result, folder, ...)                                                                  \
  g_auto(Result) result = { 0 };                                                                  \
  result_init (&result, folder, (const char *const[]) { __VA_ARGS__, NULL })

/* Starts it and returns at the first line on stderr. */
GSubprocess *cli_start (Folder *folder, const char *const *arguments);

/* Status @status, nothing on stdout, and one sentence on stderr that has @part in it. */
void assert_refused (const Result *self, int status, const char *part);
void assert_done    (const Result *self); /* status 0 */

/* The task's object in the "tasks" of the JSON. */
JsonObject *result_task (const Result *self, guint task);

/* An entry of a .tandem file. */
GBytes *archive_entry (Folder *folder, const char *file, const char *entry);
/* Whether both files hold the same bytes in weights.safetensors. */
void    assert_same_weights (Folder *folder, const char *a, const char *b);

void add_verb_tests       (void);
void add_balance_tests    (void);
void add_train_tests      (void);
void add_continue_tests   (void);
void add_repeat_tests     (void);
void add_evaluate_tests   (void);
void add_predict_tests    (void);
void add_export_tests     (void);
void add_bad_input_tests  (void);
void add_bits_tests       (void);
void add_bench_tests      (void);
void add_trajectory_tests (void);
