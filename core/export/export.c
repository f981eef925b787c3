/* export.c — the list of formats.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/export/export.h"

#include <string.h>

extern const TdExportFormat td_export_safetensors, td_export_csv;

static const TdExportFormat *const formats[] = { &td_export_safetensors, &td_export_csv, NULL };

const TdExportFormat *const *
td_export_formats (void)
{
  return formats;
}

const TdExportFormat *
td_export_format_find (const char *id)
{
  for (guint i = 0; formats[i] != NULL; i++)
    if (strcmp (formats[i]->id, id) == 0)
      return formats[i];
  return NULL;
}

char *
td_export_dup_ids (void)
{
  GString *ids = g_string_new (formats[0]->id);

  for (guint i = 1; formats[i] != NULL; i++)
    g_string_append_printf (ids, ", %s", formats[i]->id);
  return g_string_free (ids, FALSE);
}
