/* value-write.c — options as JSON.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/base/value.h"

static void
write_text_list (const char *const *list,
                 TdJsonWriter      *writer)
{
  td_json_writer_begin_array (writer);
  for (gsize i = 0; list[i] != NULL; i++)
    td_json_writer_text (writer, list[i]);
  td_json_writer_end_array (writer);
}

static void
write_numbers (const TdNumbers *numbers,
               TdJsonWriter    *writer)
{
  td_json_writer_begin_array (writer);
  for (gsize i = 0; i < numbers->n; i++)
    td_json_writer_number (writer, numbers->values[i]);
  td_json_writer_end_array (writer);
}

static void
write_list (const TdSpecList *list,
            const TdFamily   *family,
            TdJsonWriter     *writer)
{
  td_json_writer_begin_array (writer);
  for (gsize i = 0; i < list->n; i++)
    td_spec_write_json (&list->items[i], family, writer);
  td_json_writer_end_array (writer);
}

void
td_value_write (const TdOption *option,
                gconstpointer   value,
                TdJsonWriter   *writer)
{
  switch (option->type)
    {
    case TD_NUMBER:
      return td_json_writer_number (writer, *(const double *) value);
    case TD_INTEGER:
      return td_json_writer_integer (writer, *(const gint64 *) value);
    case TD_BOOLEAN:
      return td_json_writer_boolean (writer, *(const gboolean *) value);
    case TD_CHOICE:
      return td_json_writer_text (writer, option->choices[*(const int *) value]);
    case TD_TEXT:
      return td_json_writer_text (writer, *(char *const *) value);
    case TD_TEXT_LIST:
      return write_text_list (*(const char *const *const *) value, writer);
    case TD_NUMBER_LIST:
      return write_numbers (value, writer);
    case TD_KIND:
      return td_spec_write_json (value, option->family, writer);
    case TD_KIND_LIST:
      return write_list (value, option->family, writer);
    }
  g_assert_not_reached ();
}

void
td_spec_write_json (const TdSpec   *self,
                    const TdFamily *family,
                    TdJsonWriter   *writer)
{
  if (self->kind == NULL)
    {
      td_json_writer_null (writer);
      return;
    }
  td_json_writer_begin_object (writer);
  if (!family->record)
    {
      td_json_writer_name (writer, "kind");
      td_json_writer_text (writer, self->kind->id);
    }
  for (guint i = 0; i < td_kind_n_options (self->kind); i++)
    {
      const TdOption *option = &self->kind->options[i];

      td_json_writer_name (writer, option->name);
      td_value_write (option, td_spec_value (self, option), writer);
    }
  td_json_writer_end_object (writer);
}
