/* json.c — fuzzes the JSON reader and the project document: what is read is written and read back
 * equal.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/fuzz/fuzz.h"

#include "core/base/json.h"

static void write_node (TdJsonWriter *writer, JsonNode *node);

static void
write_object (TdJsonWriter *writer,
              JsonObject   *object)
{
  JsonObjectIter iterator;
  const char *name;
  JsonNode *value;

  td_json_writer_begin_object (writer);
  json_object_iter_init_ordered (&iterator, object);
  while (json_object_iter_next_ordered (&iterator, &name, &value))
    {
      td_json_writer_name (writer, name);
      write_node (writer, value);
    }
  td_json_writer_end_object (writer);
}

static void
write_array (TdJsonWriter *writer,
             JsonArray    *array)
{
  td_json_writer_begin_array (writer);
  for (guint i = 0; i < json_array_get_length (array); i++)
    write_node (writer, json_array_get_element (array, i));
  td_json_writer_end_array (writer);
}

static void
write_value (TdJsonWriter *writer,
             JsonNode     *node)
{
  GType type = json_node_get_value_type (node);

  if (type == G_TYPE_STRING)
    td_json_writer_text (writer, json_node_get_string (node));
  else if (type == G_TYPE_BOOLEAN)
    td_json_writer_boolean (writer, json_node_get_boolean (node));
  else if (type == G_TYPE_INT64)
    td_json_writer_integer (writer, json_node_get_int (node));
  else
    td_json_writer_number (writer, json_node_get_double (node));
}

static void
write_node (TdJsonWriter *writer,
            JsonNode     *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    write_object (writer, json_node_get_object (node));
  else if (JSON_NODE_HOLDS_ARRAY (node))
    write_array (writer, json_node_get_array (node));
  else if (JSON_NODE_HOLDS_VALUE (node))
    write_value (writer, node);
  else
    td_json_writer_null (writer);
}

static char *
node_to_text (JsonNode *node,
              gsize    *length)
{
  TdJsonWriter *writer = td_json_writer_new (TRUE);

  write_node (writer, node);
  return td_json_writer_finish (writer, length);
}

static void
read_node (const char *text,
           gsize       length)
{
  GError *error = NULL;
  g_autoptr (JsonNode) node = td_json_parse (text, length, "fuzz.json", &error);
  g_autoptr (JsonNode) again = NULL;
  char *once;

  fuzz_check (node != NULL, error);
  if (node == NULL)
    return;
  once = node_to_text (node, &length);
  again = td_json_parse (once, length, "written", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (json_node_get_node_type (node), ==, json_node_get_node_type (again));
  fuzz_check_same (once, node_to_text (again, NULL));
}

static void
read_document (const char *text,
               gsize       length)
{
  g_auto (TdSpec) project = { NULL };
  g_auto (TdSpec) again = { NULL };
  GError *error = NULL;
  char *once;

  if (!td_document_parse (text, length, "fuzz.json", &project, &error))
    {
      g_assert_null (project.kind);
      fuzz_check (FALSE, error);
      return;
    }
  fuzz_check (TRUE, error);
  once = td_document_write (&project, &length);
  td_document_parse (once, length, "written", &again, &error);
  g_assert_no_error (error);
  fuzz_check_same (once, td_document_write (&again, NULL));
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        size_t        size)
{
  read_node ((const char *) data, size);
  read_document ((const char *) data, size);
  return 0;
}
