/* sampler.c — rounds of rows for each task, and turns for tasks.
 *
 * A task that has m labelled rows, q of them in a batch, needs ⌈m/q⌉ turns for a round. Turn t of
 * an epoch takes rows of round ⌊t / ⌈m/q⌉⌋; each round of each epoch has a permutation of its own.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/data/sampler.h"

#include "core/base/random.h"
#include "core/data/sampling.h"

#include <math.h>
#include <string.h>

typedef struct
{
  gsize     n;     /* rows that carry a label; 0: takes no part */
  gsize     quota; /* of them in a batch */
  guint64   turns; /* for a round: ⌈n / quota⌉ */
  guint64   steps; /* of an epoch that trains it, where a step is for one task */
} Part;

/* The rows of one task, or of all together. */
typedef struct
{
  Part      part;
  guint32  *rows;  /* (n), in the order of the file */
  guint32  *order; /* (n) indices into @rows, of the round at hand */
  TdStream  stream;
  guint64   epoch, round; /* of @order; G_MAXUINT64: none yet */
} Deck;

struct _TdSampler
{
  const TdSamplingKind *kind;
  gboolean  shuffle;
  guint     n_tasks;
  Deck     *decks;   /* (n_tasks); of all rows: (1) */
  guint64   n_steps;
  gboolean  by_rows; /* all tasks on the same rows */
  guint32  *batch;   /* (batch size) */
  guint32  *turns;   /* (n_steps) the task of each step; NULL: a step is for all */
  guint32  *counts;  /* (n_steps) how many steps before it were for that task */
  guint32  *next;    /* (n_tasks) */
  TdStream  stream;
  guint64   epoch;   /* of @turns */
};

static guint64
divide_up (guint64 n,
           guint64 by)
{
  return n / by + (n % by != 0);
}

/* Parts of tasks */

static gsize
count_labelled (const TdDataset *data,
                const gboolean  *enabled,
                guint            task)
{
  return enabled[task] ? data->targets[task].n_rows[TD_PART_TRAIN] : 0;
}

static gboolean
has_tasks (const TdDataset *data,
           const gboolean  *enabled)
{
  for (guint k = 0; k < data->n_tasks; k++)
    if (count_labelled (data, enabled, k) > 0)
      return TRUE;
  return FALSE;
}

/* Where all tasks learn from the same rows: the kind says so, or there is no task to have rows. */
static gboolean
is_by_rows (const TdSamplingKind *kind,
            const TdDataset      *data,
            const gboolean       *enabled)
{
  return (kind->share == NULL && !kind->one_task) || !has_tasks (data, enabled);
}

/* Cuts a batch by the kind's shares: each task at least one row, what rounding leaves over goes to
 * those that lost most, the first among equals. */
static void
cut_batch (const TdSpec *sampling,
           gsize         batch_size,
           Part         *parts,
           guint         n_tasks)
{
  const TdSamplingKind *kind = (const TdSamplingKind *) sampling->kind;
  g_autofree double *wanted = g_new0 (double, n_tasks);
  double sum = 0;
  gsize given = 0;

  for (guint k = 0; k < n_tasks; k++)
    sum += wanted[k] = parts[k].n > 0 ? kind->share (sampling->options, (double) parts[k].n) : 0;
  for (guint k = 0; k < n_tasks; k++)
    {
      wanted[k] *= (double) batch_size / sum;
      parts[k].quota = parts[k].n > 0 ? MAX ((gsize) floor (wanted[k]), 1) : 0;
      given += parts[k].quota;
    }
  while (given != batch_size)
    {
      gboolean more = given < batch_size;
      guint chosen = G_MAXUINT;

      for (guint k = 0; k < n_tasks; k++)
        {
          double lost = wanted[k] - (double) parts[k].quota;
          double best = chosen != G_MAXUINT ? wanted[chosen] - (double) parts[chosen].quota : 0;

          if (parts[k].n > 0 && (more || parts[k].quota > 1)
              && (chosen == G_MAXUINT || (more ? lost > best : lost < best)))
            chosen = k;
        }
      if (chosen == G_MAXUINT)
        return; /* a row for each task is more than there is room for: td_sampling_fits() */
      parts[chosen].quota += more ? 1 : -1;
      given += more ? 1 : -1;
    }
}

static void
count_turns (Part *parts,
             guint n_tasks)
{
  for (guint k = 0; k < n_tasks; k++)
    if (parts[k].n > 0)
      {
        parts[k].quota = MIN (parts[k].quota, parts[k].n);
        parts[k].turns = divide_up (parts[k].n, parts[k].quota);
      }
}

/* The turns of the task that needs most of them, or fewest. */
static guint64
find_turns (const Part *parts,
            guint       n_tasks,
            gboolean    most)
{
  guint64 turns = most ? 0 : G_MAXUINT64;

  for (guint k = 0; k < n_tasks; k++)
    if (parts[k].n > 0)
      turns = most ? MAX (turns, parts[k].turns) : MIN (turns, parts[k].turns);
  return turns;
}

static guint64
count_shared_steps (const Part *parts,
                    guint       n_tasks,
                    TdEpochRule rule)
{
  guint64 n_rows = 0, n_taken = 0;

  if (rule != TD_EPOCH_ALL_ROWS)
    return find_turns (parts, n_tasks, rule == TD_EPOCH_LONGEST);
  for (guint k = 0; k < n_tasks; k++)
    {
      n_rows += parts[k].n;
      n_taken += parts[k].quota;
    }
  return divide_up (n_rows, n_taken);
}

static guint64
count_single_steps (Part       *parts,
                    guint       n_tasks,
                    TdEpochRule rule)
{
  guint64 n_steps = 0;

  for (guint k = 0; k < n_tasks; k++)
    if (parts[k].n > 0)
      {
        parts[k].steps = rule == TD_EPOCH_ALL_ROWS
                           ? parts[k].turns
                           : find_turns (parts, n_tasks, rule == TD_EPOCH_LONGEST);
        n_steps += parts[k].steps;
      }
  return n_steps;
}

/* Fills @parts (n_tasks) where tasks have rows of their own; the number of steps. */
static guint64
divide (const TdSpec    *sampling,
        const TdDataset *data,
        const gboolean  *enabled,
        gsize            batch_size,
        Part            *parts)
{
  const TdSamplingKind *kind = (const TdSamplingKind *) sampling->kind;
  TdEpochRule rule = (TdEpochRule) ((const TdSamplingOptions *) sampling->options)->epoch;

  for (guint k = 0; k < data->n_tasks; k++)
    parts[k] = (Part) { .n = count_labelled (data, enabled, k), .quota = batch_size };
  if (kind->share != NULL)
    cut_batch (sampling, batch_size, parts, data->n_tasks);
  count_turns (parts, data->n_tasks);
  return kind->one_task ? count_single_steps (parts, data->n_tasks, rule)
                        : count_shared_steps (parts, data->n_tasks, rule);
}

guint64
td_sampling_steps (const TdSpec    *sampling,
                   const TdDataset *data,
                   const gboolean  *enabled,
                   gsize            batch_size)
{
  const TdSamplingKind *kind = (const TdSamplingKind *) sampling->kind;
  g_autofree Part *parts = NULL;

  if (is_by_rows (kind, data, enabled))
    return divide_up (data->n_part[TD_PART_TRAIN], batch_size);
  parts = g_new0 (Part, data->n_tasks);
  return divide (sampling, data, enabled, batch_size, parts);
}

gboolean
td_sampling_fits (const TdSpec    *sampling,
                  const TdDataset *data,
                  const gboolean  *enabled,
                  gsize            batch_size,
                  gsize           *least)
{
  const TdSamplingKind *kind = (const TdSamplingKind *) sampling->kind;

  *least = 0;
  for (guint k = 0; kind->share != NULL && k < data->n_tasks; k++)
    *least += count_labelled (data, enabled, k) > 0;
  return *least <= batch_size;
}

/* Decks */

static gboolean
is_labelled (const TdTargets *targets,
             guint32          row)
{
  for (guint c = 0; c < targets->n_columns; c++)
    if (!isnan (targets->values[(gsize) row * targets->n_columns + c]))
      return TRUE;
  return FALSE;
}

static void
fill_deck (Deck            *self,
           const TdDataset *data,
           const TdTargets *targets) /* NULL: all rows */
{
  gsize n = 0;

  self->rows = g_new (guint32, MAX (self->part.n, 1));
  self->order = g_new (guint32, MAX (self->part.n, 1));
  self->epoch = self->round = G_MAXUINT64;
  for (gsize i = 0; i < data->n_part[TD_PART_TRAIN] && n < self->part.n; i++)
    if (targets == NULL || is_labelled (targets, data->rows[TD_PART_TRAIN][i]))
      self->rows[n++] = data->rows[TD_PART_TRAIN][i];
}

/* The first round of an epoch has its number, as if there were no more. */
static guint32
round_key (guint64 epoch,
           guint64 round)
{
  return round == 0 ? (guint32) epoch : (guint32) td_random_hash (epoch, round);
}

static void
deal (Deck    *self,
      guint64  epoch,
      guint64  round,
      gboolean shuffle)
{
  if (self->epoch == epoch && self->round == round)
    return;
  if (shuffle)
    td_stream_permute (self->stream, round_key (epoch, round), self->order, self->part.n);
  else
    for (gsize i = 0; i < self->part.n; i++)
      self->order[i] = (guint32) i;
  self->epoch = epoch;
  self->round = round;
}

/* The rows of turn @turn; their number. */
static gsize
draw (Deck    *self,
      guint64  epoch,
      guint64  turn,
      gboolean shuffle,
      guint32 *rows)
{
  gsize first = (gsize) (turn % self->part.turns) * self->part.quota;
  gsize n = MIN (self->part.quota, self->part.n - first);

  deal (self, epoch, turn / self->part.turns, shuffle);
  for (gsize i = 0; i < n; i++)
    rows[i] = self->rows[self->order[first + i]];
  return n;
}

/* Turns */

static void
deal_turns (TdSampler *self,
            guint64    epoch)
{
  gsize n = 0;

  if (self->epoch == epoch)
    return;
  /* @counts holds the tasks in order while they are dealt. */
  td_stream_permute (self->stream, (guint32) epoch, self->turns, self->n_steps);
  for (guint k = 0; k < self->n_tasks; k++)
    for (guint64 i = 0; i < self->decks[k].part.steps; i++)
      self->counts[n++] = k;
  for (gsize i = 0; i < self->n_steps; i++)
    self->turns[i] = self->counts[self->turns[i]];
  memset (self->next, 0, self->n_tasks * sizeof *self->next);
  for (gsize i = 0; i < self->n_steps; i++)
    self->counts[i] = self->next[self->turns[i]]++;
  self->epoch = epoch;
}

static gsize
draw_single (TdSampler   *self,
             guint64      epoch,
             guint64      step,
             TdBatchSpan *spans)
{
  guint task;

  deal_turns (self, epoch);
  task = self->turns[step];
  for (guint k = 0; k < self->n_tasks; k++)
    spans[k] = (TdBatchSpan) { 0, 0 };
  spans[task].n = draw (&self->decks[task], epoch, self->counts[step], self->shuffle, self->batch);
  return spans[task].n;
}

static gsize
draw_shared (TdSampler   *self,
             guint64      epoch,
             guint64      step,
             TdBatchSpan *spans)
{
  gsize n = 0;

  for (guint k = 0; k < self->n_tasks; k++)
    {
      spans[k] = (TdBatchSpan) { n, 0 };
      if (self->decks[k].part.n > 0)
        spans[k].n = draw (&self->decks[k], epoch, step, self->shuffle, self->batch + n);
      n += spans[k].n;
    }
  return n;
}

static gsize
draw_rows (TdSampler   *self,
           guint64      epoch,
           guint64      step,
           TdBatchSpan *spans)
{
  gsize n = draw (&self->decks[0], epoch, step, self->shuffle, self->batch);

  for (guint k = 0; k < self->n_tasks; k++)
    spans[k] = (TdBatchSpan) { 0, n };
  return n;
}

static void
make_row_deck (TdSampler            *self,
               const TdSamplerSetup *setup)
{
  Deck *deck = self->decks = g_new0 (Deck, 1);

  deck->part = (Part) { .n = setup->data->n_part[TD_PART_TRAIN], .quota = setup->batch_size };
  deck->part.turns = MAX (divide_up (deck->part.n, deck->part.quota), 1);
  deck->stream = td_stream (setup->seed, "shuffle");
  fill_deck (deck, setup->data, NULL);
  self->n_steps = divide_up (deck->part.n, deck->part.quota);
}

static void
make_task_decks (TdSampler            *self,
                 const TdSamplerSetup *setup)
{
  g_autofree Part *parts = g_new0 (Part, self->n_tasks);

  self->n_steps = divide (setup->sampling, setup->data, setup->enabled, setup->batch_size, parts);
  self->decks = g_new0 (Deck, self->n_tasks);
  for (guint k = 0; k < self->n_tasks; k++)
    {
      g_autofree char *name = g_strconcat ("shuffle/", setup->tasks[k], NULL);

      self->decks[k].part = parts[k];
      self->decks[k].stream = td_stream (setup->seed, name);
      fill_deck (&self->decks[k], setup->data, &setup->data->targets[k]);
    }
}

TdSampler *
td_sampler_new (const TdSamplerSetup *setup)
{
  TdSampler *self = g_new0 (TdSampler, 1);

  self->kind = (const TdSamplingKind *) setup->sampling->kind;
  self->shuffle = setup->shuffle;
  self->n_tasks = setup->data->n_tasks;
  self->by_rows = is_by_rows (self->kind, setup->data, setup->enabled);
  self->epoch = G_MAXUINT64;
  self->stream = td_stream (setup->seed, "turns");
  if (self->by_rows)
    make_row_deck (self, setup);
  else
    make_task_decks (self, setup);
  self->batch = g_new (guint32, MAX (setup->batch_size, self->n_tasks));
  if (!self->by_rows && self->kind->one_task)
    {
      self->turns = g_new (guint32, self->n_steps);
      self->counts = g_new (guint32, self->n_steps);
      self->next = g_new (guint32, self->n_tasks);
    }
  return self;
}

void
td_sampler_free (TdSampler *self)
{
  if (self == NULL)
    return;
  for (guint k = 0; k < (self->by_rows ? 1 : self->n_tasks); k++)
    {
      g_free (self->decks[k].rows);
      g_free (self->decks[k].order);
    }
  g_free (self->decks);
  g_free (self->batch);
  g_free (self->turns);
  g_free (self->counts);
  g_free (self->next);
  g_free (self);
}

const guint32 *
td_sampler_batch (TdSampler   *self,
                  guint64      epoch,
                  guint64      step,
                  gsize       *n,
                  TdBatchSpan *spans)
{
  g_return_val_if_fail (step < self->n_steps, NULL);

  if (self->by_rows)
    *n = draw_rows (self, epoch, step, spans);
  else if (self->turns != NULL)
    *n = draw_single (self, epoch, step, spans);
  else
    *n = draw_shared (self, epoch, step, spans);
  return self->batch;
}

guint64
td_sampler_steps (const TdSampler *self)
{
  return self->n_steps;
}
