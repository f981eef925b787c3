/* source.c — the list of sources.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/data/source.h"

#include <glib/gi18n-lib.h>

extern const TdSourceKind td_csv_source;

static const TdKind *const kinds[] = {
  &td_csv_source.kind,
  NULL,
};

const TdFamily td_sources = { "sources", N_("Data source"), kinds, FALSE };

TdTable *
td_source_load (const TdSpec   *spec,
                const TdFolder *folder,
                GError        **error)
{
  const TdSourceKind *kind = (const TdSourceKind *) spec->kind;

  if (kind == NULL)
    {
      g_set_error_literal (error, TD_DATA_ERROR, TD_DATA_ERROR_READ,
                           _("The project names no data; choose a data file."));
      return NULL;
    }
  return kind->load (spec->options, folder, error);
}
