/* task.h — one target to predict: the family "tasks".
 *
 * A task kind knows how labels are read and encoded, how many outputs the head ends in, which
 * losses it takes, and how good an answer is.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/base/spec.h"
#include "core/data/dataset.h"
#include "core/nn/loss.h"
#include "core/nn/metrics.h"
#include "core/project/column-summary.h"

/* Every task kind's options begin with this. */
typedef struct
{
  char      *id, *name;
  char     **targets; /* column names */
  double     weight;  /* λ */
  gboolean   enabled;
  char      *color;   /* "#0072B2", light style; the dark variant is derived */
  TdSpec     loss;
  TdSpecList head;
} TdTaskOptions;

/* The rows of the option table for it; S is the task's options struct, LOSSES the ids it takes.
 * Needs core/nn/layer.h. */
#define TD_TASK_COMMON_OPTIONS(S, LOSSES, DEFAULT_LOSS)                                           \
  { "id", N_("Id"), N_("What tells it apart, whatever its name."), TD_TEXT,                       \
    .offset = G_STRUCT_OFFSET (S, common.id), .text = "", .hidden = TRUE },                       \
  { "name", N_("Name"), N_("Shown in lists, charts and reports."), TD_TEXT,                       \
    .offset = G_STRUCT_OFFSET (S, common.name), .text = "", .live = TRUE, .looks = TRUE },        \
  { "targets", N_("Targets"), N_("The columns it predicts."), TD_TEXT_LIST,                       \
    .offset = G_STRUCT_OFFSET (S, common.targets) },                                              \
  { "weight", N_("Weight λ"), N_("What its loss is multiplied by."), TD_NUMBER,                   \
    .offset = G_STRUCT_OFFSET (S, common.weight), .minimum = 0, .maximum = 1e6, .number = 1,     \
    .live = TRUE },                                                                               \
  { "enabled", N_("Enabled"), N_("Switched off, it keeps its head and learns nothing."),         \
    TD_BOOLEAN, .offset = G_STRUCT_OFFSET (S, common.enabled), .number = TRUE },                  \
  { "color", N_("Color"), N_("Of its curves and its head, such as #0072B2."), TD_TEXT,           \
    .offset = G_STRUCT_OFFSET (S, common.color), .text = "", .live = TRUE, .hidden = TRUE,        \
    .looks = TRUE },                                                                              \
  { "loss", N_("Loss"), N_("What its outputs cost."), TD_KIND,                                    \
    .offset = G_STRUCT_OFFSET (S, common.loss), .text = DEFAULT_LOSS, .choices = LOSSES,          \
    .family = &td_losses, .live = TRUE },                                                         \
  { "head", N_("Head"), N_("Its own layers."), TD_KIND_LIST,                                      \
    .offset = G_STRUCT_OFFSET (S, common.head), .family = &td_layers, .hidden = TRUE }

typedef struct
{
  TdKind       kind;
  gboolean     has_accuracy; /* else R² and RMSE */
  TdAnswerForm form;

  /* How likely people mean this kind when they choose these columns as targets, 0 … 1; 0: it can't
   * read them, or there is nothing to tell apart. */
  double (*guess) (const TdColumnSummary *columns, guint n_columns);

  /* Learns classes or scaling from the training rows (@train: NULL when a fit exists). Columns are
   * options->targets in order. Refuses, naming task, row and column, what it can't read. */
  gboolean (*fit) (gconstpointer options, const TdColumn *const *columns, guint n_columns,
                   const TdTable *table, const guint32 *train, gsize n_train, TdTargetFit *fit,
                   GError **error);
  guint (*n_outputs) (gconstpointer options, const TdTargetFit *fit); /* of the head */
  guint (*n_columns) (gconstpointer options, const TdTargetFit *fit); /* of TdTargets */
  /* Fills @values (n_rows, n_columns); NaN where the label is missing. A class unknown to @fit is
   * missing too, and counted in @n_unseen. */
  gboolean (*encode) (gconstpointer options, const TdTargetFit *fit, const TdColumn *const *columns,
                      const TdTable *table, float *values, gsize *n_unseen, GError **error);

  /* Adds rows to @tally, all but `loss`. Outputs are raw: logits, or scaled numbers. */
  void (*measure) (const TdTargetFit *fit, const float *outputs /* (rows, n_outputs) */,
                   guint n_outputs, const float *targets /* (rows, n_columns) */, guint n_columns,
                   gsize rows, TdTally *tally);
  guint (*n_numbers) (const TdTargetFit *fit); /* for td_tally_init(); NULL: 0 */

  /* How much of the @n labelled cells in @rows would be right if the most frequent answer were
   * always given, 0 … 1; appends that answer to @text where it is a single one. NaN without labels.
   * NULL: there is no such answer, as for numbers. */
  double (*most_frequent) (const TdTargetFit *fit, const TdTargets *targets, const guint32 *rows,
                           gsize n, GString *text);

  /* What the numbers beside an answer are called: classes, labels, "p"; for g_strfreev(). */
  char **(*detail_names) (gconstpointer options, const TdTargetFit *fit);
  /* Answers one row in the user's terms: appends the class, yes or no, the labels that are true, or
   * the number to @text, and fills @details, a number per name; NaN, and no text, where the outputs
   * aren't finite. */
  void (*answer) (const TdTargetFit *fit, const float *outputs /* (n_outputs) */, guint n_outputs,
                  GString *text, double *details);
  /* The same as numbers alone, one per output: probabilities, or amounts in the user's units; of
   * AMOUNTS, targets too. */
  void (*numbers) (const TdTargetFit *fit, const float *outputs /* (n_outputs) */, guint n_outputs,
                   double *numbers);
  /* What the outputs are about: one name per output; for g_strfreev(). */
  char **(*output_names) (gconstpointer options, const TdTargetFit *fit);
} TdTaskKind;

extern const TdFamily td_tasks;

#define TD_TASK_MAX_NAME 100 /* characters */

const TdTaskKind    *td_task_kind    (const TdSpec *task);
const TdTaskOptions *td_task_options (const TdSpec *task);
/* Classes that a label of one column is of: 2 where it is yes or no, 0 where it is a number. */
guint                td_task_n_classes (const TdSpec *task, const TdTargetFit *fit);
/* What one answer is chosen from: the classes, or what no and yes are called; borrowed from @fit.
 * NULL: it is numbers, or several answers. */
char               **td_task_choices (const TdSpec *task, const TdTargetFit *fit);

/* The default colour of the task at @position: Okabe–Ito without black and yellow. */
const char *td_task_default_color (guint position);
/* What people call the first of them, to choose from: N_(), NULL after the last. */
const char *td_task_color_name    (guint position);
