/* inspector.c — the right pane: what is selected, then how training is done.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/inspector.h"

#include "core/balance/balancer.h"
#include "core/nn/layer.h"
#include "core/optim/schedule.h"
#include "core/project/task.h"
#include "ui/accessible.h"
#include "ui/agreement-card.h"
#include "ui/cold-start.h"
#include "ui/form-groups.h"
#include "ui/inner-layers.h"
#include "ui/schedule-curve.h"
#include "ui/structure.h"

#include <glib/gi18n.h>

#define SELECTION "selection" /* what the group of the selection is called, whatever is selected */

struct _TdInspector
{
  GtkWidget parent_instance;

  GtkSearchBar *search_bar;
  GtkEditable  *search;
  GtkWidget    *nothing;   /* says that the search finds nothing */
  TdFormGroups *selection; /* the form of what is selected, and those of the layers in it */
  TdFormGroups *settings;
  GtkWidget    *hint;
  TdSession    *session;
  TdProject    *project;
  char         *id;        /* of what is selected; NULL: nothing is */
  TdConfig     *selected;  /* NULL too while the project has nothing of that id */
  gboolean      stale;     /* its layers are others than those shown */
  guint         source;
};

G_DEFINE_FINAL_TYPE (TdInspector, td_inspector, GTK_TYPE_WIDGET)

static void
searched_cb (TdInspector *self)
{
  const char *text = gtk_search_bar_get_search_mode (self->search_bar)
                       ? gtk_editable_get_text (self->search) : "";
  gboolean selection = td_form_groups_filter (self->selection, text);
  gboolean settings = td_form_groups_filter (self->settings, text);

  gtk_widget_set_visible (self->nothing, self->project != NULL && !selection && !settings);
  gtk_widget_set_visible (self->hint, self->project != NULL && self->selected == NULL
                                        && *text == '\0');
}

/* A form without rows has nothing to say. */
static void
take_form (TdFormGroups *groups, TdForm *form)
{
  if (td_form_n_rows (form) > 0)
    td_form_groups_append (groups, form);
  g_object_unref (form);
}

/* The selection */

static char *
dup_title (TdConfig *config)
{
  const TdKind *kind = td_config_get_kind (config);

  if (td_config_get_family (config) == &td_tasks)
    return g_strdup_printf (_("Task: %s"), _(kind->title));
  if (td_structure_inner (config) != NULL)
    return g_strdup (_(kind->title));
  return g_strdup_printf (_("%s layer"), _(kind->title));
}

static void add_inner (TdInspector *self, TdForm *form, TdConfig *layer, const char *number);

/* A form of @layer's own, "2.1. Dense". Layers nest, so this and add_inner() call each other: at
 * most TD_SPEC_MAX_DEPTH deep. */
static void
add_inner_form (TdInspector *self, TdConfigList *list, guint position, const char *number)
{
  TdConfig *layer = td_config_list_get (list, position);
  g_autofree char *title
    = g_strdup_printf ("%s. %s", number, _(td_config_get_kind (layer)->title));
  g_autofree char *name = g_strdup_printf (SELECTION "-%s", number);
  TdForm *form = td_form_groups_new_form (self->selection, title, name);

  td_form_add_options (form, layer, TRUE);
  td_form_add_widget (form, td_inner_layers_new_tools (self->session, list, position, title));
  add_inner (self, form, layer, number);
}

/* Ends @form, of @layer, and lets forms of the layers in it follow. */
static void
add_inner (TdInspector *self, TdForm *form, TdConfig *layer, const char *number)
{
  TdConfigList *list = td_structure_inner (layer);

  if (list != NULL)
    td_form_add_widget (form, td_inner_layers_new_adder (self->session, layer));
  take_form (self->selection, form);
  for (guint i = 0; list != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    {
      g_autofree char *inner = number != NULL ? g_strdup_printf ("%s.%u", number, i + 1)
                                              : g_strdup_printf ("%u", i + 1);

      add_inner_form (self, list, i, inner);
    }
}

static void
show_selected (TdInspector *self)
{
  TdForm *form;
  g_autofree char *title = NULL;

  td_form_groups_clear (self->selection);
  self->stale = FALSE;
  if (self->project == NULL)
    return;
  if (self->selected != NULL)
    {
      title = dup_title (self->selected);
      form = td_form_groups_new_form (self->selection, title, SELECTION);
      td_form_add_options (form, self->selected, TRUE);
      if (td_config_get_family (self->selected) == &td_tasks)
        td_form_add_widget (form, td_cold_start_new_task_button (self->session, self->id));
      add_inner (self, form, self->selected, NULL);
    }
  else
    {
      form = td_form_groups_new_form (self->selection, _("Network"), SELECTION);
      td_form_add_options (form, td_project_get_network (self->project), TRUE);
      td_form_add_widget (form, td_cold_start_new_trunk_button (self->session));
      take_form (self->selection, form);
    }
  searched_cb (self);
}

static GtkWidget *
find_named (GtkWidget *root, const char *name)
{
  GtkWidget *found = g_str_equal (gtk_widget_get_name (root), name) ? root : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (root); found == NULL && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_named (child, name);
  return found;
}

/* The name of what has the focus in the selection's forms; NULL: they don't have it. */
static char *
dup_focused (TdInspector *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->selection)))
    return NULL;
  return g_strdup (gtk_widget_get_name (focus));
}

/* Layers inside came, went, or moved: forms of those that are there now. The focus stays with the
 * button that was pressed, or comes to the one that adds layers. */
static void
show_again (TdInspector *self)
{
  g_autofree char *name = dup_focused (self);
  GtkWidget *heir;
  g_autofree char *adder = NULL;

  show_selected (self);
  if (name == NULL || self->selected == NULL)
    return;
  heir = find_named (GTK_WIDGET (self->selection), name);
  if (heir != NULL && gtk_widget_is_sensitive (heir) && gtk_widget_grab_focus (heir))
    return;
  adder = td_inner_layers_dup_adder_name (self->selected);
  heir = find_named (GTK_WIDGET (self->selection), adder);
  if (heir != NULL)
    gtk_widget_grab_focus (heir);
}

/* Training settings */

/* A group of its own, as it can be folded away: it has no settings. */
static void
add_agreement (TdInspector *self)
{
  g_autoptr(TdForm) form = td_form_groups_new_form (
    self->settings, _("Gradient agreement (cosine)"), "Gradient agreement");

  td_form_add_widget (form, td_agreement_card_new (self->session));
  td_form_groups_append (self->settings, form);
}

static void
add_method (TdInspector *self, TdConfig *training, const TdOption *option)
{
  const char *name = option->group != NULL ? option->group : option->label;
  TdForm *form = td_form_groups_new_form (self->settings, _(name), name);

  td_form_add_method (form, training, option, _("Method"));
  if (option->family == &td_schedules)
    td_form_add_widget (form, td_schedule_curve_new (self->session));
  take_form (self->settings, form);
  if (option->family == &td_balancers)
    add_agreement (self);
}

static void
add_setting (TdInspector *self, TdConfig *training, const TdOption *option)
{
  const TdKind *kind = td_config_get_kind (training);
  const char *name = option->group != NULL ? option->group : kind->title;
  TdForm *form = td_form_groups_find (self->settings, name);

  if (form != NULL)
    {
      td_form_add_option (form, training, option, NULL);
      return;
    }
  form = td_form_groups_new_form (self->settings, _(name), name);
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
    config = td_structure_find_any (self->project, self->id);
  if (g_set_object (&self->selected, config))
    show_selected (self);
  else if (self->stale)
    show_again (self);
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

static gboolean
is_within (TdConfig *config, TdConfig *outer)
{
  while (config != NULL && config != outer)
    config = td_config_get_parent (config);
  return config != NULL;
}

/* Another kind has other rows, and a layer that holds others has their forms below its own. */
static void
changed_cb (TdInspector *self, TdConfig *origin, const TdOption *option)
{
  gboolean is_list = option != NULL && option->type == TD_KIND_LIST;

  if (option == NULL && origin == self->selected)
    show_selected (self);
  else if (self->selected != NULL && td_config_get_family (origin) == &td_layers
           && (is_list || option == NULL) && is_within (origin, self->selected))
    {
      self->stale = TRUE;
      edited_cb (self);
    }
}

static void
looking_cb (TdInspector *self, TdViewState *view)
{
  td_form_groups_keep_view (self->selection, view);
  td_form_groups_keep_view (self->settings, view);
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
td_inspector_class_init (TdInspectorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (TD_TYPE_FORM_GROUPS);
  G_OBJECT_CLASS (klass)->dispose = td_inspector_dispose;
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
  td_form_groups_set_view (self->selection, td_session_get_view (session));
  td_form_groups_set_view (self->settings, td_session_get_view (session));
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
  GtkWidget *control;

  g_return_val_if_fail (TD_IS_INSPECTOR (self), NULL);

  control = td_form_groups_find_control (self->selection, option);
  return control != NULL ? control : td_form_groups_find_control (self->settings, option);
}
