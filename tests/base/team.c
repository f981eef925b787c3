/* team.c — tests of the worker team; run them under ThreadSanitizer too.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/base/team.h"

#include "toy.h"

#define N_PARTS 64

typedef struct
{
  TdTeam *team;
  int     cells[N_PARTS];
  int     sums[8];
  guint   n_seen[8];
} Work;

static void
count (gpointer data,
       guint    worker,
       guint    n_workers)
{
  Work *work = data;

  work->n_seen[worker] = n_workers;
  for (guint i = worker; i < N_PARTS; i += n_workers)
    work->cells[i]++;
}

static void
exchange (gpointer data,
          guint    worker,
          guint    n_workers)
{
  Work *work = data;

  for (guint round = 0; round < 20; round++)
    {
      count (data, worker, n_workers);
      td_team_barrier (work->team);
      work->sums[worker] = 0;
      for (guint i = 0; i < N_PARTS; i++)
        work->sums[worker] += work->cells[i];
      td_team_barrier (work->team);
    }
}

static void
test_every_part_is_done_once (void)
{
  for (guint size = 1; size <= 5; size++)
    {
      g_autoptr(TdTeam) team = td_team_new (size);
      Work work = { .team = team };

      g_assert_cmpuint (td_team_size (team), ==, size);
      for (guint run = 1; run <= 200; run++)
        {
          guint n = run % size + 1;

          td_team_run (team, n, count, &work);
          for (guint i = 0; i < N_PARTS; i++)
            g_assert_cmpint (work.cells[i], ==, (int) run);
          for (guint i = 0; i < n; i++)
            g_assert_cmpuint (work.n_seen[i], ==, n);
        }
    }
}

static void
test_barriers_show_what_others_wrote (void)
{
  for (guint size = 1; size <= 5; size++)
    {
      g_autoptr(TdTeam) team = td_team_new (size);
      Work work = { .team = team };

      for (int run = 1; run <= 20; run++)
        {
          td_team_run (team, size, exchange, &work);
          for (guint i = 0; i < size; i++)
            g_assert_cmpint (work.sums[i], ==, N_PARTS * 20 * run);
        }
    }
}

/* Long enough between runs for the workers to have gone to sleep. */
static void
test_sleepers_wake_up (void)
{
  g_autoptr(TdTeam) team = td_team_new (3);
  Work work = { .team = team };

  for (int run = 1; run <= 10; run++)
    {
      g_usleep (3000);
      td_team_run (team, 3, exchange, &work);
      g_assert_cmpint (work.sums[2], ==, N_PARTS * 20 * run);
    }
}

static void
test_unused_teams_end (void)
{
  for (guint i = 0; i < 50; i++)
    td_team_free (td_team_new (4));
  td_team_free (NULL);
}

static void
test_processors (void)
{
  g_assert_cmpuint (td_n_processors (), >=, 1);
  g_assert_cmpuint (td_n_processors (), <=, g_get_num_processors () * 64);
  td_limit_processors (1);
  g_assert_cmpuint (td_n_processors (), ==, 1);
  td_limit_processors (0);
}

void
add_team_tests (void)
{
  g_test_add_func ("/team/every-part-is-done-once", test_every_part_is_done_once);
  g_test_add_func ("/team/barriers-show-what-others-wrote", test_barriers_show_what_others_wrote);
  g_test_add_func ("/team/sleepers-wake-up", test_sleepers_wake_up);
  g_test_add_func ("/team/unused-teams-end", test_unused_teams_end);
  g_test_add_func ("/team/there-is-a-processor", test_processors);
}
