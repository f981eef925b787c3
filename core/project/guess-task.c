/* guess-task.c — see guess-task.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/project/guess-task.h"

const TdTaskKind *
td_task_guess (const TdColumnSummary *columns, guint n_columns)
{
  const TdTaskKind *best = NULL;
  double highest = 0;

  for (guint i = 0; td_tasks.kinds[i] != NULL; i++)
    {
      const TdTaskKind *kind = (const TdTaskKind *) td_tasks.kinds[i];
      double likelihood = n_columns > 0 ? kind->guess (columns, n_columns) : 0;

      if (likelihood > highest)
        best = kind;
      highest = MAX (highest, likelihood);
    }
  return best;
}

gboolean
td_task_kind_fits (const TdTaskKind *kind, const TdColumnSummary *columns, guint n_columns)
{
  g_return_val_if_fail (kind != NULL, FALSE);

  return n_columns > 0 && kind->guess (columns, n_columns) > 0;
}
