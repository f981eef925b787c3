/* table.h — what the fuzz targets of data files check.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "tests/fuzz/fuzz.h"

#include "core/data/source.h"

/* Loads @source, checks the table and its join with itself; or a refusal with its sentence. */
void fuzz_source (const TdSpec *source, const TdFolder *folder);
/* Sets an option of a source. */
void fuzz_set    (TdSpec *source, const char *option, const char *value);
