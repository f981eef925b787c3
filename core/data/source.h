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
} TdSourceKind;

extern const TdFamily td_sources;

/* The option of @kind that names its files; NULL: it reads none. */
const TdOption *td_source_file_option (const TdKind *kind);
/* The first kind that reads files. */
const TdKind   *td_source_file_kind   (void);

/* The source that @spec names. */
TdTable *td_source_load (const TdSpec *spec, const TdFolder *folder, GError **error);

/* Any CSV file with the defaults, for `--data FILE` and test-path. @folder is a path, or NULL. */
TdTable *td_csv_load    (const char *path, const char *folder, GError **error);
TdTable *td_csv_load_in (const char *path, const TdFolder *folder, GError **error);
