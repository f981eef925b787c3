/* fuzz.h — what the fuzz targets share: a file in memory, and what every loader owes its caller.
 *
 * A target is a program with LLVMFuzzerTestOneInput(), linked with libFuzzer. It fails by a
 * sanitizer's report, a failed assertion, or a GLib warning or critical.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/project/document.h"

#include <glib.h>

int LLVMFuzzerInitialize (int *argc, char ***argv);
int LLVMFuzzerTestOneInput (const guint8 *data, size_t size);

/* Puts the bytes into the one file there is, which has no name on disk; returns its path. */
const char *fuzz_file (const guint8 *data, gsize size);

/* A refusal has a message that can be shown, success has none. Frees @error. */
void fuzz_check (gboolean loaded, GError *error);

/* Asserts that both are equal and frees them. */
void fuzz_check_same (char *once, char *twice);

/* A project with every kind of task and names that CSV has to quote. */
void fuzz_project (TdSpec *project);
