/* structure.h — edits of a network's layers in the document, by id.
 *
 * Knows nothing of widgets. Each call is one change, or two in a row, of the project's lists;
 * layers keep their id wherever they go, and with it their weights.
 *
 * Main thread only.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/project/project.h"

/* A gap between layers. */
typedef struct
{
  const char *task;     /* whose head; NULL: the trunk */
  guint       position; /* before the layer that stands there; the length: at the end */
} TdGap;

/* The trunk's layers, or a head's; NULL: there is no such task. Borrowed. */
TdConfigList *td_structure_list   (TdProject *project, const char *task);
/* The layer, and the gap before it; NULL: there is none. Borrowed. */
TdConfig     *td_structure_find   (TdProject *project, const char *layer, TdGap *gap);
/* A layer or a task. Borrowed. */
TdConfig     *td_structure_find_any (TdProject *project, const char *id);
/* A layer with default options. Returns its id; NULL, and nothing done, when there is no such
 * gap. */
char         *td_structure_insert (TdProject *project, const TdGap *gap, const TdKind *kind);
/* The same for layers inside a layer: @list is one that td_structure_inner() found. */
char         *td_structure_insert_into (TdProject *project, TdConfigList *list, guint position,
                                        const TdKind *kind);
/* The layers that @layer holds; NULL: its kind holds none. Borrowed. */
TdConfigList *td_structure_inner  (TdConfig *layer);
/* Whether there are layers in the trunk and all of them are locked; locks or unlocks all of
 * them. */
gboolean      td_structure_trunk_is_locked (TdProject *project);
void          td_structure_lock_trunk      (TdProject *project, gboolean locked);
/* FALSE, and nothing done: there is no such layer or gap, or it stands there already. */
gboolean      td_structure_remove (TdProject *project, const char *layer);
gboolean      td_structure_move   (TdProject *project, const char *layer, const TdGap *gap);
