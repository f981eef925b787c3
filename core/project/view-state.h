/* view-state.h — how somebody left the window of a project: view.json.
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

typedef struct _TdView TdViewState;

TdViewState *td_view_state_new  (void);
TdViewState *td_view_state_copy (const TdViewState *self);
void         td_view_state_free (TdViewState *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TdViewState, td_view_state_free)

/* From text that may be anything; NULL text: an empty view. */
TdViewState *td_view_state_parse (const char *text, gsize length);
/* Names in the order of their bytes, so that equal views are equal files. */
char        *td_view_state_write (const TdViewState *self, gsize *length);
guint        td_view_state_n     (const TdViewState *self);

/* Of kebab-case names of at most 64 bytes. More than 256 values, texts of more than 256 bytes, and
 * numbers that aren't finite are left out. */
void td_view_state_set_boolean (TdViewState *self, const char *name, gboolean value);
void td_view_state_set_number  (TdViewState *self, const char *name, double value);
void td_view_state_set_text    (TdViewState *self, const char *name, const char *value);

/* FALSE: there is no such value, or none of that type, or none in that range; *value stays. */
gboolean    td_view_state_get_boolean (const TdViewState *self, const char *name, gboolean *value);
gboolean    td_view_state_get_number  (const TdViewState *self, const char *name, double minimum,
                                       double maximum, double *value);
const char *td_view_state_get_text    (const TdViewState *self, const char *name); /* NULL: none */
