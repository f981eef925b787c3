/* unpack.h — data files inside a project file, and how they get out of it again.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/base/spec.h"
#include "core/data/folder.h"

/* Whether @project names a file that is inside @from. */
gboolean td_project_has_inside (TdSpec *project, const TdFolder *from);

/* Names files on disk instead of those inside @from, and turns data.embed off: the file that was
 * read, if it is still there and still the same; else a file of that name in the folder @place,
 * which must have the same content, or with @may_write is written. On an error @project is as it
 * was. */
gboolean td_project_unpack (TdSpec *project, const TdFolder *from, const char *place,
                            gboolean may_write, GError **error);
