/* feature-list.c — the inputs of one row, each to be changed.
 *
 * The model is a list of column numbers; rows are made for those in sight alone, and write into one
 * array of values.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/feature-list.h"

#include "ui/accessible.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define SEARCH_FROM 9 /* columns; fewer are seen at a glance */
#define STEPS 100     /* of a slider */
#define SLIDER_WIDTH 90

struct _TdFeatureList
{
  GtkWidget parent_instance;

  GtkSearchEntry *search;
  GtkWidget      *scroller;
  GtkStringList  *names;   /* of the columns */
  GtkFilter      *filter;
  TdFit          *fit;     /* NULL: no columns yet */
  double         *values, *least, *most; /* (n_inputs) */
  GPtrArray      *rows;    /* of GtkListItem that are bound, borrowed */
  gboolean        showing; /* values that come from outside */
};

G_DEFINE_FINAL_TYPE (TdFeatureList, td_feature_list, GTK_TYPE_WIDGET)

static guint edited_signal;

/* What a row is made of. */
typedef struct
{
  TdFeatureList *list;
  GtkLabel      *name;
  GtkWidget     *scale;
  GtkWidget     *spin;
  GtkAdjustment *adjustment;
  GtkWidget     *choice;
  guint          input;    /* G_MAXUINT: none */
} Row;

static void
set_value (Row *row, double value)
{
  TdFeatureList *self = row->list;

  if (self->showing || row->input == G_MAXUINT || self->values[row->input] == value)
    return;
  self->values[row->input] = value;
  g_signal_emit (self, edited_signal, 0, row->input);
}

static void
number_cb (GtkAdjustment *adjustment, Row *row)
{
  set_value (row, gtk_adjustment_get_value (adjustment));
}

/* "None of them" stands first. */
static void
choice_cb (GtkDropDown *choice, GParamSpec *pspec, Row *row)
{
  set_value (row, (double) gtk_drop_down_get_selected (choice) - 1);
}

static guint
digits_for (double range)
{
  return (guint) CLAMP (3 - floor (log10 (MAX (range, 1e-12))), 0, 12);
}

static void
show_number (Row *row)
{
  TdFeatureList *self = row->list;
  double least = self->least[row->input], most = self->most[row->input];
  double value = self->values[row->input];

  gtk_adjustment_configure (row->adjustment, value, MIN (least, value), MAX (most, value),
                            (most - least) / STEPS, (most - least) / 10, 0);
  gtk_spin_button_set_digits (GTK_SPIN_BUTTON (row->spin), digits_for (most - least));
}

static void
show_choice (Row *row)
{
  TdFeatureList *self = row->list;
  GtkStringList *texts = gtk_string_list_new (NULL);
  char **categories = self->fit->inputs[row->input].categories;

  gtk_string_list_append (texts, _("None of these"));
  for (guint i = 0; categories[i] != NULL; i++)
    gtk_string_list_append (texts, categories[i]);
  gtk_drop_down_set_model (GTK_DROP_DOWN (row->choice), G_LIST_MODEL (texts));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (row->choice),
                              (guint) (self->values[row->input] + 1));
  g_object_unref (texts);
}

static void
show_row (Row *row)
{
  const TdInputFit *input = &row->list->fit->inputs[row->input];
  gboolean is_text = input->categories != NULL;

  row->list->showing = TRUE;
  gtk_label_set_text (row->name, input->column);
  gtk_widget_set_tooltip_text (GTK_WIDGET (row->name), input->column);
  gtk_widget_set_visible (row->scale, !is_text);
  gtk_widget_set_visible (row->spin, !is_text);
  gtk_widget_set_visible (row->choice, is_text);
  if (is_text)
    show_choice (row);
  else
    show_number (row);
  td_accessible_set_name (is_text ? row->choice : row->scale, input->column);
  td_accessible_set_name (row->spin, input->column);
  row->list->showing = FALSE;
}

/* The list's items */

static void
setup_cb (TdFeatureList *self, GtkListItem *item)
{
  Row *row = g_new0 (Row, 1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  row->list = self;
  row->input = G_MAXUINT;
  row->adjustment = gtk_adjustment_new (0, 0, 1, 0.01, 0.1, 0);
  row->name = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "width-chars", 8, "max-width-chars", 12,
                            "ellipsize", PANGO_ELLIPSIZE_END, NULL);
  row->scale = gtk_scale_new (GTK_ORIENTATION_HORIZONTAL, row->adjustment);
  row->spin = gtk_spin_button_new (row->adjustment, 0, 0);
  row->choice = gtk_drop_down_new (NULL, NULL);
  gtk_widget_set_hexpand (row->scale, TRUE);
  gtk_widget_set_size_request (row->scale, SLIDER_WIDTH, -1);
  gtk_widget_set_hexpand (row->choice, TRUE);
  gtk_editable_set_width_chars (GTK_EDITABLE (row->spin), 7);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (row->name));
  gtk_box_append (GTK_BOX (box), row->scale);
  gtk_box_append (GTK_BOX (box), row->spin);
  gtk_box_append (GTK_BOX (box), row->choice);
  g_signal_connect (row->adjustment, "value-changed", G_CALLBACK (number_cb), row);
  g_signal_connect (row->choice, "notify::selected", G_CALLBACK (choice_cb), row);
  gtk_list_item_set_child (item, box);
  gtk_list_item_set_activatable (item, FALSE);
  g_object_set_data_full (G_OBJECT (box), "row", row, g_free); /* controls may speak to the last */
  g_object_set_data (G_OBJECT (item), "row", row);
}

static guint
find_input (TdFeatureList *self, const char *name)
{
  guint i = 0;

  while (strcmp (self->fit->inputs[i].column, name) != 0)
    i++;
  return i;
}

static void
bind_cb (TdFeatureList *self, GtkListItem *item)
{
  Row *row = g_object_get_data (G_OBJECT (item), "row");
  GtkStringObject *name = gtk_list_item_get_item (item);

  row->input = find_input (self, gtk_string_object_get_string (name));
  td_accessible_set_row_name (item, gtk_string_object_get_string (name));
  show_row (row);
  g_ptr_array_add (self->rows, row);
}

static void
unbind_cb (TdFeatureList *self, GtkListItem *item)
{
  Row *row = g_object_get_data (G_OBJECT (item), "row");

  g_ptr_array_remove (self->rows, row);
  row->input = G_MAXUINT;
}

static void
search_cb (TdFeatureList *self)
{
  gtk_string_filter_set_search (GTK_STRING_FILTER (self->filter),
                                gtk_editable_get_text (GTK_EDITABLE (self->search)));
}

/* Widget */

static GtkWidget *
make_view (TdFeatureList *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkExpression *text = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");
  GtkFilterListModel *filtered;
  GtkWidget *view;

  self->names = gtk_string_list_new (NULL);
  self->filter = GTK_FILTER (gtk_string_filter_new (text));
  filtered = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->names)),
                                        g_object_ref (self->filter));
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_SWAPPED);
  view = gtk_list_view_new (GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (filtered))),
                            factory);
  gtk_widget_add_css_class (view, "features");
  td_accessible_set_name (view, _("Inputs"));
  return view;
}

static void
td_feature_list_dispose (GObject *object)
{
  TdFeatureList *self = TD_FEATURE_LIST (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->names);
  g_clear_object (&self->filter);
  G_OBJECT_CLASS (td_feature_list_parent_class)->dispose (object);
}

static void
td_feature_list_finalize (GObject *object)
{
  TdFeatureList *self = TD_FEATURE_LIST (object);

  g_clear_pointer (&self->fit, td_fit_unref);
  g_ptr_array_unref (self->rows);
  g_free (self->values);
  g_free (self->least);
  g_free (self->most);
  G_OBJECT_CLASS (td_feature_list_parent_class)->finalize (object);
}

static void
td_feature_list_class_init (TdFeatureListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = td_feature_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = td_feature_list_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  edited_signal = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
td_feature_list_init (TdFeatureList *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 6);
  self->rows = g_ptr_array_new ();
  self->search = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  g_object_set (self->search, "placeholder-text", _("Search inputs"), NULL);
  td_accessible_set_name (GTK_WIDGET (self->search), _("Search inputs"));
  gtk_widget_set_parent (GTK_WIDGET (self->search), GTK_WIDGET (self));
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), make_view (self));
  gtk_widget_set_vexpand (self->scroller, TRUE);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  g_signal_connect_swapped (self->search, "search-changed", G_CALLBACK (search_cb), self);
}

void
td_feature_list_set_columns (TdFeatureList *self, TdFit *fit, const TdDataset *data)
{
  g_autofree const char **names = g_new0 (const char *, fit->n_inputs + 1);
  guint n_before;

  g_return_if_fail (TD_IS_FEATURE_LIST (self));

  n_before = g_list_model_get_n_items (G_LIST_MODEL (self->names));
  gtk_string_list_splice (self->names, 0, n_before, NULL); /* rows let go of the old columns */
  g_clear_pointer (&self->fit, td_fit_unref);
  self->fit = td_fit_ref (fit);
  self->values = g_renew (double, self->values, MAX (fit->n_inputs, 1));
  self->least = g_renew (double, self->least, MAX (fit->n_inputs, 1));
  self->most = g_renew (double, self->most, MAX (fit->n_inputs, 1));
  td_input_row_usual (fit, self->values);
  td_input_row_range (fit, data, self->least, self->most);
  for (guint i = 0; i < fit->n_inputs; i++)
    names[i] = fit->inputs[i].column;
  gtk_string_list_splice (self->names, 0, 0, names);
  gtk_widget_set_visible (GTK_WIDGET (self->search), fit->n_inputs >= SEARCH_FROM);
}

void
td_feature_list_set_values (TdFeatureList *self, const double *values)
{
  g_return_if_fail (TD_IS_FEATURE_LIST (self) && self->fit != NULL);

  if (values != self->values)
    memcpy (self->values, values, self->fit->n_inputs * sizeof (double));
  for (guint i = 0; i < self->rows->len; i++)
    show_row (g_ptr_array_index (self->rows, i));
}

const double *
td_feature_list_get_values (TdFeatureList *self)
{
  g_return_val_if_fail (TD_IS_FEATURE_LIST (self), NULL);
  return self->values;
}
