/* relocate.h — keeps a project's data files within reach when it is saved: in another folder, or
 * with them inside.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/base/spec.h"
#include "core/data/folder.h"

/* May replace *name, which may be empty. */
typedef void (*TdFileNameFunc) (char **name, gpointer data);

/* Calls @function for each name of a file in @project or in a part of it. */
void td_project_each_file (TdSpec *project, TdFileNameFunc function, gpointer data);

/* Rewrites every file name in @project, whose files are found in @from, for a project file at @to,
 * and gathers what is to be inside that: what is inside @from already, and with data.embed every
 * file on disk that can be read, as "data/NAME". Other names become relative where the file lies
 * beside or below @to, so that the folder may be moved as a whole; absolute where it lies
 * elsewhere. What comes back is the folder of the new file; its place inside the archive is
 * td_checkpoint_save_parts()'s. Reads files. Any thread. */
TdFolder *td_project_pack (TdSpec *project, const TdFolder *from, const char *to);

/* The same names for another version of the project that td_project_pack() took from @from to @to:
 * edited meanwhile, or to be undone. Reads nothing. Any thread. */
void td_project_follow (TdSpec *project, const TdFolder *from, const TdFolder *to);
