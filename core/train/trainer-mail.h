/* trainer-mail.h — the mailbox between a trainer's controller and its thread.
 *
 * Messages that say the same thing overwrite one another: the newest plan, the newest limits, the
 * last of run and pause. The thread looks with one atomic load a step.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/train/trainer.h"

#include <pthread.h>
#include <stdatomic.h>

typedef enum { TD_MAIL_NONE, TD_MAIL_RUN, TD_MAIL_PAUSE } TdMailCommand;

/* What the thread takes out at once. */
typedef struct
{
  TdMailCommand command;
  TdRunLimits   limits;
  TdPlan       *plan;     /* owned; NULL: no new one */
  gboolean      reset, snapshot, quit;
} TdMail;

struct _TdTrainer
{
  pthread_t       thread;
  pthread_mutex_t lock;
  pthread_cond_t  wake;   /* for the thread: there is mail (CLOCK_MONOTONIC) */
  pthread_cond_t  done;   /* for controllers: mail was handled, a run ended */

  /* Under the lock. */
  TdMail          mail;
  guint64         n_posted, n_handled;
  gboolean        running;
  TdState        *snapshot;
  TdProgress      progress;

  atomic_bool     has_mail;
  TdHistory      *history;

  /* Handed to the thread at its start. */
  TdPlan         *plan;
  TdState        *start;
};

/* The thread's function; @data is the trainer. */
void *td_trainer_thread (void *data);
