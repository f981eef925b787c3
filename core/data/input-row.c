/* input-row.c — one row of inputs in the user's terms.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/data/input-row.h"

#include <float.h>
#include <math.h>

#define AROUND 3 /* scales to each side of the mean, where there are no data */

static guint
width_of (const TdInputFit *fit)
{
  return fit->categories != NULL ? g_strv_length (fit->categories) : 1;
}

/* Floats are no finer than seven digits: 0.3 comes back as 0.3, not as 0.300000012. */
static double
rounded (double value, double scale)
{
  double step = fabs (scale) > 0 && isfinite (scale) ? pow (10, floor (log10 (fabs (scale))) - 5) : 0;

  return step > 0 && fabs (value / step) < 1e15 ? round (value / step) * step : value;
}

static double
decode (const TdInputFit *fit, const float *features)
{
  double value = (double) features[0] * fit->scale + fit->mean;

  if (fit->categories == NULL)
    return rounded (value, MAX (fabs (value), fit->scale));
  for (guint i = 0; fit->categories[i] != NULL; i++)
    if (features[i] > 0.5f)
      return i;
  return -1;
}

void
td_input_row_usual (const TdFit *fit, double *values)
{
  for (guint i = 0; i < fit->n_inputs; i++)
    values[i] = fit->inputs[i].categories != NULL ? -1 : fit->inputs[i].blank;
}

void
td_input_row_read (const TdFit *fit, const TdDataset *data, gsize row, double *values)
{
  const float *features = data->inputs + row * data->n_features;

  for (guint i = 0; i < fit->n_inputs; i++)
    {
      values[i] = decode (&fit->inputs[i], features);
      features += width_of (&fit->inputs[i]);
    }
}

void
td_input_row_encode (const TdFit *fit, const double *values, float *inputs)
{
  for (guint i = 0; i < fit->n_inputs; i++)
    {
      const TdInputFit *input = &fit->inputs[i];
      guint width = width_of (input);

      for (guint c = 0; c < width; c++)
        inputs[c] = (guint) values[i] == c && values[i] >= 0 ? 1 : 0;
      if (input->categories == NULL)
        inputs[0] = (float) CLAMP ((values[i] - input->mean) / input->scale, -FLT_MAX, FLT_MAX);
      inputs += width;
    }
}

/* Of every feature as it is stored, in the order of memory: a large table has many. */
static void
find_extremes (const TdDataset *data, float *least, float *most)
{
  for (guint f = 0; f < data->n_features; f++)
    {
      least[f] = INFINITY;
      most[f] = -INFINITY;
    }
  for (gsize row = 0; row < data->n_rows; row++)
    for (guint f = 0; f < data->n_features; f++)
      {
        float value = data->inputs[row * data->n_features + f];

        least[f] = MIN (least[f], value);
        most[f] = MAX (most[f], value);
      }
}

static void
set_range (const TdInputFit *fit, const float *features, double *least, double *most)
{
  *least = decode (fit, &features[0]);
  *most = decode (fit, &features[1]);
  if (*most > *least)
    return;
  *least = fit->blank - AROUND * fit->scale;
  *most = fit->blank + AROUND * fit->scale;
}

void
td_input_row_range (const TdFit *fit, const TdDataset *data, double *least, double *most)
{
  guint width = td_fit_width (fit), feature = 0;
  g_autofree float *extremes = g_new0 (float, 2 * (gsize) MAX (width, 1));

  if (data != NULL && data->n_rows > 0)
    find_extremes (data, extremes, extremes + width);
  for (guint i = 0; i < fit->n_inputs; i++)
    {
      least[i] = 0;
      most[i] = MAX (width_of (&fit->inputs[i]), 1) - 1.0;
      if (fit->inputs[i].categories == NULL)
        set_range (&fit->inputs[i], (float[]) { extremes[feature], extremes[width + feature] },
                   &least[i], &most[i]);
      feature += width_of (&fit->inputs[i]);
    }
}
