/* folder.h — where the files are that a project names: in its folder, or inside the project file.
 *
 * Files inside are named "data/digits.csv", as the project's paths name them, and go before those
 * on disk. They stay in memory; nothing is ever written to the folder.
 *
 * NULL stands for the current folder with nothing inside.
 *
 * Filled once, then immutable and reference-counted: any thread may read it.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include <gio/gio.h>

typedef struct _TdFolder TdFolder;

TdFolder   *td_folder_new      (const char *path); /* NULL: the current folder */
TdFolder   *td_folder_ref      (TdFolder *self);
void        td_folder_unref    (TdFolder *self);
/* A file inside, before @self is shared. Names are unique. */
void        td_folder_add      (TdFolder *self, const char *name, GBytes *bytes);
/* The same, read from the absolute path @origin; NULL: nobody knows any more. */
void        td_folder_add_from (TdFolder *self, const char *name, GBytes *bytes,
                                const char *origin);
/* All files inside @other that @self has no file of that name for. */
void        td_folder_add_all  (TdFolder *self, const TdFolder *other);

const char *td_folder_get_path (const TdFolder *self); /* NULL: the current folder */
guint       td_folder_n        (const TdFolder *self); /* files inside */
const char *td_folder_name     (const TdFolder *self, guint index);
GBytes     *td_folder_find     (const TdFolder *self, const char *name); /* borrowed, or NULL */
/* Where the file inside was read from, and which one was read from there; NULL: none. Borrowed. */
const char *td_folder_get_origin  (const TdFolder *self, const char *name);
const char *td_folder_find_origin (const TdFolder *self, const char *origin);
/* Where @name is on disk, were it there. */
char       *td_folder_resolve  (const TdFolder *self, const char *name);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TdFolder, td_folder_unref)
