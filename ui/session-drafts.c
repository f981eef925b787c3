/* session-drafts.c — when an open document is written to its draft.
 *
 * There is one timer, for the earliest of the reasons to write. What is in no file and no draft is
 * known by two numbers: how many edits there were, and the step of the run.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/session-drafts.h"

static const TdDraftTiming usual = { .after_edit = 3, .while_training = 30, .seeing = 1 };

struct _TdSessionDrafts
{
  TdSession    *session; /* whose this is */
  TdSaver      *saver;   /* its */
  TdDraft      *draft;
  TdDraftTiming timing;
  guint         source;  /* of the next draft; 0: none is due */
  gint64        due;
  guint         seeing;  /* source */
  gboolean      waiting; /* due, but the saver is busy */
  guint64       n_edits; /* the newest that a file or the draft holds */
  guint64       step;
  double        cost;    /* seconds that the last draft took to write */
  gint64        began;   /* 0: none is being written */
};

static gboolean due_cb (gpointer user_data);

static void
arm (TdSessionDrafts *self, double seconds)
{
  gint64 due = g_get_monotonic_time () + (gint64) (seconds * G_USEC_PER_SEC);

  if (self->source != 0 && self->due <= due)
    return;
  if (self->source != 0)
    g_source_remove (self->source);
  self->due = due;
  self->source = g_timeout_add (seconds * 1000, due_cb, self);
}

/* So that the next is written in time, but never one after the other without a rest. */
static void
arm_training (TdSessionDrafts *self)
{
  double wait = self->timing.while_training - 2 * self->cost;

  if (td_session_get_status (self->session) == TD_RUN_TRAINING)
    arm (self, MAX (wait, self->timing.while_training / 3));
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
written_cb (const TdSaverJob *job, const GError *error, gpointer user_data)
{
  g_autoptr(TdSession) session = user_data;
  TdSessionDrafts *self = td_session_get_drafts (session);

  if (self == NULL)
    return; /* given up meanwhile */
  self->cost = (g_get_monotonic_time () - self->began) / (double) G_USEC_PER_SEC;
  self->began = 0;
  if (error == NULL)
    {
      self->n_edits = job->n_edits;
      self->step = job->step;
      start_seeing (self);
    }
  else
    arm (self, self->timing.while_training);
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

  if (job->n_edits == self->n_edits && job->step == self->step)
    {
      arm_training (self);
      return;
    }
  job->draft = self->draft;
  job->path = g_strdup (td_draft_get_path (self->draft));
  job->callback = written_cb;
  job->user_data = g_object_ref (self->session);
  describe (self, job);
  self->began = g_get_monotonic_time ();
  arm_training (self);
  td_saver_add (self->saver, g_steal_pointer (&job));
}

static gboolean
due_cb (gpointer user_data)
{
  TdSessionDrafts *self = user_data;

  self->source = 0;
  if (td_saver_is_busy (self->saver))
    self->waiting = TRUE;
  else
    write_draft (self);
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
  self->n_edits = td_session_get_n_edits (session);
  self->step = td_session_get_progress (session)->step;
  arm_training (self);
  return self;
}

void
td_session_drafts_free (TdSessionDrafts *self)
{
  if (self == NULL)
    return;
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

void
td_session_drafts_edited (TdSessionDrafts *self)
{
  g_return_if_fail (self != NULL);
  arm (self, self->timing.after_edit);
}

/* The end of a run is as good as an edit: whoever comes back wants to find it. */
void
td_session_drafts_trained (TdSessionDrafts *self)
{
  g_return_if_fail (self != NULL);

  if (td_session_get_status (self->session) == TD_RUN_TRAINING)
    arm_training (self);
  else
    arm (self, self->timing.after_edit);
}

void
td_session_drafts_saved (TdSessionDrafts *self, guint64 n_edits, guint64 step)
{
  g_return_if_fail (self != NULL);

  g_clear_handle_id (&self->seeing, g_source_remove);
  self->n_edits = n_edits;
  self->step = step;
  if (has_edits (self))
    arm (self, self->timing.after_edit);
  td_session_drafts_go_on (self);
}

void
td_session_drafts_go_on (TdSessionDrafts *self)
{
  g_return_if_fail (self != NULL);

  arm_training (self);
  if (self->waiting && !td_saver_is_busy (self->saver))
    {
      self->waiting = FALSE;
      write_draft (self);
    }
}
