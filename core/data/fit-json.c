/* fit-json.c — the archive's fit.json, written exactly and read with suspicion.
 *
 * An object with "inputs", "targets" and "files". A reader that meets anything unexpected keeps
 * the first complaint and goes on with harmless values, so that no step needs a way out of its
 * own.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/data/fit.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define MAX_INPUTS 100000
#define MAX_TARGETS 10000
#define MAX_TARGET_COLUMNS 100000
#define MAX_CLASSES 1000000
#define MAX_FILES 10000
#define MAX_COUNT 9007199254740992.0 /* 2^53 */

static void
write_texts (TdJsonWriter *writer,
             const char   *name,
             char        **texts)
{
  td_json_writer_name (writer, name);
  td_json_writer_begin_array (writer);
  for (; *texts != NULL; texts++)
    td_json_writer_text (writer, *texts);
  td_json_writer_end_array (writer);
}

static void
write_number (TdJsonWriter *writer,
              const char   *name,
              double        value)
{
  td_json_writer_name (writer, name);
  td_json_writer_number (writer, value);
}

static void
write_numbers (TdJsonWriter *writer,
               const char   *name,
               const double *values,
               guint         n)
{
  td_json_writer_name (writer, name);
  td_json_writer_begin_array (writer);
  for (guint i = 0; i < n; i++)
    td_json_writer_number (writer, values[i]);
  td_json_writer_end_array (writer);
}

static void
write_text (TdJsonWriter *writer,
            const char   *name,
            const char   *value)
{
  td_json_writer_name (writer, name);
  td_json_writer_text (writer, value);
}

static void
write_integer (TdJsonWriter *writer,
               const char   *name,
               gsize         value)
{
  td_json_writer_name (writer, name);
  td_json_writer_integer (writer, (gint64) value);
}

static void
write_input (const TdInputFit *input,
             TdJsonWriter     *writer)
{
  td_json_writer_begin_object (writer);
  write_text (writer, "column", input->column);
  if (input->categories != NULL)
    write_texts (writer, "categories", input->categories);
  else
    {
      write_number (writer, "mean", input->mean);
      write_number (writer, "scale", input->scale);
      write_number (writer, "blank", input->blank);
    }
  td_json_writer_end_object (writer);
}

static void
write_target (const TdTargetFit *target,
              TdJsonWriter      *writer)
{
  td_json_writer_begin_object (writer);
  write_text (writer, "task", target->task);
  write_integer (writer, "columns", target->n_columns);
  if (target->classes != NULL)
    write_texts (writer, "classes", target->classes);
  if (target->mean != NULL)
    write_numbers (writer, "mean", target->mean, target->n_columns);
  if (target->scale != NULL)
    write_numbers (writer, "scale", target->scale, target->n_columns);
  if (target->counts != NULL)
    write_numbers (writer, "counts", target->counts, target->n_columns * target->n_classes);
  td_json_writer_end_object (writer);
}

static void
write_file (const TdTableFile *file,
            TdJsonWriter      *writer)
{
  td_json_writer_begin_object (writer);
  write_text (writer, "path", file->path);
  write_text (writer, "sha256", file->sha256);
  write_integer (writer, "rows", file->n_rows);
  write_integer (writer, "columns", file->n_columns);
  td_json_writer_end_object (writer);
}

void
td_fit_write_json (const TdFit  *self,
                   TdJsonWriter *writer)
{
  td_json_writer_begin_object (writer);
  td_json_writer_name (writer, "inputs");
  td_json_writer_begin_array (writer);
  for (guint i = 0; i < self->n_inputs; i++)
    write_input (&self->inputs[i], writer);
  td_json_writer_end_array (writer);
  td_json_writer_name (writer, "targets");
  td_json_writer_begin_array (writer);
  for (guint i = 0; i < self->n_targets; i++)
    write_target (&self->targets[i], writer);
  td_json_writer_end_array (writer);
  td_json_writer_name (writer, "files");
  td_json_writer_begin_array (writer);
  for (guint i = 0; i < self->n_files; i++)
    write_file (&self->files[i], writer);
  td_json_writer_end_array (writer);
  td_json_writer_end_object (writer);
}

typedef struct
{
  const char *list;  /* "inputs"; NULL at the top */
  guint       index; /* in that list */
  GError     *error;
} Reader;

static void
complain (Reader     *self,
          const char *name,
          const char *problem)
{
  if (self->error != NULL)
    return;
  if (self->list == NULL)
    g_set_error (&self->error, TD_DATA_ERROR, TD_DATA_ERROR_READ, _("fit.json: %s %s."), name,
                 problem);
  else
    g_set_error (&self->error, TD_DATA_ERROR, TD_DATA_ERROR_READ, _("fit.json: %s.%u.%s %s."),
                 self->list, self->index, name, problem);
}

/* @names, NULL-terminated, are all that may be there. */
static JsonObject *
read_object (Reader            *self,
             JsonNode          *node,
             const char *const *names)
{
  JsonObjectIter iter;
  const char *name;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      complain (self, "", _("isn't an object"));
      return NULL;
    }
  json_object_iter_init_ordered (&iter, json_node_get_object (node));
  while (json_object_iter_next_ordered (&iter, &name, NULL))
    if (!g_strv_contains (names, name))
      complain (self, name, _("is unknown"));
  return json_node_get_object (node);
}

static JsonArray *
read_array (Reader     *self,
            JsonObject *object,
            const char *name,
            guint       limit)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    complain (self, name, _("isn't a list"));
  else if (json_array_get_length (json_node_get_array (node)) > limit)
    complain (self, name, _("is too long"));
  else
    return json_node_get_array (node);
  return NULL;
}

static char *
text_of (Reader     *self,
         const char *name,
         JsonNode   *node)
{
  if (node != NULL && JSON_NODE_HOLDS_VALUE (node)
      && json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_dup_string (node);
  complain (self, name, _("isn't text"));
  return g_strdup ("");
}

static double
number_of (Reader     *self,
           const char *name,
           JsonNode   *node)
{
  GType type = node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : 0;
  double value = type == G_TYPE_DOUBLE ? json_node_get_double (node)
                 : type == G_TYPE_INT64 ? (double) json_node_get_int (node) : NAN;

  if (isfinite (value))
    return value;
  complain (self, name, _("isn't a number"));
  return 1;
}

static double
scale_of (Reader     *self,
          const char *name,
          JsonNode   *node)
{
  double value = number_of (self, name, node);

  if (value > 0)
    return value;
  complain (self, name, _("isn't above 0"));
  return 1;
}

static gsize
count_of (Reader     *self,
          const char *name,
          JsonNode   *node,
          double      limit)
{
  double value = number_of (self, name, node);

  if (value >= 0 && value <= limit && value == floor (value))
    return (gsize) value;
  complain (self, name, _("isn't a possible count"));
  return 0;
}

/* Distinct texts; NULL when @name is absent. */
static char **
read_texts (Reader     *self,
            JsonObject *object,
            const char *name,
            guint       limit)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  JsonArray *array;
  char **texts;
  guint n;

  if (!json_object_has_member (object, name))
    return NULL;
  array = read_array (self, object, name, limit);
  n = array != NULL ? json_array_get_length (array) : 0;
  texts = g_new0 (char *, n + 1);
  for (guint i = 0; i < n; i++)
    {
      texts[i] = text_of (self, name, json_array_get_element (array, i));
      if (!g_hash_table_add (known, texts[i]))
        complain (self, name, _("has an entry twice"));
    }
  return texts;
}

/* @n numbers; NULL when @name is absent. */
static double *
read_numbers (Reader     *self,
              JsonObject *object,
              const char *name,
              guint       n,
              double    (*value_of) (Reader *, const char *, JsonNode *))
{
  JsonArray *array;
  double *values;

  if (!json_object_has_member (object, name))
    return NULL;
  array = read_array (self, object, name, n);
  if (array == NULL || json_array_get_length (array) != n)
    {
      complain (self, name, _("hasn't a number per column"));
      return NULL;
    }
  values = g_new (double, MAX (n, 1));
  for (guint i = 0; i < n; i++)
    values[i] = value_of (self, name, json_array_get_element (array, i));
  return values;
}

static double
label_count_of (Reader     *self,
                const char *name,
                JsonNode   *node)
{
  return (double) count_of (self, name, node, MAX_COUNT);
}

/* As many for each column; absent in files of before they were counted. */
static void
read_counts (Reader      *self,
             JsonObject  *object,
             TdTargetFit *target)
{
  static const char name[] = "counts";
  JsonArray *array;
  guint n;

  if (!json_object_has_member (object, name))
    return;
  array = read_array (self, object, name, MAX_CLASSES);
  n = array != NULL ? json_array_get_length (array) : 0;
  if (target->n_columns == 0 || n == 0 || n % target->n_columns != 0)
    {
      complain (self, name, _("hasn't as many numbers for each column"));
      return;
    }
  target->n_classes = n / target->n_columns;
  target->counts = read_numbers (self, object, name, n, label_count_of);
}

static void
read_input (Reader     *self,
            JsonNode   *node,
            TdInputFit *input)
{
  static const char *const all_names[] = { "column", "categories", "mean", "scale", "blank", NULL };
  static const char *const category_names[] = { "column", "categories", NULL };
  JsonObject *object = read_object (self, node, all_names);

  input->scale = 1;
  input->column = object != NULL
                    ? text_of (self, "column", json_object_get_member (object, "column"))
                    : g_strdup ("");
  if (object == NULL)
    return;
  input->categories = read_texts (self, object, "categories", TD_MAX_CATEGORIES);
  if (input->categories != NULL)
    {
      read_object (self, node, category_names);
      return;
    }
  input->mean = number_of (self, "mean", json_object_get_member (object, "mean"));
  input->scale = scale_of (self, "scale", json_object_get_member (object, "scale"));
  input->blank = number_of (self, "blank", json_object_get_member (object, "blank"));
}

static void
read_target (Reader      *self,
             JsonNode    *node,
             TdTargetFit *target)
{
  static const char *const names[] = { "task", "columns", "classes", "mean", "scale", "counts",
                                       NULL };
  JsonObject *object = read_object (self, node, names);

  target->task = object != NULL ? text_of (self, "task", json_object_get_member (object, "task"))
                                : g_strdup ("");
  if (object == NULL)
    return;
  target->n_columns = (guint) count_of (self, "columns",
                                        json_object_get_member (object, "columns"),
                                        MAX_TARGET_COLUMNS);
  target->classes = read_texts (self, object, "classes", MAX_CLASSES);
  target->mean = read_numbers (self, object, "mean", target->n_columns, number_of);
  target->scale = read_numbers (self, object, "scale", target->n_columns, scale_of);
  if ((target->mean == NULL) != (target->scale == NULL))
    complain (self, "scale", _("and mean must come together"));
  read_counts (self, object, target);
}

static void
read_file (Reader      *self,
           JsonNode    *node,
           TdTableFile *file)
{
  static const char *const names[] = { "path", "sha256", "rows", "columns", NULL };
  JsonObject *object = read_object (self, node, names);
  g_autofree char *sha256 = NULL;

  if (object == NULL)
    return;
  file->path = text_of (self, "path", json_object_get_member (object, "path"));
  sha256 = text_of (self, "sha256", json_object_get_member (object, "sha256"));
  if (strlen (sha256) != 64 || strspn (sha256, "0123456789abcdef") != 64)
    complain (self, "sha256", _("isn't 64 hexadecimal digits"));
  g_strlcpy (file->sha256, sha256, sizeof file->sha256);
  file->n_rows = count_of (self, "rows", json_object_get_member (object, "rows"), MAX_COUNT);
  file->n_columns = count_of (self, "columns", json_object_get_member (object, "columns"),
                              MAX_COUNT);
}

static void
read_inputs (Reader    *self,
             TdFit     *fit,
             JsonArray *array)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);

  self->list = "inputs";
  fit->n_inputs = json_array_get_length (array);
  fit->inputs = g_new0 (TdInputFit, MAX (fit->n_inputs, 1));
  for (self->index = 0; self->index < fit->n_inputs; self->index++)
    {
      TdInputFit *input = &fit->inputs[self->index];
      read_input (self, json_array_get_element (array, self->index), input);
      if (!g_hash_table_add (known, input->column))
        complain (self, "column", _("is there twice"));
    }
}

static void
read_targets (Reader    *self,
              TdFit     *fit,
              JsonArray *array)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);

  self->list = "targets";
  fit->n_targets = json_array_get_length (array);
  fit->targets = g_new0 (TdTargetFit, MAX (fit->n_targets, 1));
  for (self->index = 0; self->index < fit->n_targets; self->index++)
    {
      TdTargetFit *target = &fit->targets[self->index];
      read_target (self, json_array_get_element (array, self->index), target);
      if (!g_hash_table_add (known, target->task))
        complain (self, "task", _("is there twice"));
    }
}

static void
read_files (Reader    *self,
            TdFit     *fit,
            JsonArray *array)
{
  self->list = "files";
  fit->n_files = json_array_get_length (array);
  fit->files = g_new0 (TdTableFile, MAX (fit->n_files, 1));
  for (self->index = 0; self->index < fit->n_files; self->index++)
    read_file (self, json_array_get_element (array, self->index), &fit->files[self->index]);
}

TdFit *
td_fit_from_json (JsonNode *node,
                  GError  **error)
{
  static const char *const names[] = { "inputs", "targets", "files", NULL };
  g_autoptr (TdFit) fit = td_fit_new ();
  Reader reader = { 0 };
  JsonObject *object = read_object (&reader, node, names);
  JsonArray *inputs = object != NULL ? read_array (&reader, object, "inputs", MAX_INPUTS) : NULL;
  JsonArray *targets = object != NULL ? read_array (&reader, object, "targets", MAX_TARGETS) : NULL;
  JsonArray *files = object != NULL ? read_array (&reader, object, "files", MAX_FILES) : NULL;

  if (inputs != NULL && targets != NULL && files != NULL)
    {
      read_inputs (&reader, fit, inputs);
      read_targets (&reader, fit, targets);
      read_files (&reader, fit, files);
    }
  if (reader.error == NULL)
    return g_steal_pointer (&fit);
  g_propagate_error (error, reader.error);
  return NULL;
}
