/* value.h — the value of one option, wherever it is stored: in a spec, a list or a local.
 *
 * Everything that depends on an option's type is behind these functions; specs, configs and paths
 * are built on them. A value pointer is what TdOptionType says: double *, char **, TdSpec * …
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/base/spec.h"

#define TD_VALUE_MAX_TEXT 4096    /* bytes */
#define TD_VALUE_MAX_LIST 100000  /* elements */

/* Room for a value of any type. */
typedef union
{
  double     number;
  gint64     integer;
  gboolean   boolean;
  int        choice;
  char      *text;
  char     **text_list;
  TdNumbers  numbers;
  TdSpec     spec;
  TdSpecList list;
} TdOptionValue;

/* td_value_init() gives the default and td_value_copy() overwrites; neither clears @value first.
 * td_value_take() replaces @value by @from, which is left without content. */
void     td_value_init  (const TdOption *option, gpointer value);
void     td_value_copy  (const TdOption *option, gpointer value, gconstpointer from);
void     td_value_take  (const TdOption *option, gpointer value, gpointer from);
void     td_value_clear (const TdOption *option, gpointer value);
gboolean td_value_equal (const TdOption *option, gconstpointer a, gconstpointer b);

/* JSON. Reading replaces the value only when all of @node is right. @path names the value in
 * messages; @depth counts the specs around it, 1 in the root. */
gboolean td_value_read  (const TdOption *option, gpointer value, JsonNode *node, const char *path,
                         guint depth, GError **error);
void     td_value_write (const TdOption *option, gconstpointer value, TdJsonWriter *writer);

/* Always FALSE: says that the kind at @path has no option @name, and which ones it has. */
gboolean td_value_refuse_option (const TdKind *kind, const char *name, const char *path,
                                 GError **error);

/* Text as a person types it. td_value_parse() makes the JSON that td_value_read() takes; what isn't
 * of the option's type stays a text, which td_value_read() then refuses. */
JsonNode *td_value_parse    (const TdOption *option, const char *text, const char *path,
                             GError **error);
char     *td_value_to_text  (const TdOption *option, gconstpointer value);
