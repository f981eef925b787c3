/* reading.h — what a chart says at one x: a row for each visible label, and notes.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/chart/chart.h"

typedef struct
{
  double x, y; /* the nearest point, in data units */
  char   text[32];
} TdReadingValue;

typedef struct
{
  const TdSeries *series;    /* the first of its label */
  TdReadingValue  values[2]; /* of the solid and of the dashed line; no text: none */
} TdReadingRow;

/* Borrows from the model. */
typedef struct
{
  GArray    *rows;  /* TdReadingRow; empty: nothing to say */
  GPtrArray *notes; /* char *: the edits made just before, and that this epoch was the best */
  double     x;     /* of the nearest point */
} TdReading;

/* At the points nearest to @x. Marks within @reach of it in data units, or between its row and the
 * one before, are noted. */
void  td_reading_init  (TdReading *self, const TdChartModel *model, double x, double reach);
void  td_reading_clear (TdReading *self);
/* "epoch 42", owned. */
char *td_reading_dup_head (const TdReading *self, const TdChartModel *model);
