/* what-if-page.c — the page "What If".
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/what-if-page.h"

#include "core/train/answers.h"
#include "ui/accessible.h"
#include "ui/answer-view.h"
#include "ui/drawing-pad.h"
#include "ui/feature-list.h"
#include "ui/format.h"
#include "ui/watch.h"

#include <glib/gi18n.h>

#define INK_ROWS 500 /* that tell how dark a pixel gets */

struct _TdWhatIfPage
{
  GtkWidget parent_instance;

  GtkBox         *row_tools;
  GtkSpinButton  *row;
  GtkAdjustment  *row_adjustment;
  GtkLabel       *origin;
  TdDrawingPad   *pad;
  GtkWidget      *pad_tools;
  GtkToggleButton *show_inputs;
  TdFeatureList  *features;
  TdAnswerView   *answers;

  TdSession *session;
  TdWatch   *watch;
  TdFit     *fit;      /* whose columns are shown; NULL: none */
  double     no_ink, full_ink; /* values of pixels */
  gsize      at;       /* the row that was chosen */
  gboolean   changed;  /* it was edited since */
};

G_DEFINE_FINAL_TYPE (TdWhatIfPage, td_what_if_page, GTK_TYPE_WIDGET)

static TdPlan *
plan_of (TdWhatIfPage *self)
{
  return td_session_get_plan (self->session);
}

static void
status_cb (TdWhatIfPage *self)
{
  td_answer_view_set_training (self->answers,
                               td_session_get_status (self->session) == TD_RUN_TRAINING);
}

/* Questions */

static void
take (gpointer widget, gpointer answers)
{
  td_answer_view_take (TD_WHAT_IF_PAGE (widget)->answers, answers);
}

static gboolean
has_columns (gpointer widget)
{
  return TD_WHAT_IF_PAGE (widget)->fit != NULL;
}

static gpointer
make_question (gpointer widget)
{
  TdWhatIfPage *self = TD_WHAT_IF_PAGE (widget);
  guint width = td_fit_width (self->fit);
  g_autofree float *inputs = g_new0 (float, MAX (width, 1));

  td_input_row_encode (self->fit, td_feature_list_get_values (self->features), inputs);
  return td_answers_ask (inputs, width);
}

static const TdWatcher watcher = { &td_answers_job, has_columns, make_question, take };

static void
show_origin (TdWhatIfPage *self)
{
  const TdDataset *data = plan_of (self)->dataset;
  g_autofree char *count = td_format_count (data != NULL ? data->n_rows : 0);
  g_autofree char *row = td_format_count (self->at + 1);
  g_autofree char *text = NULL;

  if (data == NULL)
    text = g_strdup (_("The data file is missing"));
  else if (self->changed)
    text = g_strdup_printf (_("Row %s of %s, changed"), row, count);
  else
    text = g_strdup_printf (_("Row %s of %s"), row, count);
  gtk_label_set_text (self->origin, text);
  td_answer_view_set_row (self->answers, self->changed || data == NULL ? -1 : (gssize) self->at);
}

static void
ask (TdWhatIfPage *self)
{
  td_watch_ask (self->watch);
  show_origin (self);
}

/* The picture: pixels of all channels are as dark as one another. */

static const TdImageSettings *
image_of (TdWhatIfPage *self)
{
  const TdSpec *spec = &td_data_of (&plan_of (self)->project)->image;
  const TdImageSettings *image = spec->options;

  if (spec->kind == NULL || image->width * image->height * image->channels != self->fit->n_inputs)
    return NULL;
  for (guint i = 0; i < self->fit->n_inputs; i++)
    if (self->fit->inputs[i].categories != NULL)
      return NULL;
  return image;
}

static void
find_ink (TdWhatIfPage *self)
{
  const TdDataset *data = plan_of (self)->dataset;
  gsize n_rows = data != NULL ? MIN (data->n_rows, INK_ROWS) : 0;
  guint n = self->fit->n_inputs;
  g_autofree double *values = g_new (double, MAX (n, 1));

  self->no_ink = G_MAXDOUBLE;
  self->full_ink = -G_MAXDOUBLE;
  for (gsize row = 0; row < n_rows; row++)
    {
      td_input_row_read (self->fit, data, row, values);
      for (guint i = 0; i < n; i++)
        {
          self->no_ink = MIN (self->no_ink, values[i]);
          self->full_ink = MAX (self->full_ink, values[i]);
        }
    }
  for (guint i = 0; i < n && n_rows == 0; i++)
    {
      const TdInputFit *fit = &self->fit->inputs[i];

      self->no_ink = MIN (self->no_ink, fit->mean - fit->scale);
      self->full_ink = MAX (self->full_ink, fit->mean + 2 * fit->scale);
    }
  if (!(self->full_ink > self->no_ink))
    self->full_ink = self->no_ink + 1;
}

static void
show_picture (TdWhatIfPage *self)
{
  const TdImageSettings *image = image_of (self);
  const double *values = td_feature_list_get_values (self->features);
  g_autofree double *pixels = NULL;
  double range = self->full_ink - self->no_ink;
  guint n;

  if (image == NULL)
    return;
  n = (guint) (image->width * image->height);
  pixels = g_new0 (double, n);
  for (guint i = 0; i < self->fit->n_inputs; i++)
    pixels[i % n] += (values[i] - self->no_ink) / range / (double) image->channels;
  td_drawing_pad_set_pixels (self->pad, pixels);
}

static void
drawn_cb (TdWhatIfPage *self)
{
  const TdImageSettings *image = image_of (self);
  const double *pixels = td_drawing_pad_get_pixels (self->pad);
  g_autofree double *values = g_new (double, self->fit->n_inputs);
  guint n = (guint) (image->width * image->height);

  for (guint i = 0; i < self->fit->n_inputs; i++)
    values[i] = self->no_ink + pixels[i % n] * (self->full_ink - self->no_ink);
  td_feature_list_set_values (self->features, values);
  self->changed = TRUE;
  ask (self);
}

static void
edited_cb (TdWhatIfPage *self)
{
  self->changed = TRUE;
  show_picture (self);
  ask (self);
}

/* Rows */

static void
take_row (TdWhatIfPage *self, gsize row)
{
  const TdDataset *data = plan_of (self)->dataset;
  g_autofree double *values = g_new0 (double, MAX (self->fit->n_inputs, 1));

  self->at = row;
  self->changed = data == NULL || row >= data->n_rows;
  if (self->changed)
    td_input_row_usual (self->fit, values);
  else
    td_input_row_read (self->fit, data, row, values);
  td_feature_list_set_values (self->features, values);
  show_picture (self);
  ask (self);
}

static void
row_cb (TdWhatIfPage *self)
{
  if (self->fit != NULL)
    take_row (self, (gsize) gtk_adjustment_get_value (self->row_adjustment) - 1);
}

static void
random_cb (TdWhatIfPage *self)
{
  double upper = gtk_adjustment_get_upper (self->row_adjustment);

  td_what_if_page_show_row (self, (gsize) g_random_double_range (0, upper));
}

/* Columns */

static gboolean
same_columns (const TdFit *a, const TdFit *b)
{
  if (a == NULL || a->n_inputs != b->n_inputs)
    return FALSE;
  for (guint i = 0; a != b && i < a->n_inputs; i++)
    {
      const TdInputFit *x = &a->inputs[i], *y = &b->inputs[i];

      if (g_strcmp0 (x->column, y->column) != 0
          || (x->categories == NULL) != (y->categories == NULL)
          || (x->categories != NULL && !g_strv_equal ((const char *const *) x->categories,
                                                      (const char *const *) y->categories)))
        return FALSE;
    }
  return TRUE;
}

static void
show_pad (TdWhatIfPage *self)
{
  const TdImageSettings *image = image_of (self);
  gboolean is_image = image != NULL;

  if (is_image)
    {
      find_ink (self);
      td_drawing_pad_set_size (self->pad, (guint) image->width, (guint) image->height);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->pad), is_image);
  gtk_widget_set_visible (self->pad_tools, is_image);
  gtk_toggle_button_set_active (self->show_inputs, !is_image);
}

/* After the plan changed: an input that was made by hand stays, where it still has a meaning. */
static void
follow_plan (TdWhatIfPage *self)
{
  TdPlan *plan = plan_of (self);
  gsize n_rows = plan->dataset != NULL ? plan->dataset->n_rows : 0;
  gboolean same = same_columns (self->fit, plan->fit);
  gboolean refit = self->fit != plan->fit;

  g_clear_pointer (&self->fit, td_fit_unref);
  self->fit = td_fit_ref (plan->fit);
  gtk_widget_set_visible (GTK_WIDGET (self->row_tools), n_rows > 0);
  gtk_adjustment_set_upper (self->row_adjustment, (double) MAX (n_rows, 1));
  if (!same)
    {
      td_feature_list_set_columns (self->features, self->fit, plan->dataset);
      show_pad (self);
      take_row (self, MIN (self->at, n_rows > 0 ? n_rows - 1 : 0));
    }
  else if (refit)
    ask (self);
}

/* Hundreds of inputs take longer to list than the rest of the window: not before they are looked
 * at. */
static void
prepare (TdWhatIfPage *self)
{
  if (self->fit == NULL && self->session != NULL)
    follow_plan (self);
}

static void
planned_cb (TdWhatIfPage *self)
{
  if (self->fit != NULL)
    follow_plan (self);
}

/* Widget */

static void
td_what_if_page_map (GtkWidget *widget)
{
  prepare (TD_WHAT_IF_PAGE (widget));
  GTK_WIDGET_CLASS (td_what_if_page_parent_class)->map (widget);
}

static void
td_what_if_page_dispose (GObject *object)
{
  TdWhatIfPage *self = TD_WHAT_IF_PAGE (object);
  GtkWidget *child;

  g_clear_pointer (&self->watch, td_watch_free);
  g_clear_object (&self->session);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (td_what_if_page_parent_class)->dispose (object);
}

static void
td_what_if_page_finalize (GObject *object)
{
  TdWhatIfPage *self = TD_WHAT_IF_PAGE (object);

  g_clear_pointer (&self->fit, td_fit_unref);
  G_OBJECT_CLASS (td_what_if_page_parent_class)->finalize (object);
}

static void
td_what_if_page_class_init (TdWhatIfPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (TD_TYPE_ANSWER_VIEW);
  g_type_ensure (TD_TYPE_DRAWING_PAD);
  g_type_ensure (TD_TYPE_FEATURE_LIST);
  G_OBJECT_CLASS (klass)->dispose = td_what_if_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = td_what_if_page_finalize;
  widget_class->map = td_what_if_page_map;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "tdwhatif");
  gtk_widget_class_set_template_from_resource (widget_class, "/org/tandem/Tandem/what-if-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TdWhatIfPage, row_tools);
  gtk_widget_class_bind_template_child (widget_class, TdWhatIfPage, row);
  gtk_widget_class_bind_template_child (widget_class, TdWhatIfPage, row_adjustment);
  gtk_widget_class_bind_template_child (widget_class, TdWhatIfPage, origin);
  gtk_widget_class_bind_template_child (widget_class, TdWhatIfPage, pad);
  gtk_widget_class_bind_template_child (widget_class, TdWhatIfPage, pad_tools);
  gtk_widget_class_bind_template_child (widget_class, TdWhatIfPage, show_inputs);
  gtk_widget_class_bind_template_child (widget_class, TdWhatIfPage, features);
  gtk_widget_class_bind_template_child (widget_class, TdWhatIfPage, answers);
  gtk_widget_class_bind_template_callback (widget_class, row_cb);
  gtk_widget_class_bind_template_callback (widget_class, random_cb);
  gtk_widget_class_bind_template_callback (widget_class, td_drawing_pad_clear);
  gtk_widget_class_bind_template_callback (widget_class, td_drawing_pad_centre);
}

static void
td_what_if_page_init (TdWhatIfPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  td_accessible_set_name (GTK_WIDGET (self->row), _("Row"));
  g_object_bind_property (self->show_inputs, "active", self->features, "visible",
                          G_BINDING_SYNC_CREATE);
  g_signal_connect_object (self->pad, "drawn", G_CALLBACK (drawn_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->features, "edited", G_CALLBACK (edited_cb), self,
                           G_CONNECT_SWAPPED);
}

void
td_what_if_page_set_session (TdWhatIfPage *self, TdSession *session)
{
  g_return_if_fail (TD_IS_WHAT_IF_PAGE (self) && self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "planned", G_CALLBACK (planned_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::status", G_CALLBACK (status_cb), self,
                           G_CONNECT_SWAPPED);
  self->watch = td_watch_new (GTK_WIDGET (self), session, &watcher);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    prepare (self);
}

void
td_what_if_page_show_row (TdWhatIfPage *self, gsize row)
{
  g_return_if_fail (TD_IS_WHAT_IF_PAGE (self));

  prepare (self);
  if ((gsize) gtk_adjustment_get_value (self->row_adjustment) == row + 1)
    row_cb (self); /* back from what was changed by hand */
  else
    gtk_adjustment_set_value (self->row_adjustment, (double) row + 1);
}
