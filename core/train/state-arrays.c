/* state-arrays.c — a run's state as named arrays, out and in.
 *
 * weights.safetensors has parameters and statistics under their names; state.safetensors has
 * `optimizer.<slot>.<tensor>`, `best.<tensor>`, `tasks.<id>.first_loss`, `tasks.<id>.tally`,
 * `balancer.<name>`, `balancing.<name>`, and the counters as metadata.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/base/json.h"
#include "core/nn/network.h"
#include "core/project/document.h"
#include "core/train/state.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* How many names a sentence lists. */
#define MAX_LISTED 8

#define TASKS "tasks."
#define FIRST_LOSS "first_loss"
#define TALLY "tally"
#define OUTPUT ".output"
#define MAX_TALLY 1000000

/* With @statistics, @weights is (n_weights), else (n_parameters). */
static void
add_tensors (TdArraySet *set, const TdLayout *layout, const char *prefix, gboolean statistics,
             const float *weights)
{
  for (guint i = 0; i < layout->n_tensors; i++)
    {
      const TdTensor *tensor = &layout->tensors[i];
      g_autofree char *name = g_strconcat (prefix, tensor->name, NULL);

      if (statistics || !tensor->statistic)
        td_tensor_to_file (tensor, weights, td_array_set_add (set, name, TD_F32, tensor->n_dims,
                                                              tensor->dims));
    }
}

TdArraySet *
td_state_weights (const TdState *self)
{
  TdArraySet *set = td_array_set_new ();

  add_tensors (set, self->layout, "", TRUE, self->parameters);
  return set;
}

static void
add_doubles (TdArraySet *set, const TdTaskState *task, const char *what, const double *numbers,
             gsize n)
{
  g_autofree char *name = g_strdup_printf (TASKS "%s.%s", task->id, what);

  if (n > 0)
    memcpy (td_array_set_add (set, name, TD_F64, 1, &n), numbers, n * sizeof (double));
}

static void
set_integer (TdArraySet *set, const char *key, guint64 value)
{
  g_autofree char *text = g_strdup_printf ("%" G_GUINT64_FORMAT, value);

  td_array_set_set_metadata (set, key, text);
}

static void
set_number (TdArraySet *set, const char *key, double value)
{
  g_autofree char *text = td_json_number_to_text (value);

  td_array_set_set_metadata (set, key, text);
}

TdArraySet *
td_state_rest (const TdState *self)
{
  TdArraySet *set = td_array_set_new ();

  for (guint s = 0; s < self->n_slots; s++)
    {
      g_autofree char *prefix = g_strdup_printf ("optimizer.%s.", self->slot_names[s]);

      add_tensors (set, self->layout, prefix, FALSE, self->slots[s]);
    }
  if (self->best != NULL)
    add_tensors (set, self->layout, "best.", TRUE, self->best);
  for (guint k = 0; k < self->n_tasks; k++)
    {
      add_doubles (set, &self->tasks[k], FIRST_LOSS, &self->tasks[k].first_loss, 1);
      add_doubles (set, &self->tasks[k], TALLY, self->tasks[k].tally, self->tasks[k].n_tally);
    }
  if (self->balance != NULL)
    td_balance_state_to_arrays (self->balance, self->layout, set);
  if (self->optimizer != NULL)
    td_array_set_set_metadata (set, "optimizer", self->optimizer);
  set_integer (set, "step", self->step);
  set_integer (set, "epoch", self->epoch);
  set_integer (set, "batch", self->batch);
  set_integer (set, "patience", self->patience);
  set_integer (set, "schedule_waited", self->stall.waited);
  set_integer (set, "schedule_drops", self->stall.drops);
  set_integer (set, "best_epoch", self->best_epoch);
  set_number (set, "best_value", self->best_epoch > 0 ? self->best_value : 0);
  set_number (set, "seconds", self->seconds);
  return set;
}

static gboolean
same_shape (const TdTensor *tensor, const TdArray *array)
{
  return array->n_dims == tensor->n_dims
         && memcmp (array->dims, tensor->dims, tensor->n_dims * sizeof (gsize)) == 0;
}

static gboolean
all_finite (const TdArray *array)
{
  const float *data = array->data;

  for (gsize i = 0; i < array->n; i++)
    if (!isfinite (data[i]))
      return FALSE;
  return TRUE;
}

/* Reads one tensor under prefix + name; FALSE when it isn't there or doesn't fit. */
static gboolean
read_tensor (TdArraySet *set, const char *prefix, const TdTensor *tensor, float *parameters)
{
  g_autofree char *name = g_strconcat (prefix, tensor->name, NULL);
  const TdArray *array = td_array_set_find (set, name);

  if (array == NULL || array->dtype != TD_F32 || !same_shape (tensor, array)
      || !all_finite (array))
    return FALSE;
  td_tensor_from_file (tensor, array->data, parameters);
  return TRUE;
}

static char *
shape_text (guint n_dims, const gsize *dims)
{
  GString *text = g_string_new ("(");

  for (guint i = 0; i < n_dims; i++)
    g_string_append_printf (text, "%s%zu", i > 0 ? ", " : "", dims[i]);
  g_string_append_c (text, ')');
  return g_string_free (text, FALSE);
}

static void
add_reason (GString *list, guint count, const TdTensor *tensor, TdArraySet *weights)
{
  const TdArray *array = td_array_set_find (weights, tensor->name);
  g_autofree char *wanted = shape_text (tensor->n_dims, tensor->dims);

  if (count > MAX_LISTED)
    return;
  g_string_append (list, count > 1 ? ", " : "");
  if (array == NULL)
    g_string_append_printf (list, _("%s is missing"), tensor->name);
  else if (array->dtype != TD_F32)
    g_string_append_printf (list, _("%s holds %s numbers instead of F32"), tensor->name,
                            td_dtype_name (array->dtype));
  else if (!same_shape (tensor, array))
    {
      g_autofree char *found = shape_text (array->n_dims, array->dims);

      g_string_append_printf (list, _("%s is %s instead of %s"), tensor->name, found, wanted);
    }
  else
    g_string_append_printf (list, _("%s holds numbers that are not finite"), tensor->name);
}

static void
add_stranger (GString *list, guint count, const char *name)
{
  if (count > MAX_LISTED)
    return;
  g_string_append (list, count > 1 ? ", " : "");
  g_string_append_printf (list, _("%s is not part of the network"), name);
}

/* Fills the parameters; returns what doesn't fit as a list in words, or NULL. */
static char *
read_weights (TdState *self, TdArraySet *weights)
{
  g_autoptr (GString) list = g_string_new (NULL);
  guint n_unfit = 0;

  for (guint i = 0; i < self->layout->n_tensors; i++)
    if (!read_tensor (weights, "", &self->layout->tensors[i], self->parameters))
      add_reason (list, ++n_unfit, &self->layout->tensors[i], weights);
  for (guint i = 0; i < td_array_set_n (weights); i++)
    if (td_layout_find (self->layout, td_array_set_get (weights, i)->name) == NULL)
      add_stranger (list, ++n_unfit, td_array_set_get (weights, i)->name);
  if (n_unfit > MAX_LISTED)
    g_string_append_printf (list, _(" and %u more"), n_unfit - MAX_LISTED);
  return n_unfit > 0 ? g_strdup (list->str) : NULL;
}

static guint64
get_integer (TdArraySet *set, const char *key)
{
  const char *text = td_array_set_get_metadata (set, key);
  guint64 value;

  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT64, &value, NULL))
    return 0;
  return value;
}

static double
get_number (TdArraySet *set, const char *key)
{
  const char *text = td_array_set_get_metadata (set, key);
  double value = text != NULL ? g_ascii_strtod (text, NULL) : 0;

  return isfinite (value) ? value : 0;
}

/* The task that @array, "tasks.<id>.first_loss", is of; NULL: it is something else. */
static char *
dup_task_id (const TdArray *array)
{
  static const char end[] = "." FIRST_LOSS;
  gsize length = strlen (array->name);
  gsize around = strlen (TASKS) + strlen (end);

  if (!g_str_has_prefix (array->name, TASKS) || !g_str_has_suffix (array->name, end)
      || length <= around || array->dtype != TD_F64 || array->n != 1)
    return NULL;
  return g_strndup (array->name + strlen (TASKS), length - around);
}

static void
read_tally (TdTaskState *task, TdArraySet *set)
{
  g_autofree char *name = g_strdup_printf (TASKS "%s." TALLY, task->id);
  const TdArray *array = td_array_set_find (set, name);

  if (array == NULL || array->dtype != TD_F64 || array->n > MAX_TALLY)
    return;
  task->n_tally = array->n;
  task->tally = g_memdup2 (array->data, array->n * sizeof (double));
}

/* The task at @position, whose head ends in the layer "<id>.output"; NULL: there is none. */
static char *
find_task (const TdLayout *layout, gint position)
{
  for (guint i = 0; i < layout->n_tensors; i++)
    {
      const TdTensor *tensor = &layout->tensors[i];

      if (tensor->task == position && g_str_has_suffix (tensor->id, OUTPUT))
        return g_strndup (tensor->id, strlen (tensor->id) - strlen (OUTPUT));
    }
  return NULL;
}

/* The first files of version 1 have the losses of all tasks in one array, by position. */
static void
read_old_losses (GArray *tasks, const TdLayout *layout, TdArraySet *set)
{
  const TdArray *array = td_array_set_find (set, "trainer." FIRST_LOSS);

  if (array == NULL || array->dtype != TD_F64 || array->n > MAX_TALLY)
    return;
  for (gsize k = 0; k < array->n; k++)
    {
      TdTaskState task = { .id = find_task (layout, k) };

      task.first_loss = ((const double *) array->data)[k];
      if (task.id != NULL)
        g_array_append_val (tasks, task);
    }
}

static void
read_tasks (TdState *self, TdArraySet *set)
{
  GArray *tasks = g_array_new (FALSE, FALSE, sizeof (TdTaskState));

  read_old_losses (tasks, self->layout, set);
  for (guint i = 0; i < td_array_set_n (set); i++)
    {
      const TdArray *array = td_array_set_get (set, i);
      TdTaskState task = { .id = dup_task_id (array) };

      if (task.id == NULL)
        continue;
      task.first_loss = *(const double *) array->data;
      read_tally (&task, set);
      g_array_append_val (tasks, task);
    }
  self->n_tasks = tasks->len;
  self->tasks = (TdTaskState *) g_array_free (tasks, FALSE);
}

/* Slot names are found from the arrays themselves: optimizer.<slot>.<tensor>. */
static void
read_slots (TdState *self, TdArraySet *rest)
{
  const TdOptimizerKind *kind;

  if (self->optimizer == NULL)
    return;
  kind = (const TdOptimizerKind *) td_family_find (&td_optimizers, self->optimizer);
  self->n_slots = kind != NULL ? td_optimizer_n_slots (kind) : 0;
  for (guint s = 0; s < self->n_slots; s++)
    {
      g_autofree char *prefix = g_strdup_printf ("optimizer.%s.", kind->slots[s]);

      self->slot_names[s] = g_strdup (kind->slots[s]);
      self->slots[s] = td_aligned_new (self->layout->n_parameters * sizeof (float));
      for (guint i = 0; i < self->layout->n_tensors; i++)
        if (!self->layout->tensors[i].statistic)
          read_tensor (rest, prefix, &self->layout->tensors[i], self->slots[s]);
    }
}

static void
read_best (TdState *self, TdArraySet *rest)
{
  gsize bytes = self->layout->n_weights * sizeof (float);

  if (self->best_epoch == 0)
    return;
  self->best = td_aligned_new (bytes);
  memcpy (self->best, self->parameters, bytes);
  for (guint i = 0; i < self->layout->n_tensors; i++)
    read_tensor (rest, "best.", &self->layout->tensors[i], self->best);
}

static void
read_rest (TdState *self, TdArraySet *rest)
{
  self->optimizer = g_strdup (td_array_set_get_metadata (rest, "optimizer"));
  self->step = get_integer (rest, "step");
  self->epoch = get_integer (rest, "epoch");
  self->batch = get_integer (rest, "batch");
  self->patience = get_integer (rest, "patience");
  self->stall.waited = get_integer (rest, "schedule_waited");
  self->stall.drops = get_integer (rest, "schedule_drops");
  self->best_epoch = get_integer (rest, "best_epoch");
  self->best_value = get_number (rest, "best_value");
  self->seconds = MAX (get_number (rest, "seconds"), 0);
  self->balance = td_balance_state_from_arrays (self->layout, rest);
  read_tasks (self, rest);
  read_slots (self, rest);
  read_best (self, rest);
}

TdState *
td_state_from_arrays (TdLayout *layout, const float *initial, TdArraySet *weights, TdArraySet *rest,
                      gboolean strict, char **unfit, GError **error)
{
  g_autoptr (TdState) self = td_state_new (layout);
  g_autofree char *list = NULL;

  memcpy (self->parameters, initial, layout->n_weights * sizeof (float));
  list = read_weights (self, weights);
  if (list != NULL && strict)
    {
      g_set_error (error, TD_PROJECT_ERROR, TD_PROJECT_ERROR_VALUE,
                   _("These weights don't fit the network: %s."), list);
      return NULL;
    }
  if (unfit != NULL)
    *unfit = list != NULL
               ? g_strdup_printf (_("Some weights don't fit the network and were left out: %s."), list)
               : NULL;
  if (rest != NULL)
    read_rest (self, rest);
  return g_steal_pointer (&self);
}
