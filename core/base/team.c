/* team.c — workers that meet at gates: spin a little, then sleep.
 *
 * Steps of small networks take tens of microseconds, so a wake-up from a condition (measured: 30
 * microseconds more per step) would eat what a second worker gains. The spin is short enough not
 * to matter when nothing comes; with more workers than processors there is none.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/base/team.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

#define SPINS 2000
#define CACHE_LINE 64

/* A number that only grows; whoever waits for it to change sleeps on the condition. */
typedef struct
{
  _Alignas (CACHE_LINE) atomic_uint count;
  atomic_uint     n_sleepers;
  pthread_mutex_t mutex;
  pthread_cond_t  changed;
} Gate;

typedef struct
{
  Gate      start;
  TdTeam   *team;
  pthread_t thread;
  guint     number;
} Worker;

struct _TdTeam
{
  Gate        meeting;   /* advances when all of a run have arrived */
  atomic_uint n_arrived;
  guint       n_workers; /* of the current run */
  guint       size;
  guint       spins;
  TdTeamFunc  function;  /* NULL: quit */
  gpointer    data;
  Worker     *workers;   /* [0] is the caller and unused */
};

static void
relax (void)
{
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause ();
#endif
}

static void
gate_init (Gate *gate)
{
  atomic_init (&gate->count, 0);
  atomic_init (&gate->n_sleepers, 0);
  pthread_mutex_init (&gate->mutex, NULL);
  pthread_cond_init (&gate->changed, NULL);
}

static void
gate_clear (Gate *gate)
{
  pthread_mutex_destroy (&gate->mutex);
  pthread_cond_destroy (&gate->changed);
}

/* The sleeper counts itself before it looks at the count, the other side advances before it looks
 * for sleepers, and both are sequentially consistent: so one of them sees the other. */
static void
gate_wait (Gate *gate,
           guint seen,
           guint spins)
{
  for (guint i = 0; i < spins; i++)
    {
      if (atomic_load_explicit (&gate->count, memory_order_acquire) != seen)
        return;
      relax ();
    }

  pthread_mutex_lock (&gate->mutex);
  atomic_fetch_add (&gate->n_sleepers, 1);
  while (atomic_load (&gate->count) == seen)
    pthread_cond_wait (&gate->changed, &gate->mutex);
  atomic_fetch_sub (&gate->n_sleepers, 1);
  pthread_mutex_unlock (&gate->mutex);
}

static void
gate_advance (Gate *gate)
{
  atomic_fetch_add (&gate->count, 1);
  if (atomic_load (&gate->n_sleepers) == 0)
    return;
  pthread_mutex_lock (&gate->mutex);
  pthread_cond_broadcast (&gate->changed);
  pthread_mutex_unlock (&gate->mutex);
}

/* TRUE for the last one, who has opened the gate. Once a worker is counted, the caller may already
 * prepare the next run, so everything of this one is read before. */
static gboolean
arrive (TdTeam *self)
{
  guint n_workers = self->n_workers;

  if (atomic_fetch_add (&self->n_arrived, 1) + 1 < n_workers)
    return FALSE;
  atomic_store (&self->n_arrived, 0);
  gate_advance (&self->meeting);
  return TRUE;
}

static void
meet (TdTeam *self)
{
  guint seen = atomic_load (&self->meeting.count);

  if (!arrive (self))
    gate_wait (&self->meeting, seen, self->spins);
}

static void *
work (void *data)
{
  Worker *worker = data;
  TdTeam *self = worker->team;

  for (guint seen = 0;; seen++)
    {
      gate_wait (&worker->start, seen, self->spins);
      if (self->function == NULL)
        return NULL;
      self->function (self->data, worker->number, self->n_workers);
      arrive (self);
    }
}

static gboolean
start_worker (TdTeam *self,
              guint   number)
{
  Worker *worker = &self->workers[number];

  worker->team = self;
  worker->number = number;
  gate_init (&worker->start);
  if (pthread_create (&worker->thread, NULL, work, worker) == 0)
    return TRUE;
  gate_clear (&worker->start);
  return FALSE;
}

TdTeam *
td_team_new (guint n_workers)
{
  TdTeam *self;

  g_return_val_if_fail (n_workers >= 1, NULL);

  self = g_aligned_alloc0 (1, sizeof (TdTeam), CACHE_LINE);
  gate_init (&self->meeting);
  atomic_init (&self->n_arrived, 0);
  self->n_workers = 1;
  self->spins = n_workers <= td_n_processors () ? SPINS : 0;
  self->workers = g_aligned_alloc0 (n_workers, sizeof (Worker), CACHE_LINE);
  self->size = 1;
  while (self->size < n_workers && start_worker (self, self->size))
    self->size++;
  return self;
}

void
td_team_free (TdTeam *self)
{
  if (self == NULL)
    return;
  self->function = NULL;
  for (guint i = 1; i < self->size; i++)
    gate_advance (&self->workers[i].start);
  for (guint i = 1; i < self->size; i++)
    {
      pthread_join (self->workers[i].thread, NULL);
      gate_clear (&self->workers[i].start);
    }
  gate_clear (&self->meeting);
  g_aligned_free (self->workers);
  g_aligned_free (self);
}

guint
td_team_size (const TdTeam *self)
{
  return self->size;
}

void
td_team_run (TdTeam    *self,
             guint      n_workers,
             TdTeamFunc function,
             gpointer   data)
{
  g_return_if_fail (self != NULL && function != NULL);
  g_return_if_fail (n_workers >= 1 && n_workers <= self->size);

  self->n_workers = n_workers;
  if (n_workers == 1)
    {
      function (data, 0, 1);
      return;
    }
  self->function = function;
  self->data = data;
  for (guint i = 1; i < n_workers; i++)
    gate_advance (&self->workers[i].start);
  function (data, 0, n_workers);
  meet (self);
}

void
td_team_barrier (TdTeam *self)
{
  if (self->n_workers > 1)
    meet (self);
}

static atomic_uint most_processors; /* 0: no limit */

static guint
count_processors (void)
{
  cpu_set_t allowed;

  if (sched_getaffinity (0, sizeof allowed, &allowed) == 0 && CPU_COUNT (&allowed) > 0)
    return (guint) CPU_COUNT (&allowed);
  return g_get_num_processors ();
}

guint
td_n_processors (void)
{
  guint n = count_processors (), most = atomic_load (&most_processors);

  return most > 0 ? MIN (n, most) : n;
}

void
td_limit_processors (guint most)
{
  atomic_store (&most_processors, most);
}
