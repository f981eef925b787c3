/* task-edit.c — see task-edit.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/task-edit.h"

#include "core/project/new-task.h"

#include <glib/gi18n.h>

static TdConfigList *
tasks_of (TdSession *session)
{
  return td_project_get_tasks (td_session_get_project (session));
}

static guint
count_tasks (TdSession *session)
{
  return g_list_model_get_n_items (G_LIST_MODEL (tasks_of (session)));
}

/* Whether the history has curves of a task that was called so and is gone: a new one doesn't get
 * them. */
static gboolean
has_curves (TdSession *session, const char *id)
{
  g_autofree char *name = g_strconcat (id, "/train_loss", NULL);
  float value;

  return td_history_sample (td_session_get_history (session), name, &value, 1) > 0;
}

static char *
dup_new_id (TdSession *session)
{
  char *id = NULL;

  for (guint number = 1; id == NULL; number++)
    {
      id = g_strdup_printf ("t%u", number);
      if (td_task_edit_find (session, id) >= 0 || has_curves (session, id))
        g_clear_pointer (&id, g_free);
    }
  return id;
}

/* An input that is named, rather than matched by a pattern, can't be a target as well. */
static void
take_out_of_inputs (TdSession *session, const char *const *targets)
{
  TdConfig *data = td_project_get_data (td_session_get_project (session));
  const char *const *inputs = td_config_get_text_list (data, "inputs");
  TdJsonWriter *writer = td_json_writer_new (FALSE);
  g_autofree char *text = NULL;
  gboolean any = FALSE;

  td_json_writer_begin_array (writer);
  for (guint i = 0; inputs[i] != NULL; i++)
    if (g_strv_contains (targets, inputs[i]))
      any = TRUE;
    else
      td_json_writer_text (writer, inputs[i]);
  td_json_writer_end_array (writer);
  text = td_json_writer_finish (writer, NULL);
  if (any)
    td_config_set_value (data, "inputs", text, NULL);
}

/* Nothing is named after it any more. */
static void
forget_name (TdSession *session, const char *name)
{
  TdConfig *training = td_project_get_training (td_session_get_project (session));
  const TdOption *option = td_kind_find_option (td_config_get_kind (training), "monitor");

  if (g_strcmp0 (td_config_get_text (training, option->name), name) == 0)
    td_config_set_text (training, option->name, option->text, NULL);
}

TdConfig *
td_task_edit_add (TdSession *session, const TdTaskKind *kind, const char *const *targets,
                  const char *name)
{
  g_auto(TdSpec) project = { NULL, NULL };
  g_auto(TdSpec) task = { NULL, NULL };
  g_autofree char *id = NULL;
  TdConfig *added;

  g_return_val_if_fail (TD_IS_SESSION (session), NULL);
  g_return_val_if_fail (kind != NULL && targets != NULL, NULL);

  td_project_dup_spec (td_session_get_project (session), &project);
  id = dup_new_id (session);
  td_new_task (&project, kind, id, targets, name, &task);
  td_session_begin_edit (session, _("Add task"));
  take_out_of_inputs (session, targets);
  added = td_config_list_insert (tasks_of (session), count_tasks (session), &task);
  td_session_end_edit (session);
  return added;
}

void
td_task_edit_remove (TdSession *session, guint position)
{
  g_autofree char *name = NULL;

  g_return_if_fail (TD_IS_SESSION (session));
  g_return_if_fail (position < count_tasks (session));

  name = g_strdup (td_config_get_text (td_config_list_get (tasks_of (session), position), "name"));
  td_session_begin_edit (session, _("Remove task"));
  td_config_list_remove (tasks_of (session), position);
  forget_name (session, name);
  td_session_end_edit (session);
}

void
td_task_edit_move (TdSession *session, guint from, int to)
{
  g_return_if_fail (TD_IS_SESSION (session));
  g_return_if_fail (from < count_tasks (session));

  td_session_begin_edit (session, _("Move task"));
  td_config_list_move (tasks_of (session), from,
                       (guint) CLAMP (to, 0, (int) count_tasks (session) - 1));
  td_session_end_edit (session);
}

gboolean
td_task_edit_rename (TdSession *session, TdConfig *task, const char *name, GError **error)
{
  g_auto(TdSpec) project = { NULL, NULL };
  gboolean renamed;

  g_return_val_if_fail (TD_IS_SESSION (session) && TD_IS_CONFIG (task), FALSE);

  td_project_dup_spec (td_session_get_project (session), &project);
  if (!td_check_task_name (&td_project_of (&project)->tasks, td_config_get_text (task, "id"), name,
                           error))
    return FALSE;
  td_session_begin_edit (session, _("Rename task"));
  renamed = td_config_set_text (task, "name", name, error);
  td_session_end_edit (session);
  return renamed;
}

void
td_task_edit_set_kind (TdSession *session, TdConfig *task, const TdTaskKind *kind)
{
  g_auto(TdSpec) spec = { NULL, NULL };
  g_auto(TdSpec) converted = { NULL, NULL };

  g_return_if_fail (TD_IS_SESSION (session) && TD_IS_CONFIG (task));

  if (td_config_get_kind (task) == &kind->kind)
    return;
  td_config_dup_spec (task, &spec);
  td_convert_task (&spec, kind, &converted);
  td_session_begin_edit (session, _("Change kind of task"));
  td_config_apply_spec (task, &converted);
  td_session_end_edit (session);
}

gboolean
td_task_edit_weigh (TdSession *session)
{
  TdPlan *plan;
  double sum = 0;

  g_return_val_if_fail (TD_IS_SESSION (session), FALSE);

  plan = td_session_get_plan (session);
  for (guint i = 0; plan->dataset != NULL && i < plan->n_tasks; i++)
    sum += (double) plan->dataset->targets[i].n_rows[TD_PART_TRAIN];
  if (sum == 0)
    return FALSE;
  td_session_begin_edit (session, _("Weight tasks by their labels"));
  for (guint i = 0; i < plan->n_tasks; i++)
    {
      int at = td_task_edit_find (session, td_task_options (td_plan_task (plan, i))->id);
      double n = (double) plan->dataset->targets[i].n_rows[TD_PART_TRAIN];

      if (at >= 0)
        td_config_set_number (td_config_list_get (tasks_of (session), (guint) at), "weight",
                              n / sum, NULL);
    }
  td_session_end_edit (session);
  return TRUE;
}

gboolean
td_task_edit_is_alone (TdSession *session, const char *id)
{
  gboolean is_on = FALSE;

  g_return_val_if_fail (TD_IS_SESSION (session), FALSE);

  for (guint i = 0; i < count_tasks (session); i++)
    {
      TdConfig *task = td_config_list_get (tasks_of (session), i);
      gboolean is_it = g_strcmp0 (td_config_get_text (task, "id"), id) == 0;
      gboolean enabled = td_config_get_number (task, "enabled") != 0;

      if (enabled && !is_it)
        return FALSE;
      is_on = is_on || (enabled && is_it);
    }
  return is_on && count_tasks (session) > 1;
}

void
td_task_edit_train_alone (TdSession *session, const char *id)
{
  int at = td_task_edit_find (session, id);
  gboolean all = td_task_edit_is_alone (session, id);
  g_autofree char *label = NULL;

  if (at < 0)
    return;
  label = g_strdup_printf (_("Train only %s"),
                           td_config_get_text (td_config_list_get (tasks_of (session), (guint) at),
                                               "name"));
  td_session_begin_edit (session, all ? _("Train all tasks") : label);
  for (guint i = 0; i < count_tasks (session); i++)
    td_config_set_number (td_config_list_get (tasks_of (session), i), "enabled",
                          all || (int) i == at, NULL);
  td_session_end_edit (session);
}

int
td_task_edit_find (TdSession *session, const char *id)
{
  g_return_val_if_fail (TD_IS_SESSION (session), -1);

  for (guint i = 0; i < count_tasks (session); i++)
    if (g_strcmp0 (td_config_get_text (td_config_list_get (tasks_of (session), i), "id"), id) == 0)
      return (int) i;
  return -1;
}
