/* inputs-choose.h — the columns that data.inputs names.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/data/settings.h"
#include "core/data/table.h"

/* TdColumn of @table, borrowed, in the order of td_inputs_fit(): at least one. The split column is
 * treated as a target is. No names at all are the same as "*". */
GPtrArray *td_inputs_choose (const TdTable        *table,
                             const TdDataSettings *settings,
                             const char *const    *targets,
                             GError              **error);
