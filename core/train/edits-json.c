/* edits-json.c — a run's edits as text: edits.json.
 *
 *   { "format": "tandem-edits", "version": 1, "from-scratch": true,
 *     "edits": [
 *       { "step": 120, "epoch": 3, "box": 1,
 *         "changes": [ { "path": "network.trunk.0.units", "value": 64 } ] },
 *       { "step": 200, "epoch": 5,
 *         "weight": { "layer": "l1", "role": "weight", "index": 12, "value": 0.25 } },
 *       { "step": 400, "epoch": 10, "mark": "best" } ] }
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/project/document.h"
#include "core/train/edits.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define FORMAT "tandem-edits"
#define VERSION 1
#define MAX_STEP 9007199254740992 /* beyond it JSON's numbers have gaps */

static const char *const marks[] = { [TD_EDIT_BEST] = "best", [TD_EDIT_GO_ON] = "go-on" };

static void
write_node (TdJsonWriter *writer, JsonNode *node);

static void
write_object (TdJsonWriter *writer, JsonObject *object)
{
  JsonObjectIter iterator;
  const char *name;
  JsonNode *member;

  td_json_writer_begin_object (writer);
  json_object_iter_init_ordered (&iterator, object);
  while (json_object_iter_next_ordered (&iterator, &name, &member))
    {
      td_json_writer_name (writer, name);
      write_node (writer, member);
    }
  td_json_writer_end_object (writer);
}

static void
write_array (TdJsonWriter *writer, JsonArray *array)
{
  td_json_writer_begin_array (writer);
  for (guint i = 0; i < json_array_get_length (array); i++)
    write_node (writer, json_array_get_element (array, i));
  td_json_writer_end_array (writer);
}

static void
write_node (TdJsonWriter *writer, JsonNode *node)
{
  GType type = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;

  if (JSON_NODE_HOLDS_OBJECT (node))
    write_object (writer, json_node_get_object (node));
  else if (JSON_NODE_HOLDS_ARRAY (node))
    write_array (writer, json_node_get_array (node));
  else if (type == G_TYPE_STRING)
    td_json_writer_text (writer, json_node_get_string (node));
  else if (type == G_TYPE_BOOLEAN)
    td_json_writer_boolean (writer, json_node_get_boolean (node));
  else if (type == G_TYPE_INT64)
    td_json_writer_integer (writer, json_node_get_int (node));
  else if (type == G_TYPE_DOUBLE)
    td_json_writer_number (writer, json_node_get_double (node));
  else
    td_json_writer_null (writer);
}

static char *
node_to_text (JsonNode *node)
{
  TdJsonWriter *writer = td_json_writer_new (FALSE);

  write_node (writer, node);
  return td_json_writer_finish (writer, NULL);
}

static void
write_changes (TdJsonWriter *writer, GPtrArray *changes)
{
  td_json_writer_name (writer, "changes");
  td_json_writer_begin_array (writer);
  for (guint i = 0; i < changes->len; i++)
    {
      const TdSpecChange *change = g_ptr_array_index (changes, i);
      g_autoptr (JsonNode) value
        = td_json_parse (change->value, strlen (change->value), change->path, NULL);

      td_json_writer_begin_object (writer);
      td_json_writer_name (writer, "path");
      td_json_writer_text (writer, change->path);
      td_json_writer_name (writer, "value");
      write_node (writer, value);
      td_json_writer_end_object (writer);
    }
  td_json_writer_end_array (writer);
}

static void
write_weight (TdJsonWriter *writer, const TdEdit *edit)
{
  td_json_writer_name (writer, "weight");
  td_json_writer_begin_object (writer);
  td_json_writer_name (writer, "layer");
  td_json_writer_text (writer, edit->weight->layer);
  td_json_writer_name (writer, "role");
  td_json_writer_text (writer, edit->weight->role);
  td_json_writer_name (writer, "index");
  td_json_writer_integer (writer, (gint64) edit->weight->index);
  td_json_writer_name (writer, "value");
  td_json_writer_number (writer, edit->value);
  td_json_writer_end_object (writer);
}

static void
write_edit (TdJsonWriter *writer, const TdEdit *edit)
{
  td_json_writer_begin_object (writer);
  td_json_writer_name (writer, "step");
  td_json_writer_integer (writer, (gint64) edit->step);
  td_json_writer_name (writer, "epoch");
  td_json_writer_integer (writer, (gint64) edit->epoch);
  if (edit->box > 0)
    {
      td_json_writer_name (writer, "box");
      td_json_writer_integer (writer, edit->box);
    }
  if (edit->changes != NULL)
    write_changes (writer, edit->changes);
  else if (edit->weight != NULL)
    write_weight (writer, edit);
  else
    {
      td_json_writer_name (writer, "mark");
      td_json_writer_text (writer, marks[edit->kind]);
    }
  td_json_writer_end_object (writer);
}

char *
td_edits_to_json (const TdEdit *self, gsize *length)
{
  TdJsonWriter *writer = td_json_writer_new (TRUE);
  g_autoptr (GPtrArray) list = td_edit_list (self);
  const TdEdit *first = g_ptr_array_index (list, 0);

  td_json_writer_begin_object (writer);
  td_json_writer_name (writer, "format");
  td_json_writer_text (writer, FORMAT);
  td_json_writer_name (writer, "version");
  td_json_writer_integer (writer, VERSION);
  td_json_writer_name (writer, "from-scratch");
  td_json_writer_boolean (writer, first->start->from_scratch);
  td_json_writer_name (writer, "edits");
  td_json_writer_begin_array (writer);
  for (guint i = 1; i < list->len; i++)
    write_edit (writer, g_ptr_array_index (list, i));
  td_json_writer_end_array (writer);
  td_json_writer_end_object (writer);
  return td_json_writer_finish (writer, length);
}

/* A file being read. */
typedef struct
{
  const char *what;
  guint       position; /* of the edit */
  TdEdit     *last;
  GError    **error;
} Reader;

static gboolean
refuse (const Reader *reader, const char *trouble)
{
  g_set_error (reader->error, TD_PROJECT_ERROR, TD_PROJECT_ERROR_FORMAT, _("%s, edit %u: %s"),
               reader->what, reader->position + 1, trouble);
  return FALSE;
}

static gboolean
is_of_type (JsonNode *node, GType type)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type;
}

/* Takes the whole number @name out of @object; @fallback when it isn't there, -1: it must be. */
static gboolean
take_integer (const Reader *reader, JsonObject *object, const char *name, gint64 fallback,
              guint64 maximum, guint64 *value)
{
  JsonNode *node = json_object_get_member (object, name);
  gint64 found = node == NULL ? fallback : -1;
  g_autofree char *trouble = NULL;

  if (is_of_type (node, G_TYPE_INT64))
    found = json_node_get_int (node);
  if (found < 0 || (guint64) found > maximum)
    {
      trouble = g_strdup_printf (_("“%s” must be a whole number from 0 on."), name);
      return refuse (reader, trouble);
    }
  json_object_remove_member (object, name);
  *value = (guint64) found;
  return TRUE;
}

static gboolean
read_changes (const Reader *reader, JsonNode *node, GPtrArray *changes)
{
  JsonArray *array;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    return refuse (reader, _("“changes” must be a list."));
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      JsonObject *object = JSON_NODE_HOLDS_OBJECT (element) ? json_node_get_object (element) : NULL;
      g_autofree char *value = NULL;

      if (object == NULL || json_object_get_size (object) != 2
          || !is_of_type (json_object_get_member (object, "path"), G_TYPE_STRING)
          || !json_object_has_member (object, "value"))
        return refuse (reader, _("each of “changes” must have a “path” and a “value”."));
      value = node_to_text (json_object_get_member (object, "value"));
      g_ptr_array_add (changes,
                       td_spec_change_new (json_object_get_string_member (object, "path"), value));
    }
  return TRUE;
}

/* The number @node holds, which a weight can have. */
static gboolean
read_value (JsonNode *node, float *value)
{
  gboolean is_number = is_of_type (node, G_TYPE_INT64) || is_of_type (node, G_TYPE_DOUBLE);

  *value = is_number ? (float) json_node_get_double (node) : NAN;
  return isfinite (*value);
}

static gboolean
read_weight (Reader *reader, JsonNode *node, const TdEditPlace *place)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  TdWeightPlace weight = { NULL };
  float value;

  if (object == NULL || json_object_get_size (object) != 4
      || !is_of_type (json_object_get_member (object, "layer"), G_TYPE_STRING)
      || !is_of_type (json_object_get_member (object, "role"), G_TYPE_STRING)
      || !read_value (json_object_get_member (object, "value"), &value))
    return refuse (reader, _("its “weight” must have a “layer”, a “role”, an “index” and a “value”."));
  weight.layer = (char *) json_object_get_string_member (object, "layer");
  weight.role = (char *) json_object_get_string_member (object, "role");
  if (!take_integer (reader, object, "index", -1, MAX_STEP, &weight.index))
    return FALSE;
  reader->last = td_edit_weight (reader->last, place, &weight, value, NAN);
  return TRUE;
}

static gboolean
find_mark (JsonNode *node, TdEditKind *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (marks[i] != NULL && is_of_type (node, G_TYPE_STRING)
        && strcmp (marks[i], json_node_get_string (node)) == 0)
      {
        *kind = i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
read_edit (Reader *reader, JsonNode *node)
{
  g_autoptr (GPtrArray) changes = NULL;
  TdEditKind kind = TD_EDIT_CHANGE;
  TdEditPlace place = { 0 };
  JsonObject *object;
  guint64 box;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return refuse (reader, _("it must be an object in braces."));
  object = json_node_get_object (node);
  if (!take_integer (reader, object, "step", -1, MAX_STEP, &place.step)
      || !take_integer (reader, object, "epoch", -1, MAX_STEP, &place.epoch)
      || !take_integer (reader, object, "box", 0, G_MAXINT32, &box))
    return FALSE;
  if (place.step < reader->last->step || place.epoch < reader->last->epoch)
    return refuse (reader, _("its step or epoch lies before that of the edit before."));
  if (json_object_get_size (object) != 1)
    return refuse (reader, _("it must have “changes”, a “weight” or a “mark”, and nothing unknown."));
  place.box = box;
  if (json_object_has_member (object, "weight"))
    return read_weight (reader, json_object_get_member (object, "weight"), &place);
  if (json_object_has_member (object, "changes"))
    {
      changes = g_ptr_array_new_with_free_func ((GDestroyNotify) td_spec_change_free);
      if (!read_changes (reader, json_object_get_member (object, "changes"), changes))
        return FALSE;
    }
  else if (!find_mark (json_object_get_member (object, "mark"), &kind))
    return refuse (reader, _("its “mark” must be “best” or “go-on”."));
  reader->last = td_edit_append (reader->last, kind, &place, g_steal_pointer (&changes));
  return TRUE;
}

/* Checks the frame; the list of edits, or NULL. */
static JsonArray *
find_edits (JsonNode *root, const char *what, gboolean *from_scratch, GError **error)
{
  g_autoptr (JsonObject) none = json_object_new ();
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : none;
  JsonNode *format = json_object_get_member (object, "format");
  JsonNode *version = json_object_get_member (object, "version");
  JsonNode *scratch = json_object_get_member (object, "from-scratch");
  JsonNode *edits = json_object_get_member (object, "edits");

  if (json_object_get_size (object) != 4 || !is_of_type (format, G_TYPE_STRING)
      || strcmp (json_node_get_string (format), FORMAT) != 0
      || !is_of_type (version, G_TYPE_INT64) || json_node_get_int (version) != VERSION
      || !is_of_type (scratch, G_TYPE_BOOLEAN) || edits == NULL || !JSON_NODE_HOLDS_ARRAY (edits))
    {
      g_set_error (error, TD_PROJECT_ERROR, TD_PROJECT_ERROR_FORMAT,
                   _("%s isn't a list of edits that this version of Tandem knows."), what);
      return NULL;
    }
  *from_scratch = json_node_get_boolean (scratch);
  return json_node_get_array (edits);
}

TdEdit *
td_edits_from_json (TdEdit *start, const char *text, gsize length, const char *what,
                    GError **error)
{
  g_autoptr (JsonNode) root = td_json_parse (text, length, what, error);
  g_auto (TdSpec) project = { NULL };
  Reader reader = { what, 0, start, error };
  JsonArray *edits = NULL;
  gboolean read;

  if (root != NULL)
    edits = find_edits (root, what, &start->start->from_scratch, error);
  read = edits != NULL;
  for (; read && reader.position < json_array_get_length (edits); reader.position++)
    read = read_edit (&reader, json_array_get_element (edits, reader.position));
  if (read && !td_edit_dup_project (reader.last, &project, error))
    read = (g_prefix_error (error, "%s: ", what), FALSE);
  if (!read)
    g_clear_pointer (&reader.last, td_edit_unref);
  return reader.last;
}
