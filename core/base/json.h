/* json.h — strict JSON in, exact JSON out.
 *
 * The nodes are json-glib's, the reader is ours: it refuses what json-glib's would let through
 * (comments, duplicate keys, numbers beyond double range, invalid UTF-8, empty files, nesting
 * deeper than TD_JSON_MAX_DEPTH, more than TD_JSON_MAX_VALUES) and reads every number RFC 8259
 * allows. So is the writer: numbers in the shortest of %.15g, %.16g and %.17g that reads back to
 * the same bits, whatever the locale.
 *
 * Not thread-safe per object; different threads may parse different texts.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include <json-glib/json-glib.h>

#define TD_JSON_MAX_DEPTH  64
#define TD_JSON_MAX_VALUES 2000000 /* json-glib takes up to 300 bytes for one */
#define TD_JSON_ERROR (td_json_error_quark ())
GQuark td_json_error_quark (void);

typedef enum
{
  TD_JSON_ERROR_SYNTAX,
  TD_JSON_ERROR_LIMIT,
} TdJsonError;

/* @length in bytes. The message has line and column and @what ("digits.json"). */
JsonNode *td_json_parse (const char *text, gsize length, const char *what, GError **error);

/* Shortest text that reads back to @value; "null" when it isn't finite. */
char *td_json_number_to_text (double value);

/* Writes indented JSON in the order of the calls. Misuse (a value where a name is due) asserts. */
typedef struct _TdJsonWriter TdJsonWriter;

TdJsonWriter *td_json_writer_new         (gboolean pretty); /* FALSE: one line */
void          td_json_writer_free        (TdJsonWriter *self);
char         *td_json_writer_finish      (TdJsonWriter *self, gsize *length); /* frees @self */
void          td_json_writer_begin_object (TdJsonWriter *self);
void          td_json_writer_end_object   (TdJsonWriter *self);
void          td_json_writer_begin_array  (TdJsonWriter *self);
void          td_json_writer_end_array    (TdJsonWriter *self);
void          td_json_writer_name    (TdJsonWriter *self, const char *name);
void          td_json_writer_number  (TdJsonWriter *self, double value); /* null when not finite */
void          td_json_writer_integer (TdJsonWriter *self, gint64 value);
void          td_json_writer_boolean (TdJsonWriter *self, gboolean value);
void          td_json_writer_text    (TdJsonWriter *self, const char *value); /* NULL: null */
void          td_json_writer_null    (TdJsonWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TdJsonWriter, td_json_writer_free)
