/* relocate.h — keeps a project's data files within reach when it is saved: in another folder, or
 * with them inside.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/base/spec.h"
#include "core/data/folder.h"

/* Rewrites every relative file name in @project, which is relative to the folder of @from, for a
 * project file at @to: relative where the file lies beside or below @to, so that the folder may be
 * moved as a whole; absolute where it lies elsewhere. What may be inside the project file, as it is
 * called data/NAME and isn't on disk, stays. */
void td_project_relocate (TdSpec *project, const char *from, const char *to);

/* The same for a project whose files are found in @from, and with what is to be inside the file at
 * @to: what is inside @from already, and with data.embed every file on disk that can be read. Their
 * names in @project become "data/NAME". What comes back is the folder of the new file; its place
 * inside the archive is td_checkpoint_save_with()'s. Any thread. */
TdFolder *td_project_pack (TdSpec *project, const TdFolder *from, const char *to);
