/* csv-sniff.h — finds out how a CSV file is written: delimiter, decimal sign, header.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/data/csv-file.h"

typedef enum { TD_CSV_HEADER_AUTO, TD_CSV_HEADER_YES, TD_CSV_HEADER_NO } TdCsvHeader;

typedef struct
{
  char        delimiter; /* '\0': to be found out */
  char        decimal;   /* '\0': to be found out */
  TdCsvHeader header;
} TdCsvFormat;

/* Fills in what @format leaves open, from the first lines of @file. */
void td_csv_sniff (const TdCsvFile *file, TdCsvFormat *format);
