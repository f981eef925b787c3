/* json-writer.c — writes JSON as it is told, checking that the calls make sense.
 *
 * Members of objects, and objects and arrays within arrays, get a line of their own; plain values
 * within an array share one.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/base/json.h"

typedef struct
{
  gboolean is_object;
  gboolean is_empty;
  gboolean is_broken; /* an element stands on a line of its own, so the end does too */
} Level;

struct _TdJsonWriter
{
  GString *text;
  gboolean pretty;
  gboolean has_name; /* a member's name is written, its value is due */
  gboolean is_done;
  guint    depth;
  Level    levels[TD_JSON_MAX_DEPTH];
};

static void
new_line (TdJsonWriter *self)
{
  g_string_append_c (self->text, '\n');
  for (guint i = 0; i < self->depth; i++)
    g_string_append (self->text, "  ");
}

/* Writes what stands between the element before and the next one. */
static void
separate (TdJsonWriter *self,
          Level        *level,
          gboolean      own_line)
{
  if (!level->is_empty)
    g_string_append_c (self->text, ',');
  if (self->pretty && own_line)
    new_line (self);
  else if (!level->is_empty)
    g_string_append_c (self->text, ' ');
  level->is_empty = FALSE;
  level->is_broken |= own_line;
}

static void
begin_value (TdJsonWriter *self,
             gboolean      is_nested)
{
  Level *level = self->depth > 0 ? &self->levels[self->depth - 1] : NULL;

  g_assert (!self->is_done);
  if (level != NULL && level->is_object)
    g_assert (self->has_name);
  else if (level != NULL)
    separate (self, level, is_nested);
  self->has_name = FALSE;
  self->is_done = level == NULL && !is_nested;
}

static void
begin (TdJsonWriter *self,
       gboolean      is_object)
{
  begin_value (self, TRUE);
  g_assert (self->depth < TD_JSON_MAX_DEPTH);
  self->levels[self->depth++] = (Level) { is_object, TRUE, FALSE };
  g_string_append_c (self->text, is_object ? '{' : '[');
}

static void
end (TdJsonWriter *self,
     gboolean      is_object)
{
  const Level *level;

  g_assert (self->depth > 0 && !self->has_name);
  level = &self->levels[--self->depth];
  g_assert (level->is_object == is_object);
  if (self->pretty && level->is_broken)
    new_line (self);
  g_string_append_c (self->text, is_object ? '}' : ']');
  self->is_done = self->depth == 0;
}

static void
append_quoted (GString    *out,
               const char *text)
{
  g_string_append_c (out, '"');
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"' || *p == '\\')
        g_string_append_printf (out, "\\%c", *p);
      else if (*p == '\n')
        g_string_append (out, "\\n");
      else if ((guchar) *p < 0x20)
        g_string_append_printf (out, "\\u%04x", (guint) (guchar) *p);
      else
        g_string_append_c (out, *p);
    }
  g_string_append_c (out, '"');
}

TdJsonWriter *
td_json_writer_new (gboolean pretty)
{
  TdJsonWriter *self = g_new0 (TdJsonWriter, 1);

  self->text = g_string_new (NULL);
  self->pretty = pretty;
  return self;
}

void
td_json_writer_free (TdJsonWriter *self)
{
  if (self == NULL)
    return;
  if (self->text != NULL)
    g_string_free (self->text, TRUE);
  g_free (self);
}

char *
td_json_writer_finish (TdJsonWriter *self,
                       gsize        *length)
{
  GString *text;

  g_return_val_if_fail (self != NULL, NULL);
  g_assert (self->is_done);

  if (self->pretty)
    g_string_append_c (self->text, '\n');
  text = g_steal_pointer (&self->text);
  td_json_writer_free (self);
  if (length != NULL)
    *length = text->len;
  return g_string_free (text, FALSE);
}

void
td_json_writer_begin_object (TdJsonWriter *self)
{
  begin (self, TRUE);
}

void
td_json_writer_end_object (TdJsonWriter *self)
{
  end (self, TRUE);
}

void
td_json_writer_begin_array (TdJsonWriter *self)
{
  begin (self, FALSE);
}

void
td_json_writer_end_array (TdJsonWriter *self)
{
  end (self, FALSE);
}

void
td_json_writer_name (TdJsonWriter *self,
                     const char   *name)
{
  g_assert (self->depth > 0 && self->levels[self->depth - 1].is_object && !self->has_name);
  separate (self, &self->levels[self->depth - 1], TRUE);
  append_quoted (self->text, name);
  g_string_append (self->text, ": ");
  self->has_name = TRUE;
}

void
td_json_writer_number (TdJsonWriter *self,
                       double        value)
{
  g_autofree char *text = td_json_number_to_text (value);

  begin_value (self, FALSE);
  g_string_append (self->text, text);
}

void
td_json_writer_integer (TdJsonWriter *self,
                        gint64        value)
{
  begin_value (self, FALSE);
  g_string_append_printf (self->text, "%" G_GINT64_FORMAT, value);
}

void
td_json_writer_boolean (TdJsonWriter *self,
                        gboolean      value)
{
  begin_value (self, FALSE);
  g_string_append (self->text, value ? "true" : "false");
}

void
td_json_writer_text (TdJsonWriter *self,
                     const char   *value)
{
  begin_value (self, FALSE);
  if (value != NULL)
    append_quoted (self->text, value);
  else
    g_string_append (self->text, "null");
}

void
td_json_writer_null (TdJsonWriter *self)
{
  td_json_writer_text (self, NULL);
}
