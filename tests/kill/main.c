/* main.c — kills a working Tandem again and again, and looks what is lost. Usage: kill [ROUNDS
 * [SCALE]]
 *
 * At scale 1 all times are a hundredth of the usual ones, at 10 a tenth.
 *
 * Half of the rounds end at a random moment, the others right after a save began. In a quarter of
 * all the worker is calm: next to no edits and saves, whose drafts would keep the training as well.
 * Each round goes on with what the one before left, as a person would.
 *
 * SPDX-License-Identifier: MIT
 */
#include "check.h"
#include "worker.h"
#include "../train/toy-project.h"

#include "core/train/checkpoint.h"

#include <glib/gstdio.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define ROUNDS 50
/* Of the time between drafts of a training, for a slow disk or a busy machine: 6 s of 30. At a
 * hundredth of the usual times they are a hundred times as much; what they took beyond this in a
 * round is granted to it, and the round is counted. After a write that took longer than the time
 * to rest, all that can be said is when the next one ends. */
#define MARGIN 0.2
#define REST (1 / 3.0)
#define REPORT_TIME 0.02 /* seconds between two of them and within the progress they tell */
#define MAX_REPORTS 65536

typedef struct
{
  gint64  time;
  guint64 edit, step;
  gint64  busy_since; /* 0: the disk isn't */
} Report;

/* What a worker said in one round. */
typedef struct
{
  GPid       pid;
  FILE      *lines;
  GArray    *reports; /* Report */
  TdKillFile acknowledged;
  guint      n_saves_begun, n_saved, n_drafts;
} Round;

typedef struct
{
  char   *program;
  guint   scale;
  char   *folder;
  GRand  *rand;
  guint   n_in_save, n_saved, n_drafts, n_from_draft, n_slow;
  GArray *training, *edits, *busy, *silence; /* double, seconds, a round each */
} Kill;

/* The worker */

static void
hear (Round *round, const char *line)
{
  Report report;
  TdKillFile file = { .exists = TRUE };

  if (sscanf (line, "p %" SCNd64 " %" SCNu64 " %" SCNu64 " %" SCNd64, &report.time,
              &report.edit, &report.step, &report.busy_since) == 4)
    g_array_append_val (round->reports, report);
  else if (sscanf (line, "a %" SCNu64 " %" SCNu64, &file.edit, &file.step) == 2)
    {
      round->acknowledged = file;
      round->n_saved++;
    }
  else if (line[0] == 's')
    round->n_saves_begun++;
  else if (line[0] == 'd')
    round->n_drafts++;
  else
    g_error ("the worker says: %s", line);
}

/* One line, or FALSE at the end. */
static gboolean
listen_once (Round *round)
{
  char line[1024];

  if (fgets (line, sizeof line, round->lines) == NULL)
    return FALSE;
  hear (round, line);
  return TRUE;
}

static void
start (Kill *kill_test, Round *round, gboolean calm)
{
  g_autofree char *seed = g_strdup_printf ("%u", g_rand_int (kill_test->rand));
  g_autofree char *scale = g_strdup_printf ("%u", kill_test->scale);
  char *arguments[] = { kill_test->program, (char *) "--worker", kill_test->folder, seed, scale,
                        calm ? (char *) "calm" : (char *) "busy", NULL };
  g_autoptr(GError) error = NULL;
  int output;

  *round = (Round) { .reports = g_array_new (FALSE, FALSE, sizeof (Report)) };
  g_spawn_async_with_pipes (NULL, arguments, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL,
                            &round->pid, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  round->lines = fdopen (output, "r");
  while (round->reports->len == 0)
    g_assert_true (listen_once (round));
}

/* Reads on until that moment, so that the worker never waits for us. */
static void
wait_for_moment (Kill *kill_test, Round *round)
{
  gint64 end = g_get_monotonic_time () + g_rand_int_range (kill_test->rand, 30, 1000) * 1000
                                             * (gint64) kill_test->scale;

  while (g_get_monotonic_time () < end && round->reports->len < MAX_REPORTS)
    g_assert_true (listen_once (round));
}

static void
wait_for_save (Kill *kill_test, Round *round)
{
  guint wanted = g_rand_int_range (kill_test->rand, 1, 3);

  while (round->n_saves_begun < wanted)
    g_assert_true (listen_once (round));
  g_usleep (g_rand_int_range (kill_test->rand, 0, 15000));
}

static void
end (Round *round)
{
  int status;

  kill (round->pid, SIGKILL);
  while (listen_once (round))
    continue;
  fclose (round->lines);
  g_assert_cmpint (waitpid (round->pid, &status, 0), ==, round->pid);
  g_assert_true (WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL);
}

/* What is lost */

static guint64
edit_of (const Report *report)
{
  return report->edit;
}

static guint64
step_of (const Report *report)
{
  return report->step;
}

/* Seconds from the last report of no more than is @kept to the last one: not less than is lost. */
static double
lost_since (const Round *round, guint64 kept, guint64 (*what) (const Report *))
{
  const Report *reports = (const Report *) round->reports->data;
  guint last = round->reports->len - 1;

  for (guint i = 0; i <= last; i++)
    if (what (&reports[i]) > kept)
      return 1e-6 * (reports[last].time - reports[i > 0 ? i - 1 : 0].time);
  return 0;
}

/* The longest that the disk was busy without a pause. */
static double
longest_write (const Round *round)
{
  const Report *reports = (const Report *) round->reports->data;
  gint64 longest = 0;

  for (guint i = 0; i < round->reports->len; i++)
    if (reports[i].busy_since != 0)
      longest = MAX (longest, reports[i].time - reports[i].busy_since);
  return 1e-6 * longest;
}

/* Seconds that what was being written at the end had taken so far. */
static double
busy_time (const Round *round)
{
  const Report *last = &g_array_index (round->reports, Report, round->reports->len - 1);

  return last->busy_since != 0 ? 1e-6 * (last->time - last->busy_since) : 0;
}

/* The longest time between two reports. */
static double
silence_time (const Round *round)
{
  const Report *reports = (const Report *) round->reports->data;
  gint64 longest = 0;

  for (guint i = 1; i < round->reports->len; i++)
    longest = MAX (longest, reports[i].time - reports[i - 1].time);
  return 1e-6 * longest;
}

/* Training goes back no further than the interval, edits no further than their delay and two
 * writes: one may have begun just before the edit. */
static void
check_bounds (Kill *kill_test, const Round *round, double training, double edits)
{
  double interval = TD_KILL_WHILE_TRAINING * kill_test->scale;
  double delay = TD_KILL_AFTER_EDIT * kill_test->scale;
  double write = longest_write (round), silence = silence_time (round);
  double excess = MAX (write + silence - MARGIN * interval, 0);
  double slow = 2 * write + REST * interval + silence;

  kill_test->n_slow += excess > 0;
  g_assert_cmpfloat (training, <=, MAX (interval + excess, slow));
  g_assert_cmpfloat (edits, <=, delay + 2 * write + silence + REPORT_TIME);
}

static void
check (Kill *kill_test, const Round *round)
{
  TdKillFile file = td_kill_check_file (kill_test->folder);
  TdKillFile draft = td_kill_check_draft (kill_test->folder);
  double training = lost_since (round, MAX (file.step, draft.step), step_of);
  double edits = lost_since (round, MAX (file.edit, draft.edit), edit_of);
  double busy = busy_time (round), silence = silence_time (round);

  g_assert_cmpuint (file.edit, >=, round->acknowledged.edit);
  g_assert_cmpuint (file.step, >=, round->acknowledged.step);
  check_bounds (kill_test, round, training, edits);
  g_array_append_val (kill_test->training, training);
  g_array_append_val (kill_test->edits, edits);
  g_array_append_val (kill_test->busy, busy);
  g_array_append_val (kill_test->silence, silence);
  kill_test->n_saved += round->n_saved;
  kill_test->n_drafts += round->n_drafts;
  kill_test->n_in_save += round->n_saves_begun > round->n_saved;
  kill_test->n_from_draft += draft.exists;
}

static void
play (Kill *kill_test, guint index)
{
  Round round;

  start (kill_test, &round, index % 4 == 0);
  if (index % 2 == 0)
    wait_for_moment (kill_test, &round);
  else
    wait_for_save (kill_test, &round);
  end (&round);
  check (kill_test, &round);
  g_array_unref (round.reports);
}

/* Figures */

static int
compare (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static void
tell_seconds (const char *what, GArray *seconds)
{
  const double *values = (const double *) seconds->data;

  g_array_sort (seconds, compare);
  g_test_message ("%s: median %.3f s, 99 %% below %.3f s, most %.3f s", what,
                  values[seconds->len / 2], values[seconds->len * 99 / 100],
                  values[seconds->len - 1]);
}

static void
tell (Kill *kill_test)
{
  g_test_message ("%u kills, %u of them during a save; %u saves acknowledged, %u drafts written; "
                  "%u times there was a draft to go on with; %u rounds with more than %.2f s for "
                  "a write and a pause; %u temporary files left",
                  kill_test->edits->len, kill_test->n_in_save, kill_test->n_saved,
                  kill_test->n_drafts, kill_test->n_from_draft, kill_test->n_slow,
                  MARGIN * TD_KILL_WHILE_TRAINING * kill_test->scale,
                  td_kill_count_litter (kill_test->folder));
  tell_seconds ("training lost", kill_test->training);
  tell_seconds ("edits lost", kill_test->edits);
  tell_seconds ("writing when killed, for", kill_test->busy);
  tell_seconds ("longest time that the worker didn't get to run", kill_test->silence);
}

/* Set-up */

static void
make_project (const char *folder)
{
  /* Small batches: few epochs, so that the curves of a thousand rounds stay small. */
  const char *settings[]
    = { "name=" TD_KILL_EDIT "0", "training.epochs=0", "training.batch-size=2", NULL };
  g_autofree char *path = g_build_filename (folder, TD_KILL_FILE, NULL);
  g_auto(TdSpec) project = { 0 };
  g_autoptr(GError) error = NULL;

  toy_project (&project, settings);
  td_checkpoint_save (path, &project, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
remove_drafts (const char *folder)
{
  g_autofree char *place = g_build_filename (folder, TD_KILL_DRAFTS, NULL);

  toy_folder_remove (g_steal_pointer (&place));
}

static guint
number_of (const char *const *arguments, guint index, guint fallback)
{
  if (g_strv_length ((char **) arguments) <= index)
    return fallback;
  return (guint) g_ascii_strtoull (arguments[index], NULL, 10);
}

static void
test_kill (gconstpointer data)
{
  const char *const *arguments = data;
  guint rounds = number_of (arguments, 1, ROUNDS);
  Kill kill_test = {
    .program = g_canonicalize_filename (arguments[0], NULL),
    .folder = toy_folder_new (200),
    .scale = number_of (arguments, 2, 1),
    .rand = g_rand_new_with_seed (rounds),
    .training = g_array_new (FALSE, FALSE, sizeof (double)),
    .edits = g_array_new (FALSE, FALSE, sizeof (double)),
    .busy = g_array_new (FALSE, FALSE, sizeof (double)),
    .silence = g_array_new (FALSE, FALSE, sizeof (double)),
  };

  make_project (kill_test.folder);
  for (guint i = 0; i < rounds; i++)
    {
      play (&kill_test, i);
      if ((i + 1) % 100 == 0)
        g_test_message ("%u rounds", i + 1);
    }
  tell (&kill_test);
  remove_drafts (kill_test.folder);
  toy_folder_remove (kill_test.folder);
  g_array_unref (kill_test.training);
  g_array_unref (kill_test.edits);
  g_array_unref (kill_test.busy);
  g_array_unref (kill_test.silence);
  g_rand_free (kill_test.rand);
  g_free (kill_test.program);
}

int
main (int argc, char **argv)
{
  if (argc == 6 && strcmp (argv[1], "--worker") == 0)
    return td_kill_worker_run (argv[2], (guint32) g_ascii_strtoull (argv[3], NULL, 10),
                               atoi (argv[4]), strcmp (argv[5], "calm") == 0);
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/kill/nothing-saved-is-lost", argv, test_kill);
  return g_test_run ();
}
