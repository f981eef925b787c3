/* document-ids.h — the ids of tasks and layers: what keeps weights, selection and undo through
 * edits.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/project/document.h"

/* Ids are unique and made of letters, digits, "-" and "_"; empty ones pass. */
gboolean td_document_check_ids    (const TdSpec *project, GError **error);
/* Gives t1, l1, h1 … by position to those that are empty. */
void     td_document_complete_ids (TdSpec *project);
