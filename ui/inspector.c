/* inspector.c — the right pane: what is selected, then how training is done.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/inspector.h"

#include "core/optim/schedule.h"
#include "core/project/task.h"
#include "ui/accessible.h"
#include "ui/schedule-curve.h"

#include <glib/gi18n.h>

#define SELECTION "selection" /* what the group of the selection is called, whatever is selected */

struct _TdInspector
{
  GtkWidget parent_instance;

  GtkSearchBar *search_bar;
  GtkEditable  *search;
  GtkWidget    *nothing;   /* says that the search finds nothing */
  GtkWidget    *selection; /* holds the form of what is selected */
  GtkWidget    *settings;
  GtkWidget    *hint;
  TdSession    *session;
  TdProject    *project;
  char         *id;        /* of what is selected; NULL: nothing is */
  TdConfig     *selected;  /* NULL too while the project has nothing of that id */
  guint         source;
  TdViewState  *view;      /* which groups are folded */
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

/* Groups */

/* "folded-balance-tasks-by": what view.json calls it that a group is folded. */
static char *
dup_folded_name (const char *group)
{
  char *name = g_strconcat ("folded-", group, NULL);

  for (char *p = name; *p != '\0'; p++)
    *p = g_ascii_isalnum (*p) ? g_ascii_tolower (*p) : '-';
  return name;
}

static void
keep_folded (TdForm *form, TdViewState *view)
{
  g_autofree char *name
    = dup_folded_name (g_object_get_data (G_OBJECT (form), "td-name"));

  td_view_state_set_boolean (view, name, !td_form_get_expanded (form));
}

static void
expanded_cb (TdInspector *self, GParamSpec *pspec, TdForm *form)
{
  keep_folded (form, self->view);
}

/* @name tells the group from others, in every window and language. */
static TdForm *
new_form (TdInspector *self, const char *title, const char *name)
{
  TdForm *form = TD_FORM (g_object_ref_sink (td_form_new (title)));
  g_autofree char *folded_name = dup_folded_name (name);
  gboolean folded = FALSE;

  g_object_set_data_full (G_OBJECT (form), "td-name", g_strdup (name), g_free);
  td_view_state_get_boolean (self->view, folded_name, &folded);
  td_form_set_expanded (form, !folded);
  g_signal_connect_object (form, "notify::expanded", G_CALLBACK (expanded_cb), self,
                           G_CONNECT_SWAPPED);
  return form;
}

/* A form without rows has nothing to say. */
static void
take_form (GtkWidget *box, TdForm *form)
{
  if (td_form_n_rows (form) > 0)
    gtk_box_append (GTK_BOX (box), GTK_WIDGET (form));
  g_object_unref (form);
}

/* Shows what the search says in each form of @box; whether there is any. */
static gboolean
filter (GtkWidget *box, const char *text)
{
  gboolean any = FALSE;

  for (GtkWidget *form = gtk_widget_get_first_child (box); form != NULL;
       form = gtk_widget_get_next_sibling (form))
    any = td_form_set_filter (TD_FORM (form), text) || any;
  return any;
}

static void
searched_cb (TdInspector *self)
{
  const char *text = gtk_search_bar_get_search_mode (self->search_bar)
                       ? gtk_editable_get_text (self->search) : "";
  gboolean selection = filter (self->selection, text), settings = filter (self->settings, text);

  gtk_widget_set_visible (self->nothing, self->project != NULL && !selection && !settings);
  gtk_widget_set_visible (self->hint, self->project != NULL && self->selected == NULL
                                        && *text == '\0');
}

/* The selection */

static char *
dup_title (TdConfig *config)
{
  const TdKind *kind = td_config_get_kind (config);

  if (td_config_get_family (config) == &td_tasks)
    return g_strdup_printf (_("Task: %s"), _(kind->title));
  return g_strdup_printf (_("%s layer"), _(kind->title));
}

static void
show_selected (TdInspector *self)
{
  TdForm *form;
  g_autofree char *title = NULL;

  clear (self->selection);
  if (self->project == NULL)
    return;
  if (self->selected != NULL)
    {
      title = dup_title (self->selected);
      form = new_form (self, title, SELECTION);
      td_form_add_options (form, self->selected, TRUE);
    }
  else
    {
      form = new_form (self, _("Network"), SELECTION);
      td_form_add_options (form, td_project_get_network (self->project), TRUE);
    }
  take_form (self->selection, form);
  searched_cb (self);
}

/* Another kind has other rows. */
static void
changed_cb (TdInspector *self, TdConfig *origin, const TdOption *option)
{
  if (option == NULL && origin == self->selected)
    show_selected (self);
}

/* Training settings */

/* The form of @box that is called @name; NULL: none yet. */
static TdForm *
find_form (GtkWidget *box, const char *name)
{
  for (GtkWidget *form = gtk_widget_get_first_child (box); form != NULL;
       form = gtk_widget_get_next_sibling (form))
    if (g_strcmp0 (g_object_get_data (G_OBJECT (form), "td-name"), name) == 0)
      return TD_FORM (form);
  return NULL;
}

static void
add_method (TdInspector *self, TdConfig *training, const TdOption *option)
{
  const char *name = option->group != NULL ? option->group : option->label;
  TdForm *form = new_form (self, _(name), name);

  td_form_add_method (form, training, option, _("Method"));
  if (option->family == &td_schedules)
    td_form_add_widget (form, td_schedule_curve_new (self->session));
  take_form (self->settings, form);
}

static void
add_setting (TdInspector *self, TdConfig *training, const TdOption *option)
{
  const TdKind *kind = td_config_get_kind (training);
  const char *name = option->group != NULL ? option->group : kind->title;
  TdForm *form = find_form (self->settings, name);

  if (form != NULL)
    {
      td_form_add_option (form, training, option, NULL);
      return;
    }
  form = new_form (self, _(name), name);
  td_form_add_option (form, training, option, NULL);
  take_form (self->settings, form);
}

static void
show_settings (TdInspector *self)
{
  TdConfig *training = td_project_get_training (self->project);
  const TdKind *kind = td_config_get_kind (training);

  for (guint i = 0; i < td_kind_n_options (kind); i++)
    if (kind->options[i].type == TD_KIND)
      add_method (self, training, &kind->options[i]);
  for (guint i = 0; i < td_kind_n_options (kind); i++)
    if (kind->options[i].type != TD_KIND && kind->options[i].group != NULL)
      add_setting (self, training, &kind->options[i]);
  for (guint i = 0; i < td_kind_n_options (kind); i++)
    if (kind->options[i].type != TD_KIND && kind->options[i].group == NULL)
      add_setting (self, training, &kind->options[i]);
}

/* Following the selection */

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
keep_all_folded (GtkWidget *box, TdViewState *view)
{
  for (GtkWidget *form = gtk_widget_get_first_child (box); form != NULL;
       form = gtk_widget_get_next_sibling (form))
    keep_folded (TD_FORM (form), view);
}

static void
looking_cb (TdInspector *self, TdViewState *view)
{
  keep_all_folded (self->selection, view);
  keep_all_folded (self->settings, view);
}

/* Widget */

static void
td_inspector_dispose (GObject *object)
{
  TdInspector *self = TD_INSPECTOR (object);
  GtkWidget *child;

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_pointer (&self->id, g_free);
  g_clear_object (&self->selected);
  g_clear_object (&self->project);
  g_clear_object (&self->session);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (td_inspector_parent_class)->dispose (object);
}

static void
td_inspector_finalize (GObject *object)
{
  td_view_state_free (TD_INSPECTOR (object)->view);
  G_OBJECT_CLASS (td_inspector_parent_class)->finalize (object);
}

static void
td_inspector_class_init (TdInspectorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = td_inspector_dispose;
  G_OBJECT_CLASS (klass)->finalize = td_inspector_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "tdinspector");
  gtk_widget_class_set_template_from_resource (widget_class, "/org/tandem/Tandem/inspector.ui");
  gtk_widget_class_bind_template_child (widget_class, TdInspector, search_bar);
  gtk_widget_class_bind_template_child (widget_class, TdInspector, search);
  gtk_widget_class_bind_template_child (widget_class, TdInspector, nothing);
  gtk_widget_class_bind_template_child (widget_class, TdInspector, selection);
  gtk_widget_class_bind_template_child (widget_class, TdInspector, settings);
  gtk_widget_class_bind_template_child (widget_class, TdInspector, hint);
  gtk_widget_class_bind_template_callback (widget_class, searched_cb);
}

static void
td_inspector_init (TdInspector *self)
{
  self->view = td_view_state_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_bar_connect_entry (self->search_bar, self->search);
  td_accessible_set_name (GTK_WIDGET (self->search), _("Search settings"));
}

void
td_inspector_set_session (TdInspector *self, TdSession *session)
{
  g_return_if_fail (TD_IS_INSPECTOR (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  self->project = g_object_ref (td_session_get_project (session));
  td_view_state_free (self->view);
  self->view = td_view_state_copy (td_session_get_view (session));
  g_signal_connect_object (session, "looking", G_CALLBACK (looking_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->project, "edited", G_CALLBACK (edited_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (td_project_get_config (self->project), "changed",
                           G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  show_settings (self);
  show_selected (self);
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

void
td_inspector_search (TdInspector *self)
{
  g_return_if_fail (TD_IS_INSPECTOR (self));

  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
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
