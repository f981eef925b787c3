/* task-yes-no.c — one logit: is it, or isn't it?
 *
 * The fit keeps two classes, what no and yes are called: 0 and 1, no and yes, …, or the column's
 * own two values. Words are read in any spelling ("Y" where the training rows said "yes").
 *
 * Where "positive" picks some values out of many, they are yes and all others no: "is it footwear?"
 * of a column of ten things. Such a fit's classes are none of the column's values.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/nn/layer.h"
#include "core/project/measure.h"
#include "core/project/most-frequent.h"
#include "core/project/target-values.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

typedef struct
{
  TdTaskOptions common;
  char        **positive;
} Options;

static const char *const losses[] = { "sigmoid-cross-entropy", "focal", "hinge", "squared-error", NULL };

static const TdOption options_table[] = {
  TD_TASK_COMMON_OPTIONS (Options, losses, "sigmoid-cross-entropy"),
  { "positive", N_("Yes means"),
    N_("The value that counts as yes, or several of many; empty takes 1, yes, true, or the later of "
       "two values."),
    TD_TEXT_LIST, .offset = G_STRUCT_OFFSET (Options, positive) },
  { NULL }
};

/* The one value that is yes, "" for none or several. */
static const char *
positive_of (const Options *options)
{
  char **positive = options->positive;

  return positive[0] != NULL && positive[1] == NULL ? positive[0] : "";
}

/* What no and yes are called where some values of many are yes; the words must not be mistaken for
 * the value. */
static char **
name_group (const Options *options)
{
  const char *positive = positive_of (options);
  char **names;

  if (td_yes_no_word (positive) < 0)
    return g_strsplit ("no,yes", ",", -1);
  names = g_new0 (char *, 3);
  names[0] = g_strconcat ("not ", positive, NULL);
  names[1] = g_strconcat ("is ", positive, NULL);
  return names;
}

/* Whether @positive is what @class is called. */
static gboolean
names_class (const char *positive,
             const char *class)
{
  int word = td_yes_no_word (positive);

  return strcmp (positive, class) == 0 || td_target_number (positive) == td_target_number (class)
         || (word >= 0 && word == td_yes_no_word (class));
}

/* Whether some values of many are yes, by what the fit calls them. */
static gboolean
is_group (const Options     *options,
          const TdTargetFit *fit)
{
  const char *positive = positive_of (options);

  return options->positive[0] != NULL
         && (*positive == '\0' || !names_class (positive, fit->classes[1]));
}

static double
guess (const TdColumnSummary *columns,
       guint                  n_columns)
{
  if (n_columns != 1 || columns->n_values < 2)
    return 0;
  if (columns->is_words)
    return 1;
  return columns->n_values == 2 ? 0.9 : 0;
}

/* Whether every value that @used marks is a word for yes or no. */
static gboolean
are_words (const TdTargetValues *values,
           const gboolean       *used)
{
  for (guint i = 0; i < values->n; i++)
    if (used[i] && td_yes_no_word (values->texts[i]) < 0)
      return FALSE;
  return TRUE;
}

static void
fit_words (const Options        *options,
           const TdTargetValues *values,
           const gboolean       *used,
           TdTargetFit          *fit)
{
  int yes = td_yes_no_word (positive_of (options)) == 0 ? 0 : 1;

  fit->classes = g_new0 (char *, 3);
  for (guint i = 0; i < values->n; i++)
    {
      int at = used[i] ? td_yes_no_word (values->texts[i]) == yes : -1;

      if (at >= 0 && fit->classes[at] == NULL)
        fit->classes[at] = g_strdup (values->texts[i]);
    }
  for (guint at = 0; at < 2; at++)
    if (fit->classes[at] == NULL)
      fit->classes[at] = g_strdup (td_yes_no_opposite (fit->classes[1 - at]));
}

static gboolean
fit_values (const Options        *options,
            const TdTargetValues *values,
            const guint32         codes[2], /* in order */
            TdTargetFit          *fit,
            const TdColumn       *column,
            GError              **error)
{
  const char *positive = positive_of (options);
  guint yes = 1;

  if (*positive != '\0' && td_target_values_match (values, codes[0], positive))
    yes = 0;
  else if (*positive != '\0' && !td_target_values_match (values, codes[1], positive))
    return td_target_refuse (error, options, column, NULL, G_MAXSIZE,
                             _("its values are “%s” and “%s”, so “positive” can't be “%s”."),
                             values->texts[codes[0]], values->texts[codes[1]], positive);
  fit->classes = g_new0 (char *, 3);
  fit->classes[0] = g_strdup (values->texts[codes[1 - yes]]);
  fit->classes[1] = g_strdup (values->texts[codes[yes]]);
  return TRUE;
}

static gboolean
is_positive (const Options        *options,
             const TdTargetValues *values,
             guint                 code)
{
  for (char **positive = options->positive; *positive != NULL; positive++)
    if (td_target_values_match (values, code, *positive))
      return TRUE;
  return FALSE;
}

/* Some values of many: each must be one of the column's, and training rows must have both
 * answers. */
static gboolean
fit_group (const Options        *options,
           const TdTargetValues *values,
           const gboolean       *used,
           TdTargetFit          *fit,
           const TdColumn       *column,
           GError              **error)
{
  gboolean answers[2] = { FALSE };

  for (char **positive = options->positive; *positive != NULL; positive++)
    {
      guint i = 0;

      while (i < values->n && !td_target_values_match (values, i, *positive))
        i++;
      if (i == values->n)
        return td_target_refuse (error, options, column, NULL, G_MAXSIZE,
                                 _("“positive” names “%s”, which is none of its values."),
                                 *positive);
    }
  for (guint i = 0; i < values->n; i++)
    if (used[i])
      answers[is_positive (options, values, i)] = TRUE;
  if (!answers[0] || !answers[1])
    return td_target_refuse (error, options, column, NULL, G_MAXSIZE,
                             _("every labelled row of the training part has the same answer; a "
                               "yes-no task needs two."));
  fit->classes = name_group (options);
  return TRUE;
}

/* The first @limit values that training rows have, and a row of the last of them. */
static guint
find_codes (const TdTargetValues *values,
            const guint32        *train,
            gsize                 n_train,
            guint32              *codes,
            guint                 limit,
            gsize                *row)
{
  guint n = 0;

  for (gsize i = 0; i < n_train && n < limit; i++)
    {
      guint32 code = values->codes[train[i]];
      gboolean known = code == TD_MISSING;

      for (guint k = 0; k < n; k++)
        known = known || codes[k] == code;
      if (known)
        continue;
      codes[n++] = code;
      *row = train[i];
    }
  return n;
}

static gboolean
learn (const Options  *options,
       const TdColumn *column,
       const TdTable  *table,
       const guint32  *train,
       gsize           n_train,
       TdTargetFit    *fit,
       GError        **error)
{
  g_auto(TdTargetValues) values = { 0 };
  g_autofree gboolean *used = NULL;
  guint32 codes[3];
  gsize row = G_MAXSIZE;
  guint n;

  td_target_values_init (&values, column, td_table_n_rows (table));
  used = td_target_values_used (&values, train, n_train);
  n = find_codes (&values, train, n_train, codes, 3, &row);
  if (n > 0 && are_words (&values, used)
      && (options->positive[0] == NULL || td_yes_no_word (positive_of (options)) >= 0))
    {
      fit_words (options, &values, used, fit);
      return TRUE;
    }
  if (n > 0 && options->positive[0] != NULL && (n == 3 || options->positive[1] != NULL))
    return fit_group (options, &values, used, fit, column, error);
  if (n == 3)
    return td_target_refuse (error, options, column, table, row,
                             _("“%s” is a third value beside “%s” and “%s”; a yes-no task takes "
                               "1/0, yes/no, true/false, y/n, or exactly two values; “positive” "
                               "says which of many are yes."),
                             values.texts[codes[2]], values.texts[codes[0]],
                             values.texts[codes[1]]);
  if (n < 2)
    return td_target_refuse (error, options, column, table, G_MAXSIZE,
                             n == 0 ? _("no row of the training part has a label.")
                                    : _("every labelled row of the training part has the same "
                                        "value; a yes-no task needs two."));
  td_target_values_sort (&values, codes, 2);
  return fit_values (options, &values, codes, fit, column, error);
}

static gboolean
suits (const Options     *options,
       const TdTargetFit *fit)
{
  g_auto(GStrv) group = name_group (options);

  if (fit->n_columns != 1 || fit->classes == NULL || g_strv_length (fit->classes) != 2)
    return FALSE;
  return options->positive[0] == NULL || !is_group (options, fit)
         || g_strv_equal ((const char *const *) group, (const char *const *) fit->classes);
}

static gboolean
fit_targets (gconstpointer          options,
             const TdColumn *const *columns,
             guint                  n_columns,
             const TdTable         *table,
             const guint32         *train,
             gsize                  n_train,
             TdTargetFit           *fit,
             GError               **error)
{
  if (!td_target_is_single (options, n_columns, error))
    return FALSE;
  if (train == NULL)
    return suits (options, fit) || td_target_refuse_fit (options, error);
  fit->n_columns = 1;
  return learn (options, columns[0], table, train, n_train, fit, error);
}

static guint
count_one (gconstpointer      options,
           const TdTargetFit *fit)
{
  return 1;
}

static float
meaning_of (const TdTargetFit    *fit,
            const TdTargetValues *values,
            guint                 code)
{
  int yes = td_yes_no_word (fit->classes[1]);
  int word = td_yes_no_word (values->texts[code]);

  for (guint at = 0; at < 2; at++)
    if (td_target_values_match (values, code, fit->classes[at]))
      return at;
  if (word < 0 || yes < 0 || td_yes_no_word (fit->classes[0]) != 1 - yes)
    return NAN;
  return word == yes;
}

static gboolean
encode (gconstpointer          options,
        const TdTargetFit     *fit,
        const TdColumn *const *columns,
        const TdTable         *table,
        float                 *encoded,
        gsize                 *n_unseen,
        GError               **error)
{
  gsize n_rows = td_table_n_rows (table);
  g_auto(TdTargetValues) values = { 0 };
  g_autofree float *meaning = NULL;

  td_target_values_init (&values, columns[0], n_rows);
  meaning = g_new (float, values.n + 1);
  for (guint i = 0; i < values.n; i++)
    meaning[i] = is_group (options, fit) ? is_positive (options, &values, i)
                                         : meaning_of (fit, &values, i);
  td_target_values_encode (&values, meaning, n_rows, encoded, 1, n_unseen);
  return TRUE;
}

static void
measure (const TdTargetFit *fit,
         const float       *outputs,
         guint              n_outputs,
         const float       *targets,
         guint              n_columns,
         gsize              rows,
         TdTally           *tally)
{
  td_measure_logits (outputs, targets, rows, tally);
}

static double
most_frequent (const TdTargetFit *fit,
               const TdTargets   *targets,
               const guint32     *rows,
               gsize              n,
               GString           *text)
{
  TdMostFrequent found = td_most_frequent (targets, 0, g_strv_length (fit->classes), rows, n);

  if (found.n_labels == 0)
    return NAN;
  g_string_append (text, fit->classes[found.most]);
  return (double) found.n_most / (double) found.n_labels;
}

static char **
name_details (gconstpointer      options,
              const TdTargetFit *fit)
{
  return g_strsplit ("p", ",", -1);
}

static void
answer (const TdTargetFit *fit,
        const float       *outputs,
        guint              n_outputs,
        GString           *text,
        double            *details)
{
  details[0] = td_logit_probability (outputs[0]);
  if (!isnan (outputs[0]))
    g_string_append (text, fit->classes[outputs[0] > 0]);
}

static void
numbers (const TdTargetFit *fit,
         const float       *outputs,
         guint              n_outputs,
         double            *values)
{
  for (guint i = 0; i < n_outputs; i++)
    values[i] = td_logit_probability (outputs[i]);
}

/* It is about yes, whatever that is called. */
static char **
name_outputs (gconstpointer      options,
              const TdTargetFit *fit)
{
  return g_strdupv (fit->classes + 1);
}

extern const TdTaskKind td_task_yes_no;

const TdTaskKind td_task_yes_no = {
  .kind = {
    .id = "yes-no",
    .title = N_("Yes or no"),
    .summary = N_("One question with two answers, such as whether it is even."),
    .options = options_table,
    .options_size = sizeof (Options),
  },
  .has_accuracy = TRUE,
  .form = TD_ANSWER_TRUTHS,
  .guess = guess,
  .fit = fit_targets,
  .n_outputs = count_one,
  .n_columns = count_one,
  .encode = encode,
  .measure = measure,
  .most_frequent = most_frequent,
  .detail_names = name_details,
  .answer = answer,
  .numbers = numbers,
  .output_names = name_outputs,
};
