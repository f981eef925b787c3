/* draft-record.h — what is known of a draft beside the project itself: "<id>.ini".
 *
 * A key file with one group, [draft]; file names are URIs, since they need not be text.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/train/drafts.h"

gboolean td_draft_record_write (const char *path, const TdDraftInfo *info, GError **error);
/* Always fills @info; what is wrong with the record becomes info->problem. */
void     td_draft_record_read  (const char *path, TdDraftInfo *info);
