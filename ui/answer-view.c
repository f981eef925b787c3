/* answer-view.c — every task's answer to one row, live.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/answer-view.h"

#include "ui/accessible.h"
#include "ui/chart/answer-bars.h"
#include "ui/format.h"
#include "ui/style.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define DESCRIBE_INTERVAL G_USEC_PER_SEC
#define NATURAL_WIDTH 260
#define MINIMUM_WIDTH 180

/* What a block borrows, besides the answers. */
typedef struct
{
  double *range; /* (2, n) */
  char  **names;
  char   *truth, *number; /* NULL: none */
} Parts;

struct _TdAnswerView
{
  GtkWidget parent_instance;

  TdAnswers *answers;  /* the newest; NULL: none yet */
  GArray    *blocks;   /* of TdAnswerBlock, which borrow from @answers and @parts */
  GPtrArray *parts;    /* of Parts */
  gssize     row;      /* -1: none */
  gboolean   training;
  gint64     described_at;
};

G_DEFINE_FINAL_TYPE (TdAnswerView, td_answer_view, GTK_TYPE_WIDGET)

static void
free_parts (gpointer data)
{
  Parts *parts = data;

  g_free (parts->range);
  g_strfreev (parts->names);
  g_free (parts->truth);
  g_free (parts->number);
  g_free (parts);
}

static Parts *
new_parts (TdAnswerView *self, guint task)
{
  const TdPlan *plan = self->answers->plan;
  const TdSpec *spec = td_plan_task (plan, task);
  const TdTaskKind *kind = td_task_kind (spec);
  guint n = self->answers->n_outputs[task];
  Parts *parts = g_new0 (Parts, 1);

  parts->range = g_new (double, 2 * MAX (n, 1));
  td_answers_range (plan, task, parts->range, parts->range + n);
  parts->names = kind->output_names (spec->options, td_plan_target (plan, task));
  if (kind->form == TD_ANSWER_AMOUNTS && n == 1)
    parts->number = td_format_number (self->answers->numbers[task][0]);
  if (self->row >= 0 && plan->dataset != NULL && (gsize) self->row < plan->dataset->n_rows)
    parts->truth = td_answers_truth (plan, task, (gsize) self->row);
  g_ptr_array_add (self->parts, parts);
  return parts;
}

static void
add_block (TdAnswerView *self, guint task)
{
  const TdSpec *spec = td_plan_task (self->answers->plan, task);
  const TdTaskOptions *options = td_task_options (spec);
  guint n = self->answers->n_outputs[task];
  const Parts *parts = new_parts (self, task);
  TdAnswerBlock block = {
    .title = options->name,
    .answer = parts->number != NULL ? parts->number : self->answers->texts[task],
    .truth = parts->truth,
    .color = td_task_color (options->color, td_style_is_dark ()),
    .form = td_task_kind (spec)->form,
    .n = n,
    .numbers = self->answers->numbers[task],
    .names = parts->names,
    .least = parts->range,
    .most = parts->range + n,
  };

  g_array_append_val (self->blocks, block);
}

static void
describe (TdAnswerView *self)
{
  g_autoptr(GString) text = g_string_new (NULL);
  gint64 now = g_get_monotonic_time ();

  if (self->training && now - self->described_at < DESCRIBE_INTERVAL)
    return;
  self->described_at = now;
  for (guint i = 0; i < self->blocks->len; i++)
    {
      const TdAnswerBlock *block = &g_array_index (self->blocks, TdAnswerBlock, i);

      g_string_append_printf (text, i > 0 ? "; %s: %s" : "%s: %s", block->title, block->answer);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text->str, -1);
}

static double
draw (TdAnswerView *self, cairo_t *cr, int width)
{
  TdPalette palette = td_style_palette (GTK_WIDGET (self));

  return td_answer_bars_draw (cr, width, (const TdAnswerBlock *) (gpointer) self->blocks->data,
                              self->blocks->len, &palette);
}

static void
refill (TdAnswerView *self)
{
  int width = MAX (gtk_widget_get_width (GTK_WIDGET (self)), MINIMUM_WIDTH);
  double height = draw (self, NULL, width);

  g_array_set_size (self->blocks, 0);
  g_ptr_array_set_size (self->parts, 0);
  for (guint task = 0; self->answers != NULL && task < self->answers->plan->n_tasks; task++)
    if (td_task_options (td_plan_task (self->answers->plan, task))->enabled)
      add_block (self, task);
  if (draw (self, NULL, width) != height)
    gtk_widget_queue_resize (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Widget */

static void
td_answer_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width,
                                                                          (float) height));

  draw (TD_ANSWER_VIEW (widget), cr, width);
  cairo_destroy (cr);
}

static GtkSizeRequestMode
td_answer_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
td_answer_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                        int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = MINIMUM_WIDTH;
  *natural = NATURAL_WIDTH;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = (int) draw (TD_ANSWER_VIEW (widget), NULL,
                                      for_size > 0 ? for_size : NATURAL_WIDTH) + 1;
}

static void
td_answer_view_finalize (GObject *object)
{
  TdAnswerView *self = TD_ANSWER_VIEW (object);

  g_array_unref (self->blocks);
  g_ptr_array_unref (self->parts);
  td_answers_free (self->answers);
  G_OBJECT_CLASS (td_answer_view_parent_class)->finalize (object);
}

static void
td_answer_view_class_init (TdAnswerViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = td_answer_view_finalize;
  widget_class->snapshot = td_answer_view_snapshot;
  widget_class->measure = td_answer_view_measure;
  widget_class->get_request_mode = td_answer_view_get_request_mode;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
td_answer_view_init (TdAnswerView *self)
{
  self->blocks = g_array_new (FALSE, FALSE, sizeof (TdAnswerBlock));
  self->parts = g_ptr_array_new_with_free_func (free_parts);
  self->row = -1;
  td_accessible_set_name (GTK_WIDGET (self), _("Answers"));
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (refill),
                           self, G_CONNECT_SWAPPED);
}

void
td_answer_view_take (TdAnswerView *self, TdAnswers *answers)
{
  TdAnswers *old;

  g_return_if_fail (TD_IS_ANSWER_VIEW (self));

  old = self->answers;
  self->answers = answers;
  refill (self);
  td_answers_free (old);
  describe (self);
}

void
td_answer_view_set_training (TdAnswerView *self, gboolean training)
{
  g_return_if_fail (TD_IS_ANSWER_VIEW (self));

  self->training = training;
  if (self->answers != NULL)
    describe (self);
}

void
td_answer_view_set_row (TdAnswerView *self, gssize row)
{
  g_return_if_fail (TD_IS_ANSWER_VIEW (self));

  if (self->row == row)
    return;
  self->row = row;
  refill (self);
}
