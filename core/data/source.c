/* source.c — the list of sources.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/data/source.h"

#include <glib/gi18n-lib.h>

extern const TdSourceKind td_csv_source, td_source_blobs, td_source_circles, td_source_moons,
  td_source_related_tasks, td_source_spirals, td_source_xor, td_idx_source,
  td_npy_source, td_arff_source, td_source_multi_fashion;

static const TdKind *const kinds[] = {
  &td_csv_source.kind,
  &td_arff_source.kind,
  &td_idx_source.kind,
  &td_npy_source.kind,
  &td_source_moons.kind,
  &td_source_circles.kind,
  &td_source_spirals.kind,
  &td_source_xor.kind,
  &td_source_blobs.kind,
  &td_source_related_tasks.kind,
  &td_source_multi_fashion.kind,
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

static gboolean
has_suffix (const TdSourceKind *kind,
            const char         *lower_name)
{
  for (guint i = 0; kind->suffixes != NULL && kind->suffixes[i] != NULL; i++)
    if (g_str_has_suffix (lower_name, kind->suffixes[i]))
      return TRUE;
  return FALSE;
}

const TdKind *
td_source_kind_for_file (const char *path)
{
  g_autofree char *name = g_ascii_strdown (path, -1);
  const TdKind *other = NULL;

  for (guint i = 0; kinds[i] != NULL; i++)
    {
      const TdSourceKind *kind = (const TdSourceKind *) kinds[i];

      if (has_suffix (kind, name))
        return kinds[i];
      if (other == NULL && kind->load_file != NULL && kind->suffixes == NULL)
        other = kinds[i];
    }
  return other;
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

TdTable *
td_source_load_file (const char     *path,
                     const TdFolder *folder,
                     GError        **error)
{
  const TdSourceKind *kind = (const TdSourceKind *) td_source_kind_for_file (path);

  return kind->load_file (path, folder, error);
}
