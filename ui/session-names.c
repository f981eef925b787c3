/* session-names.c — settings that name a task keep to it when it gets another name, wherever that
 * happens.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/session-parts.h"

#include "core/project/task.h"

static void
follow_name (TdSession *self, const char *old, const char *name)
{
  TdConfig *training = td_project_get_training (self->project);

  if (g_strcmp0 (td_config_get_text (training, "monitor"), old) == 0)
    td_config_set_text (training, "monitor", name, NULL);
}

static void
learn_names (TdSession *self)
{
  TdConfigList *tasks = td_project_get_tasks (self->project);

  g_hash_table_remove_all (self->names);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (tasks)); i++)
    {
      TdConfig *task = td_config_list_get (tasks, i);

      g_hash_table_insert (self->names, g_strdup (td_config_get_text (task, "id")),
                           g_strdup (td_config_get_text (task, "name")));
    }
}

static void
changed_cb (TdSession *self, TdConfig *origin)
{
  gboolean is_task = td_config_get_family (origin) == &td_tasks;
  const char *id = is_task ? td_config_get_text (origin, "id") : NULL;
  const char *known = id != NULL ? g_hash_table_lookup (self->names, id) : NULL;
  g_autofree char *old = g_strdup (known);

  learn_names (self);
  if (old != NULL && g_strcmp0 (old, td_config_get_text (origin, "name")) != 0)
    follow_name (self, old, td_config_get_text (origin, "name"));
}

void
td_session_follow_names (TdSession *self)
{
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  learn_names (self);
  g_signal_connect_object (td_project_get_config (self->project), "changed",
                           G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}
