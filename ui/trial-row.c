/* trial-row.c — a row of the step lab.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/trial-row.h"

#include "ui/accessible.h"
#include "ui/chart/step-bars.h"
#include "ui/formula.h"
#include "ui/style.h"

#include <glib/gi18n.h>
#include <math.h>

#define TITLE_CHARS 10   /* at least */
#define SPACING 10
#define WEIGHTS_WIDTH 84
#define CHANGES_WIDTH 112 /* at least */
#define MOST_TASKS 12     /* that changes are drawn of */
#define HEIGHT 26
#define USE_WIDTH 58

struct _TdTrialRow
{
  GtkListBoxRow parent_instance;

  const TdBalancerKind *kind;
  GtkWidget *title;
  GtkWidget *weights;
  GtkWidget *changes;
  GtkWidget *use;

  /* Of the tasks that take part. */
  GPtrArray *names;  /* borrowed from the lab's plan */
  GArray    *codes;  /* const char *: their colours as in files */
  GArray    *numbers[4]; /* double: weights, predicted, real, the most of any row */
};

G_DEFINE_FINAL_TYPE (TdTrialRow, td_trial_row, GTK_TYPE_LIST_BOX_ROW)

static guint use_signal;

/* Calls @draw with what there is to draw. */
static void
draw_bars (TdTrialRow *self, cairo_t *cr, int width, int height,
           void (*draw) (cairo_t *, double, double, const TdStepBars *, const TdPalette *))
{
  TdPalette palette = td_style_palette (GTK_WIDGET (self));
  g_autofree TdRgba *colors = g_new (TdRgba, MAX (self->names->len, 1));
  const double *numbers[4];

  for (guint i = 0; i < self->names->len; i++)
    colors[i] = td_task_color (g_array_index (self->codes, const char *, i), td_style_is_dark ());
  for (guint i = 0; i < 4; i++)
    numbers[i] = (const double *) (gconstpointer) self->numbers[i]->data;
  draw (cr, width, height,
        &(TdStepBars) { self->names->len, (const char *const *) self->names->pdata, colors,
                        numbers[0], numbers[1], numbers[2], numbers[3] }, &palette);
}

static void
draw_weights (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer row)
{
  draw_bars (row, cr, width, height, td_step_bars_draw_weights);
}

static void
draw_changes (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer row)
{
  draw_bars (row, cr, width, height, td_step_bars_draw_changes);
}

static TdStepBars
words_of (TdTrialRow *self)
{
  return (TdStepBars) { .n = self->names->len,
                        .names = (const char *const *) self->names->pdata,
                        .weights = (const double *) (gconstpointer) self->numbers[0]->data,
                        .predicted = (const double *) (gconstpointer) self->numbers[1]->data,
                        .real = (const double *) (gconstpointer) self->numbers[2]->data };
}

/* The largest change of a task's loss in the whole table, so that rows compare. */
static double
most_of (const TdStepLab *lab, guint task)
{
  double most = 0;

  for (guint i = 0; i < lab->n_trials; i++)
    {
      if (isfinite (lab->trials[i].predicted[task]))
        most = MAX (most, fabs (lab->trials[i].predicted[task]));
      if (isfinite (lab->trials[i].real[task]))
        most = MAX (most, fabs (lab->trials[i].real[task]));
    }
  return most;
}

static void
add_task (TdTrialRow *self, const TdStepLab *lab, guint position, guint task)
{
  const TdTaskOptions *options = td_task_options (td_plan_task (lab->plan, task));
  const TdStepTrial *trial = &lab->trials[position];
  double most = most_of (lab, task);

  g_ptr_array_add (self->names, options->name);
  g_array_append_val (self->codes, options->color);
  g_array_append_val (self->numbers[0], trial->weights[task]);
  g_array_append_val (self->numbers[1], trial->predicted[task]);
  g_array_append_val (self->numbers[2], trial->real[task]);
  g_array_append_val (self->numbers[3], most);
}

static void
tell (TdTrialRow *self)
{
  TdStepBars bars = words_of (self);
  g_autofree char *weights = td_step_bars_read_weights (&bars);
  g_autofree char *changes = td_step_bars_read_changes (&bars);
  g_autofree char *all = bars.n > 0 ? g_strconcat (weights, ". ", changes, NULL) : g_strdup ("");

  gtk_widget_set_tooltip_text (self->weights, bars.n > 0 ? weights : NULL);
  gtk_widget_set_tooltip_text (self->changes, bars.n > 0 ? changes : NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, all,
                                  -1);
}

void
td_trial_row_show (TdTrialRow *self, const TdStepLab *lab, guint position)
{
  g_return_if_fail (TD_IS_TRIAL_ROW (self));

  g_ptr_array_set_size (self->names, 0);
  g_array_set_size (self->codes, 0);
  for (guint i = 0; i < 4; i++)
    g_array_set_size (self->numbers[i], 0);
  for (guint task = 0; lab != NULL && task < lab->n_tasks; task++)
    if (lab->present[task] && self->names->len < MOST_TASKS)
      add_task (self, lab, position, task);
  tell (self);
  gtk_widget_queue_draw (self->weights);
  gtk_widget_queue_draw (self->changes);
}

static void
use_cb (TdTrialRow *self)
{
  g_signal_emit (self, use_signal, 0);
}

void
td_trial_row_set_used (TdTrialRow *self, gboolean used)
{
  g_return_if_fail (TD_IS_TRIAL_ROW (self));

  gtk_widget_set_sensitive (self->use, !used);
  gtk_button_set_label (GTK_BUTTON (self->use), used ? _("In Use") : _("Use"));
  if (used)
    gtk_widget_add_css_class (GTK_WIDGET (self), "used");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "used");
}

const TdBalancerKind *
td_trial_row_get_kind (TdTrialRow *self)
{
  g_return_val_if_fail (TD_IS_TRIAL_ROW (self), NULL);
  return self->kind;
}

static void
td_trial_row_finalize (GObject *object)
{
  TdTrialRow *self = TD_TRIAL_ROW (object);

  g_ptr_array_unref (self->names);
  g_array_unref (self->codes);
  for (guint i = 0; i < 4; i++)
    g_array_unref (self->numbers[i]);
  G_OBJECT_CLASS (td_trial_row_parent_class)->finalize (object);
}

static void
td_trial_row_class_init (TdTrialRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = td_trial_row_finalize;
  use_signal = g_signal_new ("use", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                             NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
new_area (TdTrialRow *self, int width, GtkDrawingAreaDrawFunc draw)
{
  GtkWidget *area = gtk_drawing_area_new ();

  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (area), width);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (area), HEIGHT);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (area), draw, self, NULL);
  gtk_widget_set_valign (area, GTK_ALIGN_CENTER);
  return area;
}

static GtkWidget *
new_title (const char *text)
{
  GtkWidget *title = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_width_chars (GTK_LABEL (title), TITLE_CHARS);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  return title;
}

static void
td_trial_row_init (TdTrialRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, SPACING);

  self->names = g_ptr_array_new ();
  self->codes = g_array_new (FALSE, FALSE, sizeof (const char *));
  for (guint i = 0; i < 4; i++)
    self->numbers[i] = g_array_new (FALSE, FALSE, sizeof (double));
  self->title = new_title (NULL);
  self->weights = new_area (self, WEIGHTS_WIDTH, draw_weights);
  self->changes = new_area (self, CHANGES_WIDTH, draw_changes);
  gtk_widget_set_hexpand (self->changes, TRUE);
  self->use = gtk_button_new_with_label (_("Use"));
  gtk_widget_set_valign (self->use, GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (self->use, USE_WIDTH, -1); /* whatever it says */
  gtk_widget_add_css_class (self->use, "flat");
  gtk_widget_add_css_class (self->use, "link-like");
  g_signal_connect_swapped (self->use, "clicked", G_CALLBACK (use_cb), self);
  gtk_box_append (GTK_BOX (box), self->title);
  gtk_box_append (GTK_BOX (box), self->weights);
  gtk_box_append (GTK_BOX (box), self->changes);
  gtk_box_append (GTK_BOX (box), self->use);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  gtk_widget_add_css_class (GTK_WIDGET (self), "trial-row");
}

static GtkWidget *
new_heading (const char *text)
{
  GtkWidget *heading = new_title (text);

  gtk_widget_add_css_class (heading, "dim-label");
  gtk_widget_add_css_class (heading, "caption");
  return heading;
}

GtkWidget *
td_trial_row_new_headings (GtkSizeGroup *titles)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, SPACING);
  GtkWidget *method = new_heading (_("Method")), *weights = new_heading (_("Weights"));
  GtkWidget *changes = new_heading (_("Change of each loss"));

  g_return_val_if_fail (GTK_IS_SIZE_GROUP (titles), NULL);

  gtk_size_group_add_widget (titles, method);
  gtk_label_set_width_chars (GTK_LABEL (weights), 0);
  gtk_widget_set_size_request (weights, WEIGHTS_WIDTH, -1);
  gtk_widget_set_size_request (changes, CHANGES_WIDTH, -1);
  gtk_widget_set_hexpand (changes, TRUE);
  gtk_widget_set_margin_end (changes, USE_WIDTH + SPACING);
  gtk_box_append (GTK_BOX (box), method);
  gtk_box_append (GTK_BOX (box), weights);
  gtk_box_append (GTK_BOX (box), changes);
  gtk_widget_set_hexpand (box, TRUE);
  return box;
}

GtkWidget *
td_trial_row_new (const TdBalancerKind *kind, GtkSizeGroup *titles)
{
  TdTrialRow *self = g_object_new (TD_TYPE_TRIAL_ROW, NULL);
  g_autofree char *name = g_strdup_printf (_("Use %s"), _(kind->kind.title));
  g_autofree char *formula = td_formula_dup_markup (kind->formula);
  g_autofree char *summary = g_markup_escape_text (_(kind->kind.summary), -1);
  g_autofree char *paper = kind->kind.paper != NULL ? g_markup_escape_text (kind->kind.paper, -1)
                                                    : NULL;
  g_autofree char *tip = g_strjoin ("\n", summary, formula, paper, NULL);

  self->kind = kind;
  gtk_size_group_add_widget (titles, self->title);
  gtk_label_set_text (GTK_LABEL (self->title), _(kind->kind.title));
  gtk_widget_set_tooltip_markup (self->title, tip);
  td_accessible_set_name (GTK_WIDGET (self), _(kind->kind.title));
  td_accessible_set_name (self->use, name);
  return GTK_WIDGET (self);
}
