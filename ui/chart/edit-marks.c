/* edit-marks.c — the edits of a run as marks on the x axis of its charts.
 *
 * An edit holds new values only, so the project is carried along as it was before each.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/chart/edit-marks.h"
#include "ui/chart/change-words.h"

#include <glib/gi18n-lib.h>

#define MOST_CHANGES 6 /* of one edit that are told one by one */

struct _TdEditMarks
{
  TdEdit *edits;   /* up to here; referenced, so that no other edit gets its address */
  TdSpec  project; /* after these */
  GArray *marks;   /* TdChartMark, of which the texts are owned */
};

static void
clear_mark (gpointer mark)
{
  g_free ((char *) ((TdChartMark *) mark)->text);
}

TdEditMarks *
td_edit_marks_new (void)
{
  TdEditMarks *self = g_new0 (TdEditMarks, 1);
  self->marks = g_array_new (FALSE, FALSE, sizeof (TdChartMark));
  g_array_set_clear_func (self->marks, clear_mark);
  return self;
}

void
td_edit_marks_free (TdEditMarks *self)
{
  if (self == NULL)
    return;
  td_edit_unref (self->edits);
  td_spec_clear (&self->project);
  g_array_unref (self->marks);
  g_free (self);
}

/* Within its epoch as far as that is known: epochs may have had another length then. */
static double
x_of (const TdEdit *edit, guint64 steps_per_epoch)
{
  double epoch = (double) edit->epoch;
  double x = steps_per_epoch > 0 ? (double) edit->step / (double) steps_per_epoch : epoch;
  return x >= epoch && x <= epoch + 1 ? x : epoch;
}

static void
add_mark (TdEditMarks *self, double x, char *text)
{
  TdChartMark mark = { .x = x, .text = text };
  g_array_append_val (self->marks, mark);
}

/* Its changes without those of names and colours. */
static guint
count_told (TdEditMarks *self, const TdEdit *edit)
{
  guint n = 0;
  for (guint i = 0; edit->changes != NULL && i < edit->changes->len; i++)
    if (!td_change_is_looks (&self->project, g_ptr_array_index (edit->changes, i)))
      n++;
  return n;
}

static void
add_edit (TdEditMarks *self, const TdEdit *edit, guint64 steps_per_epoch)
{
  double x = x_of (edit, steps_per_epoch);
  guint n = edit->changes != NULL ? edit->changes->len : 0, told = count_told (self, edit);
  if (edit->kind == TD_EDIT_BEST)
    add_mark (self, x, g_strdup (_("Back to the best weights")));
  if (edit->kind == TD_EDIT_WEIGHT)
    add_mark (self, x, g_strdup_printf (_("A weight set to %.4g"), (double) edit->value));
  if (told > MOST_CHANGES)
    add_mark (self, x, g_strdup_printf (ngettext ("%u change", "%u changes", told), told));
  for (guint i = 0; i < n; i++)
    {
      const TdSpecChange *change = g_ptr_array_index (edit->changes, i);
      if (told <= MOST_CHANGES && !td_change_is_looks (&self->project, change))
        add_mark (self, x, td_change_dup_words (&self->project, change));
      td_spec_set_path (&self->project, change->path, change->value, NULL);
    }
}

/* The edits after @last, the oldest first; NULL: @edits don't go on from there. */
static GPtrArray *
list_since (TdEdit *edits, const TdEdit *last)
{
  const TdEdit *edit = edits;
  int n = 0;
  for (; edit != NULL && edit != last; edit = edit->before)
    n++;
  if (last == NULL || edit != last)
    return NULL;
  GPtrArray *list = g_ptr_array_new ();
  g_ptr_array_set_size (list, n);
  for (edit = edits; edit != last; edit = edit->before)
    list->pdata[--n] = (gpointer) edit;
  return list;
}

static void
start_over (TdEditMarks *self, TdEdit *edits)
{
  g_array_set_size (self->marks, 0);
  td_spec_clear (&self->project);
  if (edits != NULL)
    td_spec_copy (&self->project, &td_edit_get_start (edits)->project);
}

gboolean
td_edit_marks_update (TdEditMarks *self, TdEdit *edits, guint64 steps_per_epoch)
{
  g_return_val_if_fail (self != NULL, FALSE);
  if (edits == self->edits)
    return FALSE;
  g_autoptr (GPtrArray) list = edits != NULL ? list_since (edits, self->edits) : NULL;
  if (list == NULL)
    {
      start_over (self, edits);
      list = edits != NULL ? td_edit_list (edits) : g_ptr_array_new ();
    }
  for (guint i = 0; i < list->len; i++)
    add_edit (self, list->pdata[i], steps_per_epoch);
  if (edits != NULL)
    td_edit_ref (edits);
  td_edit_unref (self->edits);
  self->edits = edits;
  return TRUE;
}

const TdChartMark *
td_edit_marks_get (TdEditMarks *self, guint *n_marks)
{
  g_return_val_if_fail (self != NULL && n_marks != NULL, NULL);
  *n_marks = self->marks->len;
  return (const TdChartMark *) (gpointer) self->marks->data;
}
