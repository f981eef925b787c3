/* project.c — the root config with a path and an unsaved mark.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/project/project.h"

#include <string.h>

struct _TdProject
{
  GObject parent_instance;

  TdConfig *config;
  char     *path;
  gboolean  modified;
};

enum
{
  PROP_0,
  PROP_NAME,
  PROP_MODIFIED,
  PROP_PATH,
  N_PROPS
};

enum
{
  EDITED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TdProject, td_project, G_TYPE_OBJECT)

static void
changed_cb (TdProject      *self,
            TdConfig       *origin,
            const TdOption *option)
{
  if (origin == self->config && option != NULL && strcmp (option->name, "name") == 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
  td_project_set_modified (self, TRUE);
  g_signal_emit (self, signals[EDITED], 0);
}

static void
td_project_get_property (GObject    *object,
                         guint       id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  TdProject *self = TD_PROJECT (object);

  switch (id)
    {
    case PROP_NAME:
      g_value_set_string (value, td_config_get_text (self->config, "name"));
      break;
    case PROP_MODIFIED:
      g_value_set_boolean (value, self->modified);
      break;
    case PROP_PATH:
      g_value_set_string (value, self->path);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
td_project_set_property (GObject      *object,
                         guint         id,
                         const GValue *value,
                         GParamSpec   *pspec)
{
  TdProject *self = TD_PROJECT (object);

  switch (id)
    {
    case PROP_MODIFIED:
      td_project_set_modified (self, g_value_get_boolean (value));
      break;
    case PROP_PATH:
      td_project_set_path (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
td_project_dispose (GObject *object)
{
  TdProject *self = TD_PROJECT (object);

  if (self->config != NULL)
    g_signal_handlers_disconnect_by_func (self->config, changed_cb, self);
  g_clear_object (&self->config);
  G_OBJECT_CLASS (td_project_parent_class)->dispose (object);
}

static void
td_project_finalize (GObject *object)
{
  TdProject *self = TD_PROJECT (object);

  g_free (self->path);
  G_OBJECT_CLASS (td_project_parent_class)->finalize (object);
}

static void
td_project_class_init (TdProjectClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = td_project_get_property;
  object_class->set_property = td_project_set_property;
  object_class->dispose = td_project_dispose;
  object_class->finalize = td_project_finalize;

  properties[PROP_NAME] =
    g_param_spec_string ("name", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_MODIFIED] =
    g_param_spec_boolean ("modified", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_PATH] =
    g_param_spec_string ("path", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[EDITED] = g_signal_new ("edited", TD_TYPE_PROJECT, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
}

static void
td_project_init (TdProject *self)
{
}

TdProject *
td_project_new (const TdSpec *spec,
                const char   *path)
{
  TdProject *self = g_object_new (TD_TYPE_PROJECT, NULL);

  g_return_val_if_fail (td_project_of (spec) != NULL, self);

  self->config = td_config_new (&td_project_settings, spec);
  self->path = g_strdup (path);
  g_signal_connect_swapped (self->config, "changed", G_CALLBACK (changed_cb), self);
  return self;
}

TdConfig *
td_project_get_config (TdProject *self)
{
  return self->config;
}

TdConfig *
td_project_get_data (TdProject *self)
{
  return td_config_get_child (self->config, "data");
}

TdConfigList *
td_project_get_tasks (TdProject *self)
{
  return td_config_get_list (self->config, "tasks");
}

TdConfig *
td_project_get_network (TdProject *self)
{
  return td_config_get_child (self->config, "network");
}

TdConfig *
td_project_get_training (TdProject *self)
{
  return td_config_get_child (self->config, "training");
}

const char *
td_project_get_path (TdProject *self)
{
  return self->path;
}

void
td_project_set_path (TdProject  *self,
                     const char *path)
{
  char *copy;

  if (g_strcmp0 (self->path, path) == 0)
    return;
  copy = g_strdup (path);
  g_free (self->path);
  self->path = copy;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PATH]);
}

gboolean
td_project_get_modified (TdProject *self)
{
  return self->modified;
}

void
td_project_set_modified (TdProject *self,
                         gboolean   modified)
{
  modified = modified != FALSE;
  if (self->modified == modified)
    return;
  self->modified = modified;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODIFIED]);
}

char *
td_project_dup_folder (TdProject *self)
{
  return self->path != NULL ? g_path_get_dirname (self->path) : g_get_current_dir ();
}

void
td_project_dup_spec (TdProject *self,
                     TdSpec    *spec)
{
  td_config_dup_spec (self->config, spec);
}
