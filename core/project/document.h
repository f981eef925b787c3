/* document.h — project.json: text to spec and back.
 *
 * A spec that came from here is complete: every task and layer has a unique id, every task a name
 * and a colour. Any thread.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/project/settings.h"

#define TD_PROJECT_ERROR (td_project_error_quark ())
GQuark td_project_error_quark (void);

typedef enum
{
  TD_PROJECT_ERROR_FORMAT, /* not a project, or of a newer version */
  TD_PROJECT_ERROR_VALUE,  /* well-formed, but makes no sense */
} TdProjectError;

/* @what names the file in messages, and its base name the project that has no name. */
gboolean td_document_parse (const char *text, gsize length, const char *what, TdSpec *project,
                            GError **error);
char    *td_document_write (const TdSpec *project, gsize *length); /* pretty, every option */

/* Fills in ids, names and colours that are empty; after edits by path too. */
void     td_document_complete (TdSpec *project);
/* What tables can't say: unique ids, unique task names <= 100 characters, targets that aren't
 * listed twice, a known monitor, fractions. */
gboolean td_document_check    (const TdSpec *project, GError **error);

/* An id that no task or layer of @project has: prefix and number. */
char    *td_document_new_id   (const TdSpec *project, const char *prefix);
