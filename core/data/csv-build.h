/* csv-build.h — makes a table of a CSV file whose format is known.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/data/csv-sniff.h"
#include "core/data/table.h"

#define TD_CSV_MAX_COLUMNS 100000
#define TD_CSV_MAX_CELLS (G_GUINT64_CONSTANT (1) << 31)

TdTable *td_csv_build (const TdCsvFile *file, const TdCsvFormat *format, GError **error);
