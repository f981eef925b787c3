/* source.h — where rows come from: the family "sources".
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/base/spec.h"
#include "core/data/folder.h"
#include "core/data/table.h"

typedef struct
{
  TdKind kind;
  /* Reads everything; names of files are looked up in @folder. NULL with a sentence on error. */
  TdTable *(*load) (gconstpointer options, const TdFolder *folder, GError **error);
  /* One file alone, the other options at their defaults. NULL: the kind reads no files. */
  TdTable *(*load_file) (const char *path, const TdFolder *folder, GError **error);
  /* How names of its files end, lower case, NULL-terminated. NULL: those of no other kind do. */
  const char *const *suffixes;
} TdSourceKind;

extern const TdFamily td_sources;

/* The option of @kind that names its files; NULL: it reads none. */
const TdOption *td_source_file_option (const TdKind *kind);
/* The kind that reads a file of that name: by its suffix, else CSV. */
const TdKind   *td_source_kind_for_file (const char *path);

/* The source that @spec names. */
TdTable *td_source_load (const TdSpec *spec, const TdFolder *folder, GError **error);

/* Any data file with the defaults of its kind, for `--data FILE` and test-path. */
TdTable *td_source_load_file (const char *path, const TdFolder *folder, GError **error);
/* A CSV file with the defaults. @folder is a path, or NULL. */
TdTable *td_csv_load    (const char *path, const char *folder, GError **error);
