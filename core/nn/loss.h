/* loss.h — what a task's outputs cost: the family "losses".
 *
 * L_k is averaged over the rows that carry the label and summed over the task's outputs. A loss
 * sees rows one by one and is given 1/count for each target column, so it serves any slice of a
 * batch or of a whole part.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/base/spec.h"

/* What a task's outputs say, whatever its kind is called. */
typedef enum
{
  TD_ANSWER_TRUTHS,  /* each output is a question of its own: the logit of yes */
  TD_ANSWER_CHOICE,  /* one of several: logits of probabilities that sum up to 1 */
  TD_ANSWER_AMOUNTS, /* numbers, scaled as the task's fit says */
} TdAnswerForm;

/* The task that a loss is measured on. */
typedef struct
{
  TdAnswerForm form;
  guint        n_outputs;
  guint        n_targets; /* columns: 1 of CHOICE, the index of the true class; else one per output:
                           * 0 or 1 of TRUTHS, a real of AMOUNTS. NaN: unlabelled */
  const float *share;     /* (n_targets) 1/number of labelled rows, 0 where there are none */
  guint        n_classes; /* of a column's labels; 0 of AMOUNTS */
  const float *weights;   /* (n_targets, n_classes) what a label of each class counts; NULL: 1 */
} TdLossTask;

typedef enum { TD_CLASS_WEIGHTS_NONE, TD_CLASS_WEIGHTS_BALANCED } TdClassWeights;

/* The options of losses that weigh classes begin with this. */
typedef struct
{
  int class_weights; /* TdClassWeights */
} TdClassLossOptions;

typedef struct
{
  TdKind   kind;
  gboolean weighs_classes;
  /* For each row r: losses[r] = Σ_c share[c] w l(outputs, targets[r,c]) with the weight w of the
   * label's class; a NaN target adds nothing. Weights aren't divided out again, as PyTorch's mean
   * does: balanced ones add up to the number of training labels, so over all rows it is the same.
   * With @delta also writes the derivative of losses[r] by each output, all of it. Where a loss has
   * a kink, any slope between those of its sides. */
  void (*evaluate) (gconstpointer     options,
                    const TdLossTask *task,
                    const float      *outputs, /* (rows, n_outputs) */
                    const float      *targets, /* (rows, n_targets) */
                    gsize             rows,
                    double           *losses,  /* (rows) */
                    float            *delta);  /* (rows, n_outputs) or NULL */
} TdLossKind;

extern const TdFamily td_losses;

gboolean td_loss_is_balanced (const TdSpec *loss);

/* What a label of @column counts. */
static inline float
td_loss_share (const TdLossTask *task, guint column, float class)
{
  float share = task->share[column];

  return task->weights == NULL ? share
                               : share * task->weights[column * task->n_classes + (guint) class];
}
