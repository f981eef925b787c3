/* view.h — how somebody left the window of a project: view.json.
 *
 * A few named values, each a boolean, a finite number or a short text. Who shows something names
 * what is worth finding again and keeps it here; names are listed in docs/project-file.md. It is no
 * part of the document: no edit, no undo, no unsaved mark, and nothing of it is needed to open a
 * project. So reading it never fails: what isn't as it should be is left out, one by one, and names
 * that nobody asks for are kept.
 *
 * Not thread-safe; different threads may have different views.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include <glib.h>

typedef struct _TdView TdView;

TdView *td_view_new  (void);
TdView *td_view_copy (const TdView *self);
void    td_view_free (TdView *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TdView, td_view_free)

/* From text that may be anything; NULL text: an empty view. */
TdView *td_view_parse (const char *text, gsize length);
/* Names in the order of their bytes, so that equal views are equal files. */
char   *td_view_write (const TdView *self, gsize *length);
guint   td_view_n     (const TdView *self);

/* Of kebab-case names of at most 64 bytes. More than 256 values, texts of more than 256 bytes, and
 * numbers that aren't finite are left out. */
void td_view_set_boolean (TdView *self, const char *name, gboolean value);
void td_view_set_number  (TdView *self, const char *name, double value);
void td_view_set_text    (TdView *self, const char *name, const char *value);

/* FALSE: there is no such value, or none of that type, or none in that range; *value is untouched. */
gboolean    td_view_get_boolean (const TdView *self, const char *name, gboolean *value);
gboolean    td_view_get_number  (const TdView *self, const char *name, double minimum,
                                 double maximum, double *value);
const char *td_view_get_text    (const TdView *self, const char *name); /* NULL: none */
