/* structure.c — edits of a network's layers in the document, by id.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/structure.h"

#include "core/nn/layer.h"
#include "core/project/document.h"

static guint
length (TdConfigList *list)
{
  return g_list_model_get_n_items (G_LIST_MODEL (list));
}

static TdConfig *
find_in (TdConfigList *list, const char *id, guint *position)
{
  for (guint i = 0; i < length (list); i++)
    {
      TdConfig *config = td_config_list_get (list, i);

      if (g_strcmp0 (td_config_get_text (config, "id"), id) == 0)
        {
          *position = i;
          return config;
        }
    }
  return NULL;
}

TdConfigList *
td_structure_list (TdProject *project, const char *task)
{
  TdConfig *found;
  guint position;

  g_return_val_if_fail (TD_IS_PROJECT (project), NULL);

  if (task == NULL)
    return td_config_get_list (td_project_get_network (project), "trunk");
  found = find_in (td_project_get_tasks (project), task, &position);
  return found != NULL ? td_config_get_list (found, "head") : NULL;
}

TdConfig *
td_structure_find (TdProject *project, const char *layer, TdGap *gap)
{
  TdConfigList *tasks = td_project_get_tasks (project);
  TdConfig *found = find_in (td_structure_list (project, NULL), layer, &gap->position);

  gap->task = NULL;
  for (guint i = 0; found == NULL && i < length (tasks); i++)
    {
      TdConfig *task = td_config_list_get (tasks, i);

      found = find_in (td_config_get_list (task, "head"), layer, &gap->position);
      gap->task = td_config_get_text (task, "id");
    }
  return found;
}

TdConfig *
td_structure_find_any (TdProject *project, const char *id)
{
  guint position;
  TdGap gap;
  TdConfig *task = find_in (td_project_get_tasks (project), id, &position);

  return task != NULL ? task : td_structure_find (project, id, &gap);
}

static void
set_id (TdSpec *layer, const char *id)
{
  TdLayerOptions *options = layer->options;

  g_free (options->id);
  options->id = g_strdup (id);
}

static char *
insert (TdProject *project, TdConfigList *list, guint position, const TdKind *kind,
        const char *prefix)
{
  g_auto (TdSpec) document = { NULL };
  g_auto (TdSpec) layer = { NULL };
  g_autofree char *id = NULL;

  if (list == NULL || position > length (list))
    return NULL;
  td_project_dup_spec (project, &document);
  id = td_document_new_id (&document, prefix);
  td_spec_init (&layer, kind);
  set_id (&layer, id);
  return td_config_list_insert (list, position, &layer) != NULL ? g_steal_pointer (&id) : NULL;
}

char *
td_structure_insert (TdProject *project, const TdGap *gap, const TdKind *kind)
{
  g_return_val_if_fail (kind != NULL, NULL);

  return insert (project, td_structure_list (project, gap->task), gap->position, kind,
                 gap->task != NULL ? "h" : "l");
}

char *
td_structure_insert_into (TdProject *project, TdConfigList *list, guint position,
                          const TdKind *kind)
{
  g_return_val_if_fail (TD_IS_PROJECT (project), NULL);
  g_return_val_if_fail (TD_IS_CONFIG_LIST (list), NULL);
  g_return_val_if_fail (kind != NULL, NULL);

  return insert (project, list, position, kind, "l");
}

TdConfigList *
td_structure_inner (TdConfig *layer)
{
  const TdKind *kind = td_config_get_kind (layer);

  for (guint i = 0; i < td_kind_n_options (kind); i++)
    if (kind->options[i].type == TD_KIND_LIST && td_config_get_family (layer) == &td_layers)
      return td_config_get_list (layer, kind->options[i].name);
  return NULL;
}

gboolean
td_structure_trunk_is_locked (TdProject *project)
{
  TdConfigList *trunk = td_structure_list (project, NULL);

  for (guint i = 0; i < length (trunk); i++)
    if (td_config_get_number (td_config_list_get (trunk, i), "frozen") == 0)
      return FALSE;
  return length (trunk) > 0;
}

void
td_structure_lock_trunk (TdProject *project, gboolean locked)
{
  TdConfigList *trunk = td_structure_list (project, NULL);

  for (guint i = 0; i < length (trunk); i++)
    td_config_set_number (td_config_list_get (trunk, i), "frozen", locked, NULL);
}

gboolean
td_structure_remove (TdProject *project, const char *layer)
{
  TdGap gap;

  if (td_structure_find (project, layer, &gap) == NULL)
    return FALSE;
  td_config_list_remove (td_structure_list (project, gap.task), gap.position);
  return TRUE;
}

gboolean
td_structure_move (TdProject *project, const char *layer, const TdGap *gap)
{
  TdConfigList *list = td_structure_list (project, gap->task), *old;
  g_auto (TdSpec) spec = { NULL };
  TdGap at;
  TdConfig *config = td_structure_find (project, layer, &at);

  if (config == NULL || list == NULL || gap->position > length (list))
    return FALSE;
  old = td_structure_list (project, at.task);
  if (old == list)
    {
      guint to = gap->position > at.position ? gap->position - 1 : gap->position;

      td_config_list_move (list, at.position, to);
      return to != at.position;
    }
  td_config_dup_spec (config, &spec);
  if (td_config_list_insert (list, gap->position, &spec) == NULL)
    return FALSE;
  td_config_list_remove (old, at.position);
  return TRUE;
}
