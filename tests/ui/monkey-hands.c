/* monkey-hands.c — see monkey-hands.h.
 *
 * Values come from the option tables, so that whatever becomes an option is played with.
 *
 * SPDX-License-Identifier: MIT
 */
#include "monkey-hands.h"

#include "core/nn/layer.h"
#include "ui/form-row.h"
#include "ui/network-canvas.h"
#include "ui/structure.h"
#include "ui/task-edit.h"

#include <math.h>

#define MOST_UNITS 96 /* of what a network is built of: edits shall follow fast */

typedef struct
{
  TdConfig       *config;
  const TdOption *option;
} Setting;

static gint32
below (TdMonkey *self, guint n)
{
  return g_rand_int_range (self->random, 0, (gint32) n);
}

static TdSession *
session_of (TdMonkey *self)
{
  return td_window_get_session (self->window);
}

static TdProject *
project_of (TdMonkey *self)
{
  return td_session_get_project (session_of (self));
}

static TdConfigList *
tasks_of (TdMonkey *self)
{
  return td_project_get_tasks (project_of (self));
}

static guint
length (TdConfigList *list)
{
  return g_list_model_get_n_items (G_LIST_MODEL (list));
}

/* NULL: there is none. */
static TdConfig *
some_task (TdMonkey *self)
{
  guint n = length (tasks_of (self));

  return n > 0 ? td_config_list_get (tasks_of (self), (guint) below (self, n)) : NULL;
}

static const TdKind *
some_kind (TdMonkey *self, const TdFamily *family)
{
  return family->kinds[below (self, td_family_n_kinds (family))];
}

/* Settings */

static void collect (TdConfig *config, GArray *settings);

static void
collect_option (TdConfig *config, const TdOption *option, GArray *settings)
{
  Setting setting = { config, option };

  if (option->type == TD_KIND_LIST)
    {
      TdConfigList *list = td_config_get_list (config, option->name);

      for (guint i = 0; i < length (list); i++)
        collect (td_config_list_get (list, i), settings);
      return;
    }
  if (!option->hidden && !option->file)
    g_array_append_val (settings, setting);
  if (option->type == TD_KIND)
    collect (td_config_get_child (config, option->name), settings);
}

static void
collect (TdConfig *config, GArray *settings)
{
  const TdKind *kind = td_config_get_kind (config);

  if (kind == NULL)
    return;
  for (guint i = 0; i < td_kind_n_options (kind); i++)
    collect_option (config, &kind->options[i], settings);
}

static double
some_number (TdMonkey *self, const Setting *setting)
{
  const TdOption *option = setting->option;
  double now = td_config_get_number (setting->config, option->name);
  const double values[] = { option->number, option->minimum, option->usual, now * 0.5, now * 2,
                            now + 1, option->minimum + g_rand_double (self->random) };
  double value = values[below (self, G_N_ELEMENTS (values))];

  if (option->type == TD_BOOLEAN)
    return now == 0;
  if (option->type == TD_INTEGER)
    value = option->live ? floor (value) : floor (fmin (value, option->minimum + MOST_UNITS));
  return CLAMP (value, option->minimum, option->maximum);
}

static void
set_kind (TdMonkey *self, const Setting *setting)
{
  TdConfig *child = td_config_get_child (setting->config, setting->option->name);
  const char *const *choices = setting->option->choices;
  const TdFamily *family = td_config_get_family (child);
  const TdKind *kind = some_kind (self, family);

  if (choices != NULL)
    kind = td_family_find (family, choices[below (self, g_strv_length ((char **) choices))]);
  if (setting->option->text == NULL && below (self, 3) == 0)
    kind = NULL;
  td_config_set_kind (child, kind);
}

static void
set_text (TdMonkey *self, const Setting *setting)
{
  static const char *const texts[] = { "", "loss", "x", "[\"*\"]", "[]", "[\"pixel_*\"]" };
  TdConfig *task = some_task (self);
  const char *text = texts[below (self, G_N_ELEMENTS (texts))];

  if (setting->option->choices != NULL)
    text = setting->option->choices[below (self, g_strv_length ((char **) setting->option->choices))];
  else if (task != NULL && below (self, 2) == 0)
    text = td_config_get_text (task, "name");
  td_config_set_value (setting->config, setting->option->name, text, NULL);
}

static gboolean
is_of_data (TdMonkey *self, const Setting *setting)
{
  TdConfig *data = td_project_get_data (project_of (self));

  for (TdConfig *config = setting->config; config != NULL; config = td_config_get_parent (config))
    if (config == data)
      return TRUE;
  return FALSE;
}

static void
set_option (TdMonkey *self)
{
  g_autoptr(GArray) settings = g_array_new (FALSE, FALSE, sizeof (Setting));
  g_autofree char *path = NULL;
  Setting setting;

  collect (td_project_get_config (project_of (self)), settings);
  /* Most of what one can do to the data leaves nothing to train on. */
  do
    setting = g_array_index (settings, Setting, below (self, settings->len));
  while (is_of_data (self, &setting) && below (self, 6) != 0);
  path = td_config_dup_path (setting.config, setting.option);
  if (setting.option->type == TD_KIND)
    set_kind (self, &setting);
  else if (setting.option->type == TD_NUMBER || setting.option->type == TD_INTEGER
           || setting.option->type == TD_BOOLEAN)
    td_config_set_number (setting.config, setting.option->name, some_number (self, &setting), NULL);
  else
    set_text (self, &setting);
  g_test_message ("set %s", path);
}

/* Rows of the inspector, as they are shown */

static void
find_rows (GtkWidget *root, GPtrArray *rows)
{
  if (!gtk_widget_get_mapped (root))
    return;
  if (TD_IS_FORM_ROW (root))
    g_ptr_array_add (rows, root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    find_rows (child, rows);
}

static void
type (TdMonkey *self, GtkWidget *entry)
{
  static const char *const texts[] = { "", "0", "1", "3", "0.5", "-1", "1e300", "Off", "nonsense" };

  gtk_editable_set_text (GTK_EDITABLE (entry), texts[below (self, G_N_ELEMENTS (texts))]);
  if (below (self, 3) > 0)
    g_signal_emit_by_name (entry, "activate");
}

static void
use_row (TdMonkey *self)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new ();
  TdFormRow *row;
  GtkWidget *control;

  find_rows (GTK_WIDGET (self->window), rows);
  if (rows->len == 0)
    return;
  row = rows->pdata[below (self, rows->len)];
  control = td_form_row_get_control (row);
  g_test_message ("use the row of %s", td_form_row_get_option (row)->name);
  gtk_widget_grab_focus (control);
  if (GTK_IS_ENTRY (control))
    type (self, control);
  else if (GTK_IS_SWITCH (control))
    gtk_widget_activate (control);
  else if (GTK_IS_DROP_DOWN (control))
    gtk_drop_down_set_selected (
      GTK_DROP_DOWN (control),
      (guint) below (self, g_list_model_get_n_items (
                             gtk_drop_down_get_model (GTK_DROP_DOWN (control)))));
}

/* Layers */

static GtkWidget *
canvas_of (TdMonkey *self)
{
  return td_test_find (GTK_WIDGET (self->window), "Network");
}

/* A layer, now and then a task or nothing. */
static void
select_something (TdMonkey *self)
{
  TdConfig *task = some_task (self);
  TdConfigList *list = td_structure_list (project_of (self), NULL);
  g_autofree char *id = NULL;

  if (task != NULL && below (self, 3) > 0)
    {
      id = g_strdup (td_config_get_text (task, "id"));
      list = td_config_get_list (task, "head");
    }
  if (length (list) > 0 && below (self, 3) > 0)
    {
      TdConfig *layer = td_config_list_get (list, (guint) below (self, length (list)));

      g_free (id);
      id = g_strdup (td_config_get_text (layer, "id"));
    }
  g_test_message ("select %s", id != NULL ? id : "nothing");
  g_signal_emit_by_name (canvas_of (self), "selected", id);
}

static void
add_layer (TdMonkey *self)
{
  const TdKind *kind = some_kind (self, &td_layers);

  select_something (self);
  g_test_message ("add %s", kind->id);
  td_network_canvas_add_layer (TD_NETWORK_CANVAS (canvas_of (self)), kind);
}

static void
change_layer (TdMonkey *self)
{
  static const char *const actions[] = { "network.remove", "network.lock", "network.move-back",
                                         "network.move-on", "network.move-up",
                                         "network.move-down" };
  TdConfig *task = some_task (self);
  const char *action = actions[below (self, G_N_ELEMENTS (actions))];

  select_something (self);
  if (below (self, 4) == 0)
    {
      const char *where = task != NULL && below (self, 3) > 0 ? td_config_get_text (task, "id")
                                                              : "";

      g_test_message ("move it to '%s'", where);
      gtk_widget_activate_action (canvas_of (self), "network.move-to", "s", where);
      return;
    }
  g_test_message ("%s", action);
  gtk_widget_activate_action (canvas_of (self), action, NULL);
}

/* Tasks */

static void
add_task (TdMonkey *self)
{
  const TdTaskKind *kind = (const TdTaskKind *) some_kind (self, &td_tasks);
  const char *targets[3] = { NULL };
  guint n = below (self, 4) == 0 ? 2 : 1;

  for (guint i = 0; i < n; i++)
    targets[i] = td_table_column (self->table,
                                  (guint) below (self, td_table_n_columns (self->table)))->name;
  g_test_message ("add a task of %s", targets[0]);
  td_task_edit_add (session_of (self), kind, targets, NULL);
}

static void
act_on_task (TdMonkey *self, TdConfig *task)
{
  static const char *const actions[] = { "tasks.remove", "tasks.move-up", "tasks.move-down" };
  const char *action = actions[below (self, G_N_ELEMENTS (actions))];
  g_autofree char *id = g_strdup (td_config_get_text (task, "id"));

  g_test_message ("%s %s", action, id);
  gtk_widget_activate_action (td_test_find (GTK_WIDGET (self->window), "Tasks"), action, "s", id);
}

static void
change_task (TdMonkey *self)
{
  TdConfig *task = some_task (self);
  guint what = (guint) below (self, 8);

  if (task == NULL || what == 0)
    {
      add_task (self);
      return;
    }
  if (what <= 3)
    {
      act_on_task (self, task);
      return;
    }
  g_test_message ("change task %s, %u", td_config_get_text (task, "id"), what);
  if (what == 4)
    td_task_edit_set_kind (session_of (self), task,
                           (const TdTaskKind *) some_kind (self, &td_tasks));
  else if (what == 5)
    td_task_edit_rename (session_of (self), task, below (self, 2) == 0 ? "A & <b>" : "B", NULL);
  else if (what == 6)
    td_config_set_number (task, "enabled", below (self, 2), NULL);
  else
    td_config_set_number (task, "weight", g_rand_double_range (self->random, 0, 10), NULL);
}

/* The run, and what is looked at */

static void
repeat (TdMonkey *self, const char *action)
{
  guint n = 1 + (guint) below (self, 4);

  g_test_message ("%s %u times", action, n);
  for (guint i = 0; i < n; i++)
    {
      td_test_act (self->window, action, NULL);
      if (below (self, 3) == 0)
        td_test_settle ();
    }
}

static void
handle_run (TdMonkey *self)
{
  static const char *const actions[] = { "train", "step", "train", "reset", "train", "inspector" };
  static const char *const speeds[] = { "full", "60", "full", "step", "full" };
  const char *action = actions[below (self, G_N_ELEMENTS (actions))];

  if (below (self, 3) == 0)
    {
      td_test_act (self->window, "speed", speeds[below (self, G_N_ELEMENTS (speeds))]);
      return;
    }
  g_test_message ("%s", action);
  td_test_act (self->window, action, NULL);
}

static void
turn_page (TdMonkey *self)
{
  GtkWidget *switcher = td_test_find (GTK_WIDGET (self->window), "Pages");
  GtkStack *pages = gtk_stack_switcher_get_stack (GTK_STACK_SWITCHER (switcher));
  g_autoptr(GtkSelectionModel) model = gtk_stack_get_pages (pages);

  gtk_selection_model_select_item (
    model, (guint) below (self, g_list_model_get_n_items (G_LIST_MODEL (model))), TRUE);
}

static void
look (TdMonkey *self)
{
  static const int sizes[][2] = { { 1024, 700 }, { 1440, 900 }, { 820, 640 }, { 1300, 760 } };
  static const char *const actions[] = { "network.zoom-in", "network.zoom-out", "network.fit" };
  guint size = (guint) below (self, G_N_ELEMENTS (sizes));

  g_test_message ("look elsewhere");
  if (below (self, 3) == 0)
    gtk_window_set_default_size (GTK_WINDOW (self->window), sizes[size][0], sizes[size][1]);
  else if (below (self, 2) == 0)
    turn_page (self);
  else if (below (self, 2) == 0)
    gtk_widget_activate_action (canvas_of (self), actions[below (self, G_N_ELEMENTS (actions))],
                                NULL);
  else
    select_something (self);
}

void
td_monkey_do_something (TdMonkey *self)
{
  guint what = (guint) below (self, 40);

  if (what < 12)
    set_option (self);
  else if (what < 17)
    use_row (self);
  else if (what < 20)
    add_layer (self);
  else if (what < 24)
    change_layer (self);
  else if (what < 29)
    change_task (self);
  else if (what < 32)
    repeat (self, "undo");
  else if (what < 34)
    repeat (self, "redo");
  else if (what < 37)
    handle_run (self);
  else
    look (self);
}
