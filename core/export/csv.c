/* csv.c — the curves of the run as a table, as `train --log` writes them.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/export/export.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static GBytes *
make (const TdCheckpoint *file,
      const char         *name,
      GError            **error)
{
  char *csv;

  if (file->history == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                   _("%s holds no curves yet; train it with “tandem-cli train … -o OUT.tandem” and "
                     "export OUT.tandem."), name);
      return NULL;
    }
  csv = td_history_to_csv (file->history, &file->project);
  return g_bytes_new_take (csv, strlen (csv));
}

extern const TdExportFormat td_export_csv;

const TdExportFormat td_export_csv = {
  .id = "csv",
  .ending = ".csv",
  .make = make,
};
