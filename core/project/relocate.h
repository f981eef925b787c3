/* relocate.h — keeps a project's data files within reach when it is saved in another folder.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/base/spec.h"

/* Rewrites every relative file name in @project, which is relative to the folder of @from, for a
 * project file at @to: relative where the file lies beside or below @to, so that the folder may be
 * moved as a whole; absolute where it lies elsewhere. */
void td_project_relocate (TdSpec *project, const char *from, const char *to);
