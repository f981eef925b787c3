/* data-dialog.c — see data-dialog.h.
 *
 * The checks of the inputs are another view of data.inputs: a pattern there shows as the columns it
 * matches, and what is checked is written as names, or as * where it is all there is.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/data-dialog.h"

#include "core/data/inputs-choose.h"
#include "core/data/source.h"
#include "core/project/encode.h"
#include "ui/accessible.h"
#include "ui/column-list.h"
#include "ui/form.h"
#include "ui/table-files.h"

#include <glib/gi18n.h>
#include <string.h>

#define WIDTH 520
#define HEIGHT 720
#define LIST_HEIGHT 260
#define INPUTS "inputs"
#define TAKE "td-take" /* data of a file chooser: what the file is for */

struct _TdDataDialog
{
  AdwWindow parent_instance;

  GtkBox       *box;
  GtkWidget    *problem;
  GtkWidget    *add;        /* button for a further file */
  TdColumnList *columns;
  TdSession    *session;
  TdConfig     *data;
  gboolean      filling;    /* checks follow the document */
  guint         show_source;
};

G_DEFINE_FINAL_TYPE (TdDataDialog, td_data_dialog, ADW_TYPE_WINDOW)

/* The option of the source in force that takes several files; NULL: it has none. */
static const TdOption *
find_list (TdDataDialog *self)
{
  const TdKind *kind = td_config_get_kind (td_config_get_child (self->data, "source"));
  const TdOption *option = kind != NULL ? td_source_file_option (kind) : NULL;

  return option != NULL && option->type == TD_TEXT_LIST ? option : NULL;
}

/* Inputs */

static void
check_columns (TdDataDialog *self, const GPtrArray *chosen)
{
  GListModel *columns = td_column_list_get_columns (self->columns);
  g_autoptr(GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; chosen != NULL && i < chosen->len; i++)
    g_hash_table_add (names, ((const TdColumn *) chosen->pdata[i])->name);
  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr(TdColumnItem) item = g_list_model_get_item (columns, i);

      td_column_item_set_chosen (item, g_hash_table_contains (names,
                                                              td_column_item_get_name (item)));
    }
}

static void
show_columns (TdDataDialog *self)
{
  g_auto(TdSpec) project = { NULL, NULL };
  g_autofree const char **targets = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(TdTable) table = td_session_dup_table (self->session, &error);
  g_autoptr(GPtrArray) chosen = NULL;
  const char *problem = td_session_get_problem (self->session);

  td_project_dup_spec (td_session_get_project (self->session), &project);
  targets = td_project_dup_targets (&project);
  self->filling = TRUE;
  gtk_widget_set_sensitive (self->add, find_list (self) != NULL);
  td_column_list_set_table (self->columns, table, targets);
  if (table != NULL)
    chosen = td_inputs_choose (table, td_data_of (&project), targets, NULL);
  check_columns (self, chosen);
  self->filling = FALSE;
  gtk_label_set_text (GTK_LABEL (self->problem), problem != NULL ? problem
                                                 : error != NULL ? error->message : "");
  gtk_widget_set_visible (self->problem, problem != NULL || error != NULL);
}

static gboolean
show_cb (gpointer user_data)
{
  TdDataDialog *self = user_data;

  self->show_source = 0;
  show_columns (self);
  return G_SOURCE_REMOVE;
}

/* After the session has made its plan, which may have read the same file. */
static void
changed_cb (TdDataDialog *self)
{
  if (self->show_source == 0 && !self->filling)
    self->show_source = g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, show_cb, self, NULL);
}

/* The names as JSON, or * where every column is chosen. */
static char *
dup_inputs (TdDataDialog *self, const GPtrArray *chosen)
{
  TdJsonWriter *writer = td_json_writer_new (FALSE);
  guint n = g_list_model_get_n_items (td_column_list_get_columns (self->columns));

  td_json_writer_begin_array (writer);
  if (chosen->len == n)
    td_json_writer_text (writer, "*");
  for (guint i = 0; chosen->len < n && i < chosen->len; i++)
    td_json_writer_text (writer, td_column_item_get_name (chosen->pdata[i]));
  td_json_writer_end_array (writer);
  return td_json_writer_finish (writer, NULL);
}

static void
checked_cb (TdDataDialog *self)
{
  g_autoptr(GPtrArray) chosen = NULL;
  g_autofree char *text = NULL;

  if (self->filling)
    return;
  chosen = td_column_list_dup_chosen (self->columns);
  text = dup_inputs (self, chosen);
  self->filling = TRUE; /* the list shows it already, and keeps its place */
  if (chosen->len > 0)  /* none at all would mean all */
    td_config_set_value (self->data, INPUTS, text, NULL);
  self->filling = FALSE;
  if (chosen->len == 0)
    changed_cb (self);
}

/* Files */

/* As the project names it: relative where it lies in the project's folder. */
static char *
dup_name (TdDataDialog *self, const char *path)
{
  g_autofree char *folder = td_project_dup_folder (td_session_get_project (self->session));
  gsize length = strlen (folder);

  if (g_str_has_prefix (path, folder) && path[length] == G_DIR_SEPARATOR)
    return g_strdup (path + length + 1);
  return g_strdup (path);
}

static void
response_cb (TdDataDialog *self, int response, GtkNativeDialog *chooser)
{
  void (*take) (TdDataDialog *, const char *) = g_object_get_data (G_OBJECT (chooser), TAKE);
  g_autoptr(GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  if (file != NULL && g_file_peek_path (file) != NULL)
    take (self, g_file_peek_path (file));
  g_object_unref (chooser);
}

static void
choose (TdDataDialog *self, void (*take) (TdDataDialog *, const char *))
{
  GtkFileChooserNative *chooser
    = gtk_file_chooser_native_new (_("Choose Data"), GTK_WINDOW (self),
                                   GTK_FILE_CHOOSER_ACTION_OPEN, _("_Choose"), _("_Cancel"));
  g_autofree char *path = td_project_dup_folder (td_session_get_project (self->session));
  g_autoptr(GFile) folder = g_file_new_for_path (path);

  g_object_set_data (G_OBJECT (chooser), TAKE, take);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (chooser), folder, NULL);
  td_table_files_add_filters (GTK_FILE_CHOOSER (chooser));
  g_signal_connect_object (chooser, "response", G_CALLBACK (response_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
choose_cb (TdDataDialog *self)
{
  choose (self, td_data_dialog_use_file);
}

static void
add_cb (TdDataDialog *self)
{
  choose (self, td_data_dialog_add_file);
}

/* Making */

static GtkWidget *
make_button (TdDataDialog *self, const char *label, const char *name, void (*clicked) (TdDataDialog *))
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  td_accessible_set_name (button, name);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (clicked), self);
  return button;
}

static GtkWidget *
make_file_buttons (TdDataDialog *self)
{
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->add = make_button (self, _("_Add File…"), _("Add File"), add_cb);
  gtk_widget_set_tooltip_text (self->add, _("More rows, with their own columns to predict"));
  gtk_box_append (GTK_BOX (buttons),
                  make_button (self, _("Choose _File…"), _("Choose File"), choose_cb));
  gtk_box_append (GTK_BOX (buttons), self->add);
  return buttons;
}

static GtkWidget *
make_columns (TdDataDialog *self)
{
  self->columns = TD_COLUMN_LIST (td_column_list_new (_("Input Columns"),
                                                      td_column_item_describe_input));
  gtk_widget_set_size_request (GTK_WIDGET (self->columns), -1, LIST_HEIGHT);
  g_signal_connect_swapped (self->columns, "changed", G_CALLBACK (checked_cb), self);
  return GTK_WIDGET (self->columns);
}

/* A group for each nested kind, and one for the rest, in the table's order; what belongs to an
 * option stands below it. */
static void
add_forms (TdDataDialog *self)
{
  const TdKind *kind = td_config_get_kind (self->data);
  GtkWidget *rest = NULL;

  for (guint i = 0; i < td_kind_n_options (kind); i++)
    {
      const TdOption *option = &kind->options[i];
      gboolean inputs = g_str_equal (option->name, INPUTS);
      GtkWidget *form;

      if (option->hidden)
        continue;
      form = option->type == TD_KIND || inputs || rest == NULL ? td_form_new (_(option->label))
                                                               : rest;
      td_form_add_option (TD_FORM (form), self->data, option, NULL);
      if (form != rest)
        gtk_box_append (self->box, form);
      if (option->family == &td_sources)
        gtk_box_append (self->box, make_file_buttons (self));
      if (inputs)
        gtk_box_append (self->box, make_columns (self));
      if (option->type != TD_KIND && !inputs)
        rest = form;
    }
}

static void
td_data_dialog_dispose (GObject *object)
{
  TdDataDialog *self = TD_DATA_DIALOG (object);

  self->filling = TRUE;
  g_clear_handle_id (&self->show_source, g_source_remove);
  g_clear_object (&self->data);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (td_data_dialog_parent_class)->dispose (object);
}

static void
td_data_dialog_class_init (TdDataDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = td_data_dialog_dispose;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0,
                                       "window.close", NULL);
}

static void
td_data_dialog_init (TdDataDialog *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 12));
  gtk_widget_add_css_class (GTK_WIDGET (self->box), "pane");
  self->problem = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->problem), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->problem), 0);
  gtk_widget_add_css_class (self->problem, "error");
  gtk_box_append (self->box, self->problem);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->box));
  gtk_box_append (GTK_BOX (content), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (content), scrolled);
  adw_window_set_content (ADW_WINDOW (self), content);
}

GtkWidget *
td_data_dialog_new (GtkWindow *parent, TdSession *session)
{
  TdDataDialog *self = g_object_new (TD_TYPE_DATA_DIALOG, "title", _("Data"), "modal", TRUE,
                                     "transient-for", parent, "destroy-with-parent", TRUE,
                                  "default-width", WIDTH,
                                     "default-height", HEIGHT, NULL);

  self->session = g_object_ref (session);
  self->data = g_object_ref (td_project_get_data (td_session_get_project (session)));
  add_forms (self);
  show_columns (self);
  g_signal_connect_object (self->data, "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::problem", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

void
td_data_dialog_use_file (TdDataDialog *self, const char *path)
{
  const TdKind *kind;
  TdConfig *source;
  g_autofree char *name = NULL, *text = NULL;
  TdJsonWriter *writer;

  g_return_if_fail (TD_IS_DATA_DIALOG (self));

  kind = td_source_kind_for_file (path);
  source = td_config_get_child (self->data, "source");
  name = dup_name (self, path);
  writer = td_json_writer_new (FALSE);
  td_json_writer_text (writer, name);
  text = td_json_writer_finish (writer, NULL);
  td_session_begin_edit (self->session, _("Choose data"));
  td_config_set_kind (source, kind);
  td_config_set_value (source, td_source_file_option (kind)->name, text, NULL);
  td_session_end_edit (self->session);
}

void
td_data_dialog_add_file (TdDataDialog *self, const char *path)
{
  const TdOption *option;
  TdConfig *source;
  const char *const *names;
  g_autofree char *name = NULL, *text = NULL;
  TdJsonWriter *writer;

  g_return_if_fail (TD_IS_DATA_DIALOG (self));

  option = find_list (self);
  if (option == NULL)
    return;
  source = td_config_get_child (self->data, "source");
  names = td_config_get_text_list (source, option->name);
  name = dup_name (self, path);
  writer = td_json_writer_new (FALSE);
  td_json_writer_begin_array (writer);
  for (guint i = 0; names[i] != NULL; i++)
    td_json_writer_text (writer, names[i]);
  td_json_writer_text (writer, name);
  td_json_writer_end_array (writer);
  text = td_json_writer_finish (writer, NULL);
  td_session_begin_edit (self->session, _("Add data file"));
  td_config_set_value (source, option->name, text, NULL);
  td_session_end_edit (self->session);
}
