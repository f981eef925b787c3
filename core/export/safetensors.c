/* safetensors.c — the weights, with the names, shapes and row order that PyTorch uses.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/export/export.h"

#include <glib/gi18n-lib.h>

static GBytes *
make (const TdCheckpoint *file,
      const char         *name,
      GError            **error)
{
  if (file->weights != NULL)
    return td_array_set_to_bytes (file->weights);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
               _("%s holds no weights yet; train it with “tandem-cli train … -o OUT.tandem” and "
                 "export OUT.tandem."), name);
  return NULL;
}

extern const TdExportFormat td_export_safetensors;

const TdExportFormat td_export_safetensors = {
  .id = "safetensors",
  .ending = ".safetensors",
  .make = make,
};
