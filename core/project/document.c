/* document.c — reads project.json, fills in what people leave out, and checks what tables can't.
 *
 * Parsing refuses what could not be a project. What could be one in the middle of an edit (a task
 * without targets, shares that don't sum to 1) opens, so that every document that can be saved
 * can be opened again; td_document_check() refuses it before it is used.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/project/document.h"

#include "core/base/value.h"
#include "core/project/document-ids.h"
#include "core/project/task.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define FORMAT "tandem-project"
#define VERSION 1
#define MAX_TASKS 1000     /* names are compared with each other */
#define SUM_TOLERANCE 1e-6 /* 0.7 + 0.15 + 0.15 isn't 1 in binary */

G_DEFINE_QUARK (td-project-error-quark, td_project_error)

G_GNUC_PRINTF (2, 3)
static gboolean
refuse (GError    **error,
        const char *format,
        ...)
{
  va_list arguments;

  va_start (arguments, format);
  if (error != NULL)
    *error = g_error_new_valist (TD_PROJECT_ERROR, TD_PROJECT_ERROR_VALUE, format, arguments);
  va_end (arguments);
  return FALSE;
}

static gboolean
refuse_format (GError    **error,
               const char *message)
{
  g_set_error_literal (error, TD_PROJECT_ERROR, TD_PROJECT_ERROR_FORMAT, message);
  return FALSE;
}

static GType
value_type (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node)
                                                      : G_TYPE_NONE;
}

/* Takes "format" and "version" out of @object. */
static gboolean
take_format (JsonObject *object,
             GError    **error)
{
  JsonNode *format = json_object_get_member (object, "format");
  JsonNode *version = json_object_get_member (object, "version");

  if (value_type (format) != G_TYPE_STRING || strcmp (json_node_get_string (format), FORMAT) != 0)
    return refuse_format (error, _("this isn't a Tandem project: “format” must be "
                                   "“tandem-project”."));
  if (value_type (version) != G_TYPE_INT64 || json_node_get_int (version) < 1)
    return refuse_format (error, _("“version” must be a whole number from 1 on."));
  if (json_node_get_int (version) > VERSION)
    return refuse_format (error, _("this project was saved by a newer Tandem; please update "
                                   "Tandem to open it."));
  json_object_remove_member (object, "format");
  json_object_remove_member (object, "version");
  return TRUE;
}

static TdProjectSettings *
settings_of (TdSpec *project)
{
  return project->options;
}

/* "some/digits.json" gives "digits". */
static void
name_after_file (TdSpec     *project,
                 const char *what)
{
  TdProjectSettings *settings = settings_of (project);
  g_autofree char *base = g_path_get_basename (what);
  char *dot = strrchr (base, '.');

  if (*settings->name != '\0')
    return;
  if (dot != NULL && dot != base)
    *dot = '\0';
  g_free (settings->name);
  settings->name = g_utf8_make_valid (base, -1);
}

static gboolean
has_name (const TdSpecList *tasks,
          const char       *name)
{
  for (gsize i = 0; i < tasks->n; i++)
    if (strcmp (td_task_options (&tasks->items[i])->name, name) == 0)
      return TRUE;
  return FALSE;
}

/* After the first target, shortened so that a number still fits. */
static char *
new_name (const TdSpecList *tasks,
          gsize             position)
{
  const TdTaskOptions *task = td_task_options (&tasks->items[position]);
  g_autofree char *base = NULL;
  char *name;

  if (task->targets[0] != NULL && *task->targets[0] != '\0')
    base = g_utf8_substring (task->targets[0], 0,
                             MIN (g_utf8_strlen (task->targets[0], -1), TD_TASK_MAX_NAME - 10));
  else
    base = g_strdup_printf (_("Task %u"), (guint) position + 1);
  name = g_strdup (base);
  for (guint number = 2; has_name (tasks, name); number++)
    {
      g_free (name);
      name = g_strdup_printf ("%s %u", base, number);
    }
  return name;
}

static gboolean
is_color (const char *text)
{
  if (*text != '#' || strlen (text) != 7)
    return FALSE;
  return strspn (text + 1, "0123456789abcdefABCDEF") == 6;
}

static gboolean
check_n_tasks (const TdSpecList *tasks,
               GError          **error)
{
  return tasks->n <= MAX_TASKS
         || refuse (error, _("tasks has %u elements, but a project has at most %u."),
                    (guint) tasks->n, MAX_TASKS);
}

static gboolean
check_targets (const TdTaskOptions *task,
               guint                position,
               GError             **error)
{
  g_autoptr(GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);

  if (task->targets[0] == NULL)
    return refuse (error, _("tasks.%u.targets is empty: name the column that task “%s” predicts."),
                   position, task->name);
  for (guint i = 0; task->targets[i] != NULL; i++)
    {
      if (*task->targets[i] == '\0')
        return refuse (error, _("tasks.%u.targets.%u is empty, but must name a column."), position,
                       i);
      if (!g_hash_table_add (known, task->targets[i]))
        return refuse (error, _("tasks.%u.targets.%u names the column “%s” a second time."),
                       position, i, task->targets[i]);
    }
  return TRUE;
}

static gboolean
check_task (const TdSpecList *tasks,
            guint             position,
            GError          **error)
{
  const TdTaskOptions *task = td_task_options (&tasks->items[position]);

  if (*task->name == '\0')
    return refuse (error, _("tasks.%u.name is empty."), position);
  if (g_utf8_strlen (task->name, -1) > TD_TASK_MAX_NAME)
    return refuse (error, _("tasks.%u.name is longer than %u characters."), position, TD_TASK_MAX_NAME);
  for (const char *p = task->name; *p != '\0'; p++)
    if ((guchar) *p < 0x20)
      return refuse (error, _("tasks.%u.name has a line break or another control character."),
                     position);
  for (guint i = 0; i < position; i++)
    if (strcmp (td_task_options (&tasks->items[i])->name, task->name) == 0)
      return refuse (error, _("tasks.%u.name is “%s”, as is that of tasks.%u; names must differ."),
                     position, task->name, i);
  if (!is_color (task->color))
    return refuse (error, _("tasks.%u.color is “%s”, but must be like “#0072B2”."), position,
                   task->color);
  return check_targets (task, position, error);
}

static gboolean
check_tasks (const TdSpecList *tasks,
             GError          **error)
{
  gboolean any_enabled = FALSE;

  if (tasks->n == 0)
    return refuse (error, _("tasks is empty: a project needs at least one task."));
  for (guint i = 0; i < tasks->n; i++)
    {
      if (!check_task (tasks, i, error))
        return FALSE;
      any_enabled = any_enabled || td_task_options (&tasks->items[i])->enabled;
    }
  return any_enabled
         || refuse (error, _("Every task is switched off: set tasks.0.enabled to true."));
}

static gboolean
refuse_shares (const TdSplitSettings *split,
               GError               **error)
{
  g_autofree char *train = td_json_number_to_text (split->train);
  g_autofree char *validation = td_json_number_to_text (split->validation);
  g_autofree char *test = td_json_number_to_text (split->test);

  return refuse (error, _("data.split: train, validation and test are %s, %s and %s, but must sum "
                          "to 1."), train, validation, test);
}

static gboolean
check_data (const TdDataSettings *data,
            GError              **error)
{
  const TdSplitSettings *split = data->split.options;
  double sum = split->train + split->validation + split->test;

  if (data->source.kind == NULL)
    return refuse (error, _("data.source is missing: name a source, such as "
                            "{ \"kind\": \"csv\", \"path\": \"data.csv\" }."));
  if (*split->column != '\0' || *split->test_path != '\0')
    return TRUE;
  if (fabs (sum - 1) > SUM_TOLERANCE)
    return refuse_shares (split, error);
  return split->train > 0
         || refuse (error, _("data.split.train is 0, so there is nothing to train on."));
}

static gboolean
check_monitor (const TdProjectSettings *settings,
               const char              *monitor,
               GError                 **error)
{
  gboolean any_accuracy = FALSE;

  for (gsize i = 0; i < settings->tasks.n; i++)
    any_accuracy = any_accuracy || td_task_kind (&settings->tasks.items[i])->has_accuracy;
  if (strcmp (monitor, "loss") == 0)
    return TRUE;
  if (strcmp (monitor, "mean-accuracy") == 0)
    return any_accuracy
           || refuse (error, _("training.monitor is “mean-accuracy”, but no task has one."));
  return has_name (&settings->tasks, monitor)
         || refuse (error, _("training.monitor is “%s”, but must be “loss”, “mean-accuracy” or a "
                             "task's name."), monitor);
}

gboolean
td_document_parse (const char *text,
                   gsize       length,
                   const char *what,
                   TdSpec     *project,
                   GError    **error)
{
  g_auto(TdSpec) spec = { NULL, NULL };
  g_autoptr(JsonNode) root = td_json_parse (text, length, what, error);

  g_return_val_if_fail (project != NULL, FALSE);

  *project = (TdSpec) { NULL, NULL };
  if (root == NULL)
    return FALSE;
  if (!JSON_NODE_HOLDS_OBJECT (root))
    {
      refuse_format (error, _("this isn't a Tandem project: it must be an object in braces."));
      return g_prefix_error (error, "%s: ", what), FALSE;
    }
  if (!take_format (json_node_get_object (root), error)
      || !td_spec_from_json (&spec, &td_project_settings, NULL, root, "", error)
      || !check_n_tasks (&settings_of (&spec)->tasks, error)
      || !td_document_check_ids (&spec, error))
    return g_prefix_error (error, "%s: ", what), FALSE;
  name_after_file (&spec, what);
  td_document_complete (&spec);
  *project = spec;
  spec = (TdSpec) { NULL, NULL };
  return TRUE;
}

char *
td_document_write (const TdSpec *project,
                   gsize        *length)
{
  TdJsonWriter *writer = td_json_writer_new (TRUE);

  td_json_writer_begin_object (writer);
  td_json_writer_name (writer, "format");
  td_json_writer_text (writer, FORMAT);
  td_json_writer_name (writer, "version");
  td_json_writer_integer (writer, VERSION);
  for (guint i = 0; i < td_kind_n_options (project->kind); i++)
    {
      const TdOption *option = &project->kind->options[i];

      td_json_writer_name (writer, option->name);
      td_value_write (option, td_spec_value (project, option), writer);
    }
  td_json_writer_end_object (writer);
  return td_json_writer_finish (writer, length);
}

void
td_document_complete (TdSpec *project)
{
  TdSpecList *tasks = &settings_of (project)->tasks;

  td_document_complete_ids (project);
  for (gsize i = 0; i < tasks->n; i++)
    {
      TdTaskOptions *task = tasks->items[i].options;

      if (*task->name == '\0')
        {
          char *name = new_name (tasks, i);

          g_free (task->name);
          task->name = name;
        }
      if (*task->color == '\0')
        {
          g_free (task->color);
          task->color = g_strdup (td_task_default_color (i));
        }
    }
}

gboolean
td_document_check (const TdSpec *project,
                   GError      **error)
{
  const TdProjectSettings *settings = td_project_of (project);

  return td_document_check_ids (project, error)
         && check_n_tasks (&settings->tasks, error)
         && check_tasks (&settings->tasks, error)
         && check_data (settings->data.options, error)
         && check_monitor (settings, td_training_of (project)->monitor, error);
}
