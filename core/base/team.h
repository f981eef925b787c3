/* team.h — a fixed set of worker threads that run the same function side by side.
 *
 * The caller is worker 0; the others sleep between runs after a short spin. Work is to be divided
 * so that results don't depend on the number of workers: cut it into parts whose number depends
 * on the problem alone, and let worker w take parts w, w + n, w + 2n, …
 *
 * Only the thread that made a team may run it. Only pthread primitives and C11 atomics are used,
 * so ThreadSanitizer sees everything.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include <glib.h>

typedef struct _TdTeam TdTeam;
typedef void (*TdTeamFunc) (gpointer data, guint worker, guint n_workers);

TdTeam *td_team_new  (guint n_workers); /* at least 1 */
void    td_team_free (TdTeam *self);
guint   td_team_size (const TdTeam *self);

/* Runs @function on the first @n_workers workers and returns when all are done. */
void td_team_run     (TdTeam *self, guint n_workers, TdTeamFunc function, gpointer data);

/* Inside a run: waits until every worker of this run is here. Writes before are seen after. */
void td_team_barrier (TdTeam *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TdTeam, td_team_free)

/* Processors this process may use, at least 1. */
guint td_n_processors     (void);
/* From now on td_n_processors() answers no more than @most; 0: no limit. Any thread. */
void  td_limit_processors (guint most);
