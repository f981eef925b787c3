/* session-drafts.c — when an open document is written to its draft.
 *
 * There is one timer, for the earliest of the reasons to write. What is in no file and no draft is
 * known by two numbers: how many edits there were, and the step of the run.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/session-drafts.h"

#include "ui/preferences.h"

/* While training: as the preferences say. */
static const TdDraftTiming usual = { .after_edit = 3, .seeing = 1 };

/* Shares of the time between drafts while training. */
#define MARGIN 0.2        /* for timers, and writes slower than the ones before */
#define REST (1 / 3.0)    /* at least, from the end of a write to the next one */
#define FORGET 0.9        /* of what the slowest write counts, with each one that is faster */

struct _TdSessionDrafts
{
  TdSession    *session; /* whose this is */
  TdSaver      *saver;   /* its */
  TdDraft      *draft;
  TdDraftTiming timing;
  gboolean      usual;   /* the preferences count */
  guint         source;  /* at @due; 0: nothing is due */
  gint64        due;     /* times are of the monotonic clock; 0: never */
  gint64        edit_due;
  gint64        not_before; /* after a draft that couldn't be written */
  guint         seeing;  /* source */
  guint64       n_edits; /* the newest that a file or the draft holds */
  guint64       step;
  gint64        taken;   /* when it was as that holds it */
  gint64        trained; /* when training began last */
  gint64        ended;   /* when the draft was written */
  double        slowest; /* seconds from taking a draft to the end of writing it */
  gint64        began;   /* the draft that is being written; 0: none is */
};

static gboolean due_cb (gpointer user_data);

static gint64
after (gint64 time, double seconds)
{
  return time + (gint64) (seconds * G_USEC_PER_SEC);
}

static double
while_training (TdSessionDrafts *self)
{
  return self->usual ? td_config_get_number (td_preferences_get (), "draft-interval")
                     : self->timing.while_training;
}

static gboolean
is_wanted (TdSessionDrafts *self)
{
  return !self->usual || td_config_get_number (td_preferences_get (), "drafts") != 0;
}

/* When to begin with the draft that is to be complete in time, even if it takes twice as long as
 * the slowest of late. */
static gint64
find_training_due (TdSessionDrafts *self)
{
  double wait = while_training (self);
  double reserve = MARGIN * wait + 2 * self->slowest;
  gint64 due = after (MAX (self->taken, self->trained), MAX (wait - reserve, 0));

  if (td_session_get_status (self->session) != TD_RUN_TRAINING)
    return 0;
  due = MAX (due, after (self->ended, REST * wait));
  return MAX (due, self->not_before);
}

static gint64
find_due (TdSessionDrafts *self)
{
  gint64 training = find_training_due (self);

  if (!is_wanted (self))
    return 0;
  if (self->edit_due == 0 || training == 0)
    return MAX (self->edit_due, training);
  return MIN (self->edit_due, training);
}

/* While something is being written nothing is due; its end schedules anew. */
static void
schedule (TdSessionDrafts *self)
{
  gint64 due = td_saver_is_busy (self->saver) ? 0 : find_due (self);
  gint64 wait = MAX (due - g_get_monotonic_time (), 0);

  if (self->due == due)
    return;
  g_clear_handle_id (&self->source, g_source_remove);
  self->due = due;
  if (due != 0)
    self->source = g_timeout_add ((guint) (wait / 1000), due_cb, self);
}

static gboolean
has_edits (TdSessionDrafts *self)
{
  return td_session_get_n_edits (self->session) != self->n_edits;
}

/* When there is nothing new, the draft is the end, however long ago it was written. */
static gboolean
see_cb (gpointer user_data)
{
  TdSessionDrafts *self = user_data;

  if (has_edits (self) || td_session_get_status (self->session) == TD_RUN_TRAINING)
    td_draft_see (self->draft);
  return G_SOURCE_CONTINUE;
}

static void
start_seeing (TdSessionDrafts *self)
{
  if (self->seeing == 0)
    self->seeing = g_timeout_add (self->timing.seeing * 1000, see_cb, self);
}

static void
take_written (TdSessionDrafts *self, const TdSaverJob *job)
{
  double seconds = (self->ended - job->taken) / (double) G_USEC_PER_SEC;

  self->slowest = MAX (seconds, FORGET * self->slowest);
  self->not_before = 0;
  self->n_edits = job->n_edits;
  self->step = job->step;
  self->taken = job->taken;
  start_seeing (self);
}

static void
written_cb (const TdSaverJob *job, const GError *error, gpointer user_data)
{
  g_autoptr(TdSession) session = user_data;
  TdSessionDrafts *self = td_session_get_drafts (session);

  if (self == NULL)
    return; /* given up meanwhile */
  self->ended = g_get_monotonic_time ();
  self->began = 0;
  if (error == NULL)
    take_written (self, job);
  else
    {
      self->not_before = after (self->ended, while_training (self));
      self->edit_due = self->not_before;
    }
  td_session_tell_drafted (session, error);
  td_session_drafts_go_on (self);
}

static void
describe (TdSessionDrafts *self, TdSaverJob *job)
{
  TdProject *project = td_session_get_project (self->session);

  job->info.name = g_strdup (td_config_get_text (td_project_get_config (project), "name"));
  job->info.origin = g_strdup (td_project_get_path (project));
  job->info.folder = g_strdup (td_folder_get_path (job->folder));
  job->info.mark = job->mark;
  job->info.epoch = job->state != NULL ? job->state->epoch : 0;
  job->info.step = job->step;
  job->info.written = g_get_real_time ();
}

static void
write_draft (TdSessionDrafts *self)
{
  g_autoptr(TdSaverJob) job = td_session_collect (self->session);

  self->edit_due = 0;
  if (job->n_edits == self->n_edits && job->step == self->step)
    {
      self->taken = job->taken;
      return;
    }
  job->draft = self->draft;
  job->path = g_strdup (td_draft_get_path (self->draft));
  job->callback = written_cb;
  job->user_data = g_object_ref (self->session);
  describe (self, job);
  self->began = job->taken;
  td_saver_add (self->saver, g_steal_pointer (&job));
}

static gboolean
due_cb (gpointer user_data)
{
  TdSessionDrafts *self = user_data;

  self->source = 0;
  self->due = 0;
  if (!td_saver_is_busy (self->saver))
    write_draft (self);
  schedule (self);
  return G_SOURCE_REMOVE;
}

TdSessionDrafts *
td_session_drafts_new (TdSession           *session,
                       TdSaver             *saver,
                       TdDraft             *draft,
                       const TdDraftTiming *timing)
{
  TdSessionDrafts *self = g_new0 (TdSessionDrafts, 1);

  self->session = session;
  self->saver = saver;
  self->draft = draft;
  self->timing = timing != NULL ? *timing : usual;
  self->usual = timing == NULL;
  self->n_edits = td_session_get_n_edits (session);
  self->step = td_session_get_progress (session)->step;
  self->taken = g_get_monotonic_time ();
  if (self->usual)
    g_signal_connect_swapped (td_preferences_get (), "changed", G_CALLBACK (schedule), self);
  schedule (self);
  return self;
}

void
td_session_drafts_free (TdSessionDrafts *self)
{
  if (self == NULL)
    return;
  if (self->usual)
    g_signal_handlers_disconnect_by_data (td_preferences_get (), self);
  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_handle_id (&self->seeing, g_source_remove);
  td_draft_free (self->draft);
  g_free (self);
}

TdDraft *
td_session_drafts_get_draft (TdSessionDrafts *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->draft;
}

gint64
td_session_drafts_get_began (TdSessionDrafts *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->began;
}

/* The first edit since the last draft says when. */
static void
expect_edit (TdSessionDrafts *self)
{
  gint64 due = after (g_get_monotonic_time (), self->timing.after_edit);

  self->edit_due = self->edit_due != 0 ? MIN (self->edit_due, due) : due;
  schedule (self);
}

void
td_session_drafts_edited (TdSessionDrafts *self)
{
  g_return_if_fail (self != NULL);
  expect_edit (self);
}

/* The end of a run is as good as an edit: whoever comes back wants to find it. */
void
td_session_drafts_trained (TdSessionDrafts *self)
{
  g_return_if_fail (self != NULL);

  if (td_session_get_status (self->session) != TD_RUN_TRAINING)
    {
      expect_edit (self);
      return;
    }
  self->trained = g_get_monotonic_time ();
  schedule (self);
}

void
td_session_drafts_saved (TdSessionDrafts *self, const TdSaverJob *job, guint64 n_edits)
{
  g_return_if_fail (self != NULL);

  g_clear_handle_id (&self->seeing, g_source_remove);
  self->n_edits = n_edits;
  self->step = job->step;
  self->taken = job->taken;
  self->not_before = 0;
  self->edit_due = 0;
  if (has_edits (self))
    expect_edit (self);
  schedule (self);
}

void
td_session_drafts_go_on (TdSessionDrafts *self)
{
  g_return_if_fail (self != NULL);
  schedule (self);
}
