/* add-task.c — see add-task.h.
 *
 * Columns decide the kind and the name until a person says otherwise.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/add-task.h"

#include "core/project/guess-task.h"
#include "core/project/new-task.h"
#include "ui/accessible.h"
#include "ui/column-list.h"
#include "ui/task-edit.h"

#include <glib/gi18n.h>

#define WIDTH 440
#define HEIGHT 620

struct _TdAddTask
{
  AdwWindow parent_instance;

  TdColumnList *columns;
  GtkWidget    *name;
  GtkWidget    *kind;
  GtkWidget    *hint;
  GtkWidget    *add;
  TdSession    *session;
  GPtrArray    *kinds;   /* TdTaskKind, as offered */
  gboolean      filling; /* changes are our own */
  gboolean      named;   /* by a person */
};

G_DEFINE_FINAL_TYPE (TdAddTask, td_add_task, ADW_TYPE_WINDOW)

static guint added_signal;

static const TdTaskKind *
get_kind (TdAddTask *self)
{
  guint position = adw_combo_row_get_selected (ADW_COMBO_ROW (self->kind));

  return position < self->kinds->len ? g_ptr_array_index (self->kinds, position) : NULL;
}

static TdColumnSummary *
collect_summaries (const GPtrArray *chosen)
{
  TdColumnSummary *summaries = g_new0 (TdColumnSummary, MAX (chosen->len, 1));

  for (guint i = 0; i < chosen->len; i++)
    summaries[i] = *td_column_item_get_summary (chosen->pdata[i]);
  return summaries;
}

static char **
dup_names (const GPtrArray *chosen)
{
  GStrvBuilder *names = g_strv_builder_new ();
  char **list;

  for (guint i = 0; i < chosen->len; i++)
    g_strv_builder_add (names, td_column_item_get_name (chosen->pdata[i]));
  list = g_strv_builder_end (names);
  g_strv_builder_unref (names);
  return list;
}

/* Showing */

static gboolean
check_name (TdAddTask *self, GError **error)
{
  g_auto(TdSpec) project = { NULL, NULL };
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name))));

  td_project_dup_spec (td_session_get_project (self->session), &project);
  return td_check_task_name (&td_project_of (&project)->tasks, NULL, name, error);
}

/* What hinders, else what the kind is about. */
static void
show_state (TdAddTask *self)
{
  g_autoptr(GPtrArray) chosen = td_column_list_dup_chosen (self->columns);
  g_autoptr(GError) error = NULL;
  const TdTaskKind *kind = get_kind (self);
  const char *text;
  gboolean wrong_name = chosen->len > 0 && !check_name (self, &error);

  if (g_list_model_get_n_items (td_column_list_get_columns (self->columns)) == 0)
    text = _("Every column of the data is a target already.");
  else if (chosen->len == 0)
    text = _("Choose the column to predict, or several for a task with several labels or numbers.");
  else if (kind == NULL && chosen->len > 1)
    text = _("No kind of task predicts these columns together: add a task for each.");
  else if (kind == NULL)
    text = _("This column has no two values to tell apart.");
  else
    text = wrong_name ? error->message : _(kind->kind.summary);
  gtk_label_set_text (GTK_LABEL (self->hint), text);
  if (wrong_name)
    gtk_widget_add_css_class (self->name, "error");
  else
    gtk_widget_remove_css_class (self->name, "error");
  gtk_widget_set_sensitive (self->add, kind != NULL && !wrong_name);
  gtk_widget_set_sensitive (self->kind, self->kinds->len > 1);
}

/* Kinds that can read the columns, with the likeliest chosen. */
static void
offer_kinds (TdAddTask *self, const GPtrArray *chosen)
{
  g_autofree TdColumnSummary *summaries = collect_summaries (chosen);
  const TdTaskKind *guess = td_task_guess (summaries, chosen->len);
  g_autoptr(GtkStringList) titles = gtk_string_list_new (NULL);
  guint selected = 0;

  g_ptr_array_set_size (self->kinds, 0);
  for (guint i = 0; td_tasks.kinds[i] != NULL; i++)
    {
      const TdTaskKind *kind = (const TdTaskKind *) td_tasks.kinds[i];

      if (!td_task_kind_fits (kind, summaries, chosen->len))
        continue;
      if (kind == guess)
        selected = self->kinds->len;
      g_ptr_array_add (self->kinds, (gpointer) kind);
      gtk_string_list_append (titles, _(kind->kind.title));
    }
  adw_combo_row_set_model (ADW_COMBO_ROW (self->kind), G_LIST_MODEL (titles));
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->kind), selected);
}

static void
suggest_name (TdAddTask *self, const GPtrArray *chosen)
{
  g_auto(TdSpec) project = { NULL, NULL };
  g_auto(TdSpec) task = { NULL, NULL };
  g_auto(GStrv) targets = dup_names (chosen);
  const TdTaskKind *kind = get_kind (self);

  if (kind == NULL)
    {
      gtk_editable_set_text (GTK_EDITABLE (self->name), "");
      return;
    }
  td_project_dup_spec (td_session_get_project (self->session), &project);
  td_new_task (&project, kind, "new", (const char *const *) targets, NULL, &task);
  gtk_editable_set_text (GTK_EDITABLE (self->name), td_task_options (&task)->name);
}

static void
chosen_cb (TdAddTask *self)
{
  g_autoptr(GPtrArray) chosen = td_column_list_dup_chosen (self->columns);

  self->filling = TRUE;
  offer_kinds (self, chosen);
  if (!self->named)
    suggest_name (self, chosen);
  self->filling = FALSE;
  show_state (self);
}

static void
named_cb (TdAddTask *self)
{
  if (self->filling)
    return;
  self->named = *gtk_editable_get_text (GTK_EDITABLE (self->name)) != '\0';
  show_state (self);
}

static void
kind_cb (TdAddTask *self)
{
  if (!self->filling)
    show_state (self);
}

static void
add_cb (TdAddTask *self)
{
  g_autoptr(GPtrArray) chosen = td_column_list_dup_chosen (self->columns);
  g_auto(GStrv) targets = dup_names (chosen);
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name))));
  g_autofree char *id = NULL;
  TdConfig *task;

  if (!gtk_widget_get_sensitive (self->add))
    return;
  task = td_task_edit_add (self->session, get_kind (self), (const char *const *) targets, name);
  id = g_strdup (td_config_get_text (task, "id"));
  g_signal_emit (self, added_signal, 0, id);
  gtk_window_destroy (GTK_WINDOW (self));
}

/* Making */

static GtkWidget *
make_header (TdAddTask *self)
{
  GtkWidget *bar = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_("_Cancel"));

  self->add = gtk_button_new_with_mnemonic (_("_Add"));
  td_accessible_set_name (cancel, _("Cancel"));
  td_accessible_set_name (self->add, _("Add"));
  gtk_widget_add_css_class (self->add, "suggested-action");
  g_signal_connect_swapped (cancel, "clicked", G_CALLBACK (gtk_window_destroy), self);
  g_signal_connect_swapped (self->add, "clicked", G_CALLBACK (add_cb), self);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (bar), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (bar), self->add);
  return bar;
}

static GtkWidget *
make_rows (TdAddTask *self)
{
  GtkWidget *list = gtk_list_box_new ();

  self->kind = adw_combo_row_new ();
  self->name = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->kind), _("Kind"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->name), _("Name"));
  td_accessible_set_name (self->kind, _("Kind"));
  td_accessible_set_name (self->name, _("Name"));
  g_signal_connect_swapped (self->kind, "notify::selected", G_CALLBACK (kind_cb), self);
  g_signal_connect_swapped (self->name, "changed", G_CALLBACK (named_cb), self);
  g_signal_connect_swapped (self->name, "entry-activated", G_CALLBACK (add_cb), self);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), self->kind);
  gtk_list_box_append (GTK_LIST_BOX (list), self->name);
  td_accessible_set_name (list, _("Task"));
  return list;
}

static GtkWidget *
make_hint (TdAddTask *self)
{
  self->hint = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->hint), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->hint), 0);
  gtk_label_set_width_chars (GTK_LABEL (self->hint), 40);
  gtk_widget_add_css_class (self->hint, "dim-label");
  gtk_widget_add_css_class (self->hint, "caption");
  return self->hint;
}

static void
td_add_task_dispose (GObject *object)
{
  TdAddTask *self = TD_ADD_TASK (object);

  self->filling = TRUE;
  g_clear_object (&self->session);
  G_OBJECT_CLASS (td_add_task_parent_class)->dispose (object);
}

static void
td_add_task_finalize (GObject *object)
{
  g_ptr_array_unref (TD_ADD_TASK (object)->kinds);
  G_OBJECT_CLASS (td_add_task_parent_class)->finalize (object);
}

static void
td_add_task_class_init (TdAddTaskClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = td_add_task_dispose;
  G_OBJECT_CLASS (klass)->finalize = td_add_task_finalize;
  added_signal = g_signal_new ("added", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                               NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0,
                                       "window.close", NULL);
}

static void
td_add_task_init (TdAddTask *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->kinds = g_ptr_array_new ();
  self->columns = TD_COLUMN_LIST (td_column_list_new (_("Columns"), td_column_item_describe_task));
  gtk_widget_add_css_class (box, "pane");
  gtk_box_append (GTK_BOX (content), make_header (self));
  gtk_box_append (GTK_BOX (content), box);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->columns));
  gtk_box_append (GTK_BOX (box), make_rows (self));
  gtk_box_append (GTK_BOX (box), make_hint (self));
  gtk_widget_set_vexpand (GTK_WIDGET (self->columns), TRUE);
  g_signal_connect_swapped (self->columns, "changed", G_CALLBACK (chosen_cb), self);
  adw_window_set_content (ADW_WINDOW (self), content);
}

/* Columns that are some task's target now. */
static char **
dup_targets (TdSession *session)
{
  TdConfigList *tasks = td_project_get_tasks (td_session_get_project (session));
  GStrvBuilder *names = g_strv_builder_new ();
  char **list;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (tasks)); i++)
    {
      TdConfig *task = td_config_list_get (tasks, i);

      g_strv_builder_addv (names, (const char **) td_config_get_text_list (task, "targets"));
    }
  list = g_strv_builder_end (names);
  g_strv_builder_unref (names);
  return list;
}

GtkWidget *
td_add_task_new (GtkWindow *parent, TdSession *session, TdTable *table)
{
  TdAddTask *self = g_object_new (TD_TYPE_ADD_TASK, "title", _("Add Task"), "modal", TRUE,
                                  "transient-for", parent, "destroy-with-parent", TRUE,
                                  "default-width", WIDTH,
                                  "default-height", HEIGHT, NULL);
  g_auto(GStrv) targets = dup_targets (session);

  self->session = g_object_ref (session);
  td_column_list_set_table (self->columns, table, (const char *const *) targets);
  chosen_cb (self);
  td_column_list_grab_search (self->columns);
  return GTK_WIDGET (self);
}
