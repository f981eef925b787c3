/* task.c — the list of task kinds, and the colours tasks start with.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/project/task.h"

#include <glib/gi18n-lib.h>

#define TASKS(row) row (yes_no) row (classes) row (labels) row (number)
#define DECLARE(name) extern const TdTaskKind td_task_##name;
#define ENTRY(name)   &td_task_##name.kind,

TASKS (DECLARE)

static const TdKind *const kinds[] = { TASKS (ENTRY) NULL };

const TdFamily td_tasks = {
  .id = "tasks",
  .title = N_("Tasks"),
  .kinds = kinds,
};

const TdTaskKind *
td_task_kind (const TdSpec *task)
{
  return (const TdTaskKind *) task->kind;
}

const TdTaskOptions *
td_task_options (const TdSpec *task)
{
  return task->options;
}

const char *
td_task_default_color (guint position)
{
  /* The first six, then mixed with 40 % of black, then with 40 % of white. */
  static const char *const colors[] = {
    "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9",
    "#00446B", "#803800", "#005F45", "#7A4964", "#8A5F00", "#346C8C",
    "#66AAD1", "#E69E66", "#66C5AB", "#E0AFCA", "#F0C566", "#9AD2F2",
  };

  return colors[position % G_N_ELEMENTS (colors)];
}

const char *
td_task_color_name (guint position)
{
  static const char *const names[] = {
    N_("Blue"), N_("Vermilion"), N_("Green"), N_("Purple"), N_("Orange"), N_("Sky blue"),
  };

  return position < G_N_ELEMENTS (names) ? names[position] : NULL;
}

guint
td_task_n_classes (const TdSpec *task, const TdTargetFit *fit)
{
  const TdTaskKind *kind = td_task_kind (task);

  if (kind->form == TD_ANSWER_AMOUNTS)
    return 0;
  return kind->form == TD_ANSWER_CHOICE ? kind->n_outputs (task->options, fit) : 2;
}

char **
td_task_choices (const TdSpec *task, const TdTargetFit *fit)
{
  const TdTaskKind *kind = td_task_kind (task);

  if (kind->form == TD_ANSWER_AMOUNTS || fit->classes == NULL)
    return NULL;
  if (kind->form == TD_ANSWER_TRUTHS
      && (kind->n_outputs (task->options, fit) > 1 || g_strv_length (fit->classes) != 2))
    return NULL;
  return fit->classes;
}
