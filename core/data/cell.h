/* cell.h — what the text of one cell says: a number, nothing, or some text.
 *
 * Pure functions; any thread.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include <glib.h>

typedef enum
{
  TD_CELL_NUMBER,
  TD_CELL_MISSING, /* a spelling of td_text_is_missing() */
  TD_CELL_TEXT,
} TdCell;

/* Reads @text, which is NUL-terminated; @decimal is '.' or ','. @number is set for a number alone:
 * the double nearest to what is written, ±inf for "inf" and for what is too large. Spaces,
 * thousands separators and hexadecimal make it text. */
TdCell td_cell_read (const char *text, gsize length, char decimal, double *number);
