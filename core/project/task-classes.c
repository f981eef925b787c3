/* task-classes.c — one of several classes, a logit for each.
 *
 * The classes are those of the labelled training rows; what occurs elsewhere alone could never be
 * predicted, so it counts as a missing label and is counted.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/nn/layer.h"
#include "core/project/measure.h"
#include "core/project/most-frequent.h"
#include "core/project/target-values.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define FEW 20 /* whole numbers are classes rather than amounts */

typedef struct
{
  TdTaskOptions common;
} Options;

static const char *const losses[] = { "softmax-cross-entropy", "sigmoid-cross-entropy", "focal",
                                      "hinge", NULL };

static const TdOption options_table[] = {
  TD_TASK_COMMON_OPTIONS (Options, losses, "softmax-cross-entropy"),
  { NULL }
};

/* Values that hardly ever come twice are names of rows, or amounts. */
static double
guess (const TdColumnSummary *columns,
       guint                  n_columns)
{
  const TdColumnSummary *column = &columns[0];
  gboolean repeated = column->n_values <= column->n_labels / 2;

  if (n_columns != 1 || column->n_values < 2 || column->n_values > TD_MAX_CLASSES)
    return 0;
  if (!column->is_numeric)
    return repeated ? 0.8 : 0.3;
  return column->is_whole && column->n_values <= FEW && repeated ? 0.7 : 0.2;
}

static gboolean
learn (gconstpointer   options,
       const TdColumn *column,
       const TdTable  *table,
       const guint32  *train,
       gsize           n_train,
       TdTargetFit    *fit,
       GError        **error)
{
  g_auto(TdTargetValues) values = { 0 };
  g_autofree gboolean *used = NULL;
  g_autofree guint32 *codes = NULL;
  guint n = 0;

  td_target_values_init (&values, column, td_table_n_rows (table));
  used = td_target_values_used (&values, train, n_train);
  codes = g_new (guint32, values.n + 1);
  for (guint i = 0; i < values.n; i++)
    if (used[i])
      codes[n++] = i;
  if (n > TD_MAX_CLASSES)
    return td_target_refuse (error, options, column, table, G_MAXSIZE,
                             _("it has %u different values, but a classes task takes at most %u; "
                               "should it be a number task?"), n, TD_MAX_CLASSES);
  if (n < 2)
    return td_target_refuse (error, options, column, table, G_MAXSIZE,
                             n == 0 ? _("no row of the training part has a label.")
                                    : _("every labelled row of the training part has the same "
                                        "class; there need to be two or more."));

  td_target_values_sort (&values, codes, n);
  fit->classes = g_new0 (char *, n + 1);
  for (guint c = 0; c < n; c++)
    fit->classes[c] = g_strdup (values.texts[codes[c]]);
  return TRUE;
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
    return (fit->n_columns == 1 && fit->classes != NULL && g_strv_length (fit->classes) >= 2
            && g_strv_length (fit->classes) <= TD_MAX_CLASSES)
           || td_target_refuse_fit (options, error);
  fit->n_columns = 1;
  return learn (options, columns[0], table, train, n_train, fit, error);
}

static guint
count_classes (gconstpointer      options,
               const TdTargetFit *fit)
{
  return g_strv_length (fit->classes);
}

static guint
count_one (gconstpointer      options,
           const TdTargetFit *fit)
{
  return 1;
}

/* Positions of classes by their text and, where they are numbers, by value: another file may
 * write 3 as 3.0, and has the column as numbers when this one had a word among them. */
typedef struct
{
  GHashTable *texts;
  GHashTable *numbers;
} ClassMap;

static void
class_map_init (ClassMap     *self,
                char *const *classes)
{
  self->texts = g_hash_table_new (g_str_hash, g_str_equal);
  self->numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint c = 0; classes[c] != NULL; c++)
    {
      double number = td_target_number (classes[c]);
      char *key = td_json_number_to_text (number);

      g_hash_table_insert (self->texts, classes[c], GUINT_TO_POINTER (c));
      if (isnan (number) || g_hash_table_contains (self->numbers, key))
        g_free (key);
      else
        g_hash_table_insert (self->numbers, key, GUINT_TO_POINTER (c));
    }
}

static void
class_map_clear (ClassMap *self)
{
  g_clear_pointer (&self->texts, g_hash_table_unref);
  g_clear_pointer (&self->numbers, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ClassMap, class_map_clear)

static float
class_map_find (const ClassMap *self,
                const char     *text,
                double          number)
{
  g_autofree char *key = td_json_number_to_text (number);
  gpointer found;

  if (g_hash_table_lookup_extended (self->texts, text, NULL, &found)
      || (!isnan (number) && g_hash_table_lookup_extended (self->numbers, key, NULL, &found)))
    return GPOINTER_TO_UINT (found);
  return NAN;
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
  g_auto(ClassMap) map = { 0 };
  g_autofree float *meaning = NULL;

  td_target_values_init (&values, columns[0], n_rows);
  class_map_init (&map, fit->classes);
  meaning = g_new (float, values.n + 1);
  for (guint i = 0; i < values.n; i++)
    meaning[i] = class_map_find (&map, values.texts[i], values.numbers[i]);
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
  td_measure_classes (outputs, n_outputs, targets, rows, tally);
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
  return g_strdupv (fit->classes);
}

static void
answer (const TdTargetFit *fit,
        const float       *outputs,
        guint              n_outputs,
        GString           *text,
        double            *details)
{
  guint at = td_class_probabilities (outputs, n_outputs, details);

  if (at < n_outputs)
    g_string_append (text, fit->classes[at]);
}

static void
numbers (const TdTargetFit *fit,
         const float       *outputs,
         guint              n_outputs,
         double            *values)
{
  td_class_probabilities (outputs, n_outputs, values);
}

extern const TdTaskKind td_task_classes;

const TdTaskKind td_task_classes = {
  .kind = {
    .id = "classes",
    .title = N_("Classes"),
    .summary = N_("One of several classes, such as which digit it is."),
    .options = options_table,
    .options_size = sizeof (Options),
  },
  .has_accuracy = TRUE,
  .form = TD_ANSWER_CHOICE,
  .guess = guess,
  .fit = fit_targets,
  .n_outputs = count_classes,
  .n_columns = count_one,
  .encode = encode,
  .measure = measure,
  .most_frequent = most_frequent,
  .detail_names = name_details,
  .answer = answer,
  .numbers = numbers,
  .output_names = name_details,
};
