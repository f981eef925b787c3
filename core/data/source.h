/* source.h — where rows come from: the family "sources".
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/base/spec.h"
#include "core/data/table.h"

typedef struct
{
  TdKind kind;
  /* Reads everything. Relative paths are relative to @folder. NULL with a sentence on error. */
  TdTable *(*load) (gconstpointer options, const char *folder, GError **error);
} TdSourceKind;

extern const TdFamily td_sources;

/* The source that @spec names. */
TdTable *td_source_load (const TdSpec *spec, const char *folder, GError **error);

/* Any CSV file with the defaults, for `--data FILE` and test-path. */
TdTable *td_csv_load (const char *path, const char *folder, GError **error);
