/* trainer-mail.h — the mailbox between a trainer's controller and its thread.
 *
 * Messages that say the same thing overwrite one another: the newest limits, the last of run and
 * pause. Orders change what is trained; they are kept in their order, and only an edit that follows
 * one with the same box overwrites it. The thread looks with one atomic load a step, and with
 * another whether somebody wants a sight: that is no message, so that it interrupts nothing.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/train/trainer.h"

#include <pthread.h>
#include <stdatomic.h>

typedef enum { TD_MAIL_NONE, TD_MAIL_RUN, TD_MAIL_PAUSE } TdMailCommand;

typedef enum
{
  TD_ORDER_APPLY,
  TD_ORDER_WEIGHT,
  TD_ORDER_RESET,
  TD_ORDER_RESTORE,
  TD_ORDER_REPLAY,
  TD_ORDER_GO_BACK,
} TdOrderKind;

typedef struct
{
  TdOrderKind  kind;
  TdPlan      *plan;    /* APPLY, RESTORE, GO_BACK */
  TdTensorBox *box;     /* APPLY, WEIGHT; NULL: none */
  TdWeightPlace *weight; /* WEIGHT */
  gboolean     swaps;   /* WEIGHT: with what is in the box, else it becomes value */
  float        value;
  TdState     *state;   /* RESTORE */
  TdHistory   *history; /* RESTORE */
  TdReplay    *replay;  /* REPLAY */
} TdOrder;

void td_order_clear (gpointer order);

/* What the thread takes out at once. */
typedef struct
{
  TdMailCommand command;
  TdRunLimits   limits;
  GArray       *orders;   /* of TdOrder; NULL: none */
  gboolean      snapshot, quit;
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

  TdSight         *sight;   /* to be filled; NULL: nobody looks */

  atomic_bool     has_mail, has_look;
  atomic_ullong   moment;
  TdHistory      *history;

  TdPlan         *plan;   /* the controller's: what it gave last */

  /* Handed to the thread at its start. */
  TdPlan         *first_plan;
  TdState        *start;
};

/* The thread's function; @data is the trainer. */
void *td_trainer_thread (void *data);
