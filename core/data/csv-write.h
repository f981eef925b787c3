/* csv-write.h — cells of a CSV file, quoted where they must be, with a point for the decimals.
 *
 * Pure functions; any thread.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include <glib.h>

/* Quotes what holds a comma, a quotation mark or a line break, or begins or ends with a space. */
void td_csv_append_text   (GString *csv, const char *text);
/* Nine digits, which tell floats apart; nothing when it isn't finite. */
void td_csv_append_number (GString *csv, double number);
