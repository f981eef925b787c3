/* view-state.c — a table of values, to JSON and back.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/project/view-state.h"

#include "core/base/json.h"

#include <math.h>
#include <string.h>

#define MAX_BYTES (64 * 1024)
#define MAX_VALUES 256
#define MAX_NAME 64 /* bytes */
#define MAX_TEXT 256 /* bytes */

typedef enum { BOOLEAN, NUMBER, TEXT } Type;

typedef struct
{
  Type   type;
  double number; /* BOOLEAN, NUMBER */
  char  *text;   /* TEXT */
} Value;

struct _TdView
{
  GHashTable *values; /* name → Value */
};

static void
value_free (gpointer data)
{
  Value *value = data;

  g_free (value->text);
  g_free (value);
}

static gboolean
is_name (const char *name)
{
  gsize length = strlen (name);

  return length > 0 && length <= MAX_NAME
         && strspn (name, "abcdefghijklmnopqrstuvwxyz0123456789-") == length;
}

static void
set (TdViewState *self, const char *name, const Value *value)
{
  Value *copy;

  if (!is_name (name) || (g_hash_table_size (self->values) >= MAX_VALUES
                          && !g_hash_table_contains (self->values, name)))
    return;
  copy = g_memdup2 (value, sizeof *value);
  copy->text = g_strdup (value->text);
  g_hash_table_replace (self->values, g_strdup (name), copy);
}

static const Value *
find (const TdViewState *self, const char *name, Type type)
{
  const Value *value = g_hash_table_lookup (self->values, name);

  return value != NULL && value->type == type ? value : NULL;
}

TdViewState *
td_view_state_new (void)
{
  TdViewState *self = g_new0 (TdViewState, 1);

  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, value_free);
  return self;
}

TdViewState *
td_view_state_copy (const TdViewState *self)
{
  TdViewState *copy = td_view_state_new ();
  GHashTableIter iterator;
  gpointer name, value;

  g_hash_table_iter_init (&iterator, self->values);
  while (g_hash_table_iter_next (&iterator, &name, &value))
    set (copy, name, value);
  return copy;
}

void
td_view_state_free (TdViewState *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->values);
  g_free (self);
}

static void
parse_cb (JsonObject *object, const char *name, JsonNode *node, gpointer user_data)
{
  GType type = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;

  if (type == G_TYPE_BOOLEAN)
    td_view_state_set_boolean (user_data, name, json_node_get_boolean (node));
  else if (type == G_TYPE_INT64 || type == G_TYPE_DOUBLE)
    td_view_state_set_number (user_data, name, json_node_get_double (node));
  else if (type == G_TYPE_STRING)
    td_view_state_set_text (user_data, name, json_node_get_string (node));
}

TdViewState *
td_view_state_parse (const char *text, gsize length)
{
  TdViewState *self = td_view_state_new ();
  g_autoptr(JsonNode) node = NULL;

  if (text == NULL || length > MAX_BYTES)
    return self;
  node = td_json_parse (text, length, "view.json", NULL);
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    json_object_foreach_member (json_node_get_object (node), parse_cb, self);
  return self;
}

static void
write_value (const Value *value, TdJsonWriter *writer)
{
  if (value->type == TEXT)
    td_json_writer_text (writer, value->text);
  else if (value->type == BOOLEAN)
    td_json_writer_boolean (writer, value->number != 0);
  else
    td_json_writer_number (writer, value->number);
}

char *
td_view_state_write (const TdViewState *self, gsize *length)
{
  g_autoptr(GList) names = g_list_sort (g_hash_table_get_keys (self->values),
                                        (GCompareFunc) strcmp);
  TdJsonWriter *writer = td_json_writer_new (TRUE);

  td_json_writer_begin_object (writer);
  for (GList *i = names; i != NULL; i = i->next)
    {
      td_json_writer_name (writer, i->data);
      write_value (g_hash_table_lookup (self->values, i->data), writer);
    }
  td_json_writer_end_object (writer);
  return td_json_writer_finish (writer, length);
}

guint
td_view_state_n (const TdViewState *self)
{
  return g_hash_table_size (self->values);
}

void
td_view_state_set_boolean (TdViewState *self, const char *name, gboolean value)
{
  set (self, name, &(Value) { .type = BOOLEAN, .number = value != FALSE });
}

void
td_view_state_set_number (TdViewState *self, const char *name, double value)
{
  if (isfinite (value))
    set (self, name, &(Value) { .type = NUMBER, .number = value });
}

void
td_view_state_set_text (TdViewState *self, const char *name, const char *value)
{
  if (strlen (value) <= MAX_TEXT && g_utf8_validate (value, -1, NULL))
    set (self, name, &(Value) { .type = TEXT, .text = (char *) value });
}

gboolean
td_view_state_get_boolean (const TdViewState *self, const char *name, gboolean *value)
{
  const Value *found = find (self, name, BOOLEAN);

  if (found == NULL)
    return FALSE;
  *value = found->number != 0;
  return TRUE;
}

gboolean
td_view_state_get_number (const TdViewState *self, const char *name, double minimum, double maximum,
                    double *value)
{
  const Value *found = find (self, name, NUMBER);

  if (found == NULL || found->number < minimum || found->number > maximum)
    return FALSE;
  *value = found->number;
  return TRUE;
}

const char *
td_view_state_get_text (const TdViewState *self, const char *name)
{
  const Value *found = find (self, name, TEXT);

  return found != NULL ? found->text : NULL;
}
