/* trajectory-values.h — a table of PyTorch's trajectories; see tests/reference/optimizers.py.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include <stddef.h>

#define TRAJECTORY_N_WEIGHTS 26 /* (4, 3), (4), (2, 4), (2) */

typedef struct
{
  const char *kind;
  const char *options; /* "name=value name=value" */
  double      weights[TRAJECTORY_N_WEIGHTS];
} TrajectoryCase;

extern const TrajectoryCase trajectory_cases[]; /* ends with kind NULL */
