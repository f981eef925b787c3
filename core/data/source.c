/* source.c — the list of sources.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/data/source.h"

#include <glib/gi18n-lib.h>

extern const TdSourceKind td_csv_source, td_source_blobs, td_source_circles, td_source_moons,
  td_source_related_tasks, td_source_spirals, td_source_xor;

static const TdKind *const kinds[] = {
  &td_csv_source.kind,
  &td_source_moons.kind,
  &td_source_circles.kind,
  &td_source_spirals.kind,
  &td_source_xor.kind,
  &td_source_blobs.kind,
  &td_source_related_tasks.kind,
  NULL,
};

const TdFamily td_sources = { "sources", N_("Data source"), kinds, FALSE };

const TdOption *
td_source_file_option (const TdKind *kind)
{
  for (guint i = 0; i < td_kind_n_options (kind); i++)
    if (kind->options[i].file)
      return &kind->options[i];
  return NULL;
}

const TdKind *
td_source_file_kind (void)
{
  guint i = 0;

  while (kinds[i] != NULL && td_source_file_option (kinds[i]) == NULL)
    i++;
  return kinds[i];
}

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
