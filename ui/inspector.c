/* inspector.c — the right pane: what is selected, then how training is done.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/inspector.h"

#include "core/project/task.h"

#include <glib/gi18n.h>

struct _TdInspector
{
  GtkWidget parent_instance;

  GtkWidget *selection; /* holds the form of what is selected */
  GtkWidget *settings;
  GtkWidget *hint;
  TdProject *project;
  char      *id;       /* of what is selected; NULL: nothing is */
  TdConfig  *selected; /* NULL too while the project has nothing of that id */
  guint      source;
};

G_DEFINE_FINAL_TYPE (TdInspector, td_inspector, GTK_TYPE_WIDGET)

static void
clear (GtkWidget *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_box_remove (GTK_BOX (box), child);
}

static TdConfig *
find_in_list (TdConfigList *list, const char *id)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    {
      TdConfig *config = td_config_list_get (list, i);

      if (g_strcmp0 (td_config_get_text (config, "id"), id) == 0)
        return config;
    }
  return NULL;
}

/* Tasks, the layers of their heads, then the trunk. */
static TdConfig *
find_config (TdProject *project, const char *id)
{
  TdConfigList *tasks = td_project_get_tasks (project);
  TdConfig *found = find_in_list (tasks, id);

  for (guint i = 0; found == NULL && i < g_list_model_get_n_items (G_LIST_MODEL (tasks)); i++)
    found = find_in_list (td_config_get_list (td_config_list_get (tasks, i), "head"), id);
  if (found == NULL)
    found = find_in_list (td_config_get_list (td_project_get_network (project), "trunk"), id);
  return found;
}

static void
show_selected (TdInspector *self)
{
  const TdKind *kind;
  GtkWidget *form;
  g_autofree char *title = NULL;

  clear (self->selection);
  gtk_widget_set_visible (self->selection, self->selected != NULL);
  gtk_widget_set_visible (self->hint, self->project != NULL && self->selected == NULL);
  if (self->selected == NULL)
    return;
  kind = td_config_get_kind (self->selected);
  if (td_config_get_family (self->selected) == &td_tasks)
    title = g_strdup_printf (_("Task: %s"), _(kind->title));
  else
    title = g_strdup_printf (_("%s layer"), _(kind->title));
  form = td_form_new (title);
  td_form_add_options (TD_FORM (form), self->selected, TRUE);
  gtk_box_append (GTK_BOX (self->selection), form);
}

static void
add_form (TdInspector *self, GtkWidget *form)
{
  g_object_ref_sink (form);
  if (td_form_n_rows (TD_FORM (form)) > 0)
    gtk_box_append (GTK_BOX (self->settings), form);
  g_object_unref (form);
}

static void
show_settings (TdInspector *self)
{
  TdConfig *training = td_project_get_training (self->project);
  const TdKind *kind = td_config_get_kind (training);
  GtkWidget *form;

  for (guint i = 0; i < td_kind_n_options (kind); i++)
    if (kind->options[i].type == TD_KIND)
      {
        form = td_form_new (_(kind->options[i].label));
        td_form_add_option (TD_FORM (form), training, &kind->options[i], _("Method"));
        add_form (self, form);
      }
  form = td_form_new (_(kind->title));
  td_form_add_options (TD_FORM (form), training, FALSE);
  add_form (self, form);
}

static void
show_id (TdInspector *self)
{
  TdConfig *config = NULL;

  if (self->id != NULL && self->project != NULL)
    config = find_config (self->project, self->id);
  if (g_set_object (&self->selected, config))
    show_selected (self);
}

static gboolean
edited_idle_cb (gpointer user_data)
{
  TdInspector *self = user_data;

  self->source = 0;
  show_id (self);
  return G_SOURCE_REMOVE;
}

/* What is selected may go, and come back by an undo. In the middle of an edit it may be nowhere,
 * such as a layer on its way to another place. */
static void
edited_cb (TdInspector *self)
{
  if (self->source == 0)
    self->source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, edited_idle_cb, self, NULL);
}

static void
td_inspector_dispose (GObject *object)
{
  TdInspector *self = TD_INSPECTOR (object);
  GtkWidget *child;

  td_inspector_set_project (self, NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (td_inspector_parent_class)->dispose (object);
}

static void
td_inspector_class_init (TdInspectorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = td_inspector_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "tdinspector");
  gtk_widget_class_set_template_from_resource (widget_class, "/org/tandem/Tandem/inspector.ui");
  gtk_widget_class_bind_template_child (widget_class, TdInspector, selection);
  gtk_widget_class_bind_template_child (widget_class, TdInspector, settings);
  gtk_widget_class_bind_template_child (widget_class, TdInspector, hint);
}

static void
td_inspector_init (TdInspector *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
td_inspector_set_project (TdInspector *self, TdProject *project)
{
  g_return_if_fail (TD_IS_INSPECTOR (self));

  if (self->project == project)
    return;
  if (self->project != NULL)
    g_signal_handlers_disconnect_by_data (self->project, self);
  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_pointer (&self->id, g_free);
  g_clear_object (&self->selected);
  g_set_object (&self->project, project);
  clear (self->settings);
  show_selected (self);
  if (project == NULL)
    return;
  show_settings (self);
  g_signal_connect_swapped (project, "edited", G_CALLBACK (edited_cb), self);
}

void
td_inspector_select (TdInspector *self, const char *id)
{
  char *copy = g_strdup (id);

  g_return_if_fail (TD_IS_INSPECTOR (self));

  g_free (self->id);
  self->id = copy;
  show_id (self);
}

GtkWidget *
td_inspector_find_control (TdInspector *self, const char *option)
{
  GtkWidget *boxes[2];

  g_return_val_if_fail (TD_IS_INSPECTOR (self), NULL);

  boxes[0] = self->selection;
  boxes[1] = self->settings;
  for (guint i = 0; i < G_N_ELEMENTS (boxes); i++)
    for (GtkWidget *form = gtk_widget_get_first_child (boxes[i]); form != NULL;
         form = gtk_widget_get_next_sibling (form))
      {
        GtkWidget *control = td_form_find_control (TD_FORM (form), option);

        if (control != NULL)
          return control;
      }
  return NULL;
}
