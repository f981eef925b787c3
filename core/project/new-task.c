/* new-task.c — see new-task.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/project/new-task.h"

#include "core/base/value.h"
#include "core/project/document.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST_COLORS 64 /* tried; there are fewer */

static gboolean
has_color (const TdSpecList *tasks, const char *color)
{
  for (gsize i = 0; i < tasks->n; i++)
    if (g_ascii_strcasecmp (td_task_options (&tasks->items[i])->color, color) == 0)
      return TRUE;
  return FALSE;
}

/* The first of the usual colours that is free; else that of its position. */
static const char *
find_color (const TdSpecList *tasks)
{
  for (guint i = 0; i < MOST_COLORS; i++)
    if (!has_color (tasks, td_task_default_color (i)))
      return td_task_default_color (i);
  return td_task_default_color ((guint) tasks->n);
}

static void
set_text (char **text, const char *value)
{
  g_free (*text);
  *text = g_strdup (value);
}

/* What td_document_complete() makes of a task without a name, at the end of the list. */
static char *
dup_name (const TdSpec *project, const TdSpec *task)
{
  g_auto(TdSpec) copy = { NULL, NULL };
  TdSpecList *tasks;

  td_spec_copy (&copy, project);
  tasks = &((TdProjectSettings *) copy.options)->tasks;
  tasks->items = g_renew (TdSpec, tasks->items, tasks->n + 1);
  td_spec_copy (&tasks->items[tasks->n++], task);
  td_document_complete (&copy);
  return g_strdup (td_task_options (&tasks->items[tasks->n - 1])->name);
}

void
td_new_task (const TdSpec *project, const TdTaskKind *kind, const char *id,
             const char *const *targets, const char *name, TdSpec *task)
{
  TdTaskOptions *options;
  g_autofree char *found = NULL;

  g_return_if_fail (td_project_of (project) != NULL && kind != NULL && task != NULL);

  td_spec_init (task, &kind->kind);
  options = task->options;
  g_strfreev (options->targets);
  options->targets = g_strdupv ((char **) targets);
  set_text (&options->id, id);
  set_text (&options->color, find_color (&td_project_of (project)->tasks));
  if (name == NULL || *name == '\0')
    name = found = dup_name (project, task);
  set_text (&options->name, name);
}

/* Nobody chose a kind that is the default: where another one is, that takes its place. */
static gboolean
may_keep_kind (const TdOption *option, const TdOption *from, const TdKind *kind)
{
  if (g_strcmp0 (kind->id, from->text) == 0 && g_strcmp0 (kind->id, option->text) != 0)
    return FALSE;
  return g_strv_contains (option->choices, kind->id);
}

/* Whether @value, of @from, may be one of @option. */
static gboolean
may_keep (const TdOption *option, const TdOption *from, gconstpointer value)
{
  if (from == NULL || from->type != option->type || from->family != option->family)
    return FALSE;
  if (option->type == TD_KIND && option->choices != NULL)
    return ((const TdSpec *) value)->kind == NULL
           || may_keep_kind (option, from, ((const TdSpec *) value)->kind);
  return option->choices == from->choices;
}

void
td_convert_task (const TdSpec *task, const TdTaskKind *kind, TdSpec *converted)
{
  g_return_if_fail (task != NULL && kind != NULL && converted != NULL);

  td_spec_init (converted, &kind->kind);
  for (guint i = 0; i < td_kind_n_options (&kind->kind); i++)
    {
      const TdOption *option = &kind->kind.options[i];
      const TdOption *from = td_kind_find_option (task->kind, option->name);
      gconstpointer value = from != NULL ? td_spec_value (task, from) : NULL;

      if (!may_keep (option, from, value))
        continue;
      td_value_clear (option, td_spec_value (converted, option));
      td_value_copy (option, td_spec_value (converted, option), value);
    }
}

G_GNUC_PRINTF (2, 3)
static gboolean
refuse (GError **error, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  if (error != NULL)
    *error = g_error_new_valist (TD_PROJECT_ERROR, TD_PROJECT_ERROR_VALUE, format, arguments);
  va_end (arguments);
  return FALSE;
}

gboolean
td_check_task_name (const TdSpecList *tasks, const char *id, const char *name, GError **error)
{
  g_return_val_if_fail (tasks != NULL && name != NULL, FALSE);

  if (*name == '\0')
    return refuse (error, _("A task needs a name."));
  if (g_utf8_strlen (name, -1) > TD_TASK_MAX_NAME)
    return refuse (error, _("A name has at most %d characters."), TD_TASK_MAX_NAME);
  for (const char *p = name; *p != '\0'; p++)
    if ((guchar) *p < 0x20)
      return refuse (error, _("A name is a single line."));
  for (gsize i = 0; i < tasks->n; i++)
    if (strcmp (td_task_options (&tasks->items[i])->name, name) == 0
        && g_strcmp0 (td_task_options (&tasks->items[i])->id, id) != 0)
      return refuse (error, _("Another task is called “%s”."), name);
  return TRUE;
}
