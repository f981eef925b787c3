/* weight-editor.c — one weight of a layer: which, and its value, to be read and to be set.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/weight-editor.h"

#include "ui/accessible.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define DIGITS 5
#define LARGEST 1e6
#define STEP 0.05

struct _TdWeightEditor
{
  GtkWidget parent_instance;

  TdWeightMatrix matrix;
  GtkWidget     *grid;
  GtkSpinButton *from, *to, *value;
  gboolean       showing; /* values are set by us */
};

G_DEFINE_FINAL_TYPE (TdWeightEditor, td_weight_editor, GTK_TYPE_WIDGET)

static guint chosen_signal, set_signal;

static void
chosen_cb (TdWeightEditor *self)
{
  if (!self->showing)
    g_signal_emit (self, chosen_signal, 0);
}

static void
value_cb (TdWeightEditor *self)
{
  if (!self->showing)
    g_signal_emit (self, set_signal, 0, gtk_spin_button_get_value (self->value));
}

/* The first of the inputs is called the bias. */
static gboolean
write_cb (TdWeightEditor *self, GtkSpinButton *from)
{
  int unit = gtk_spin_button_get_value_as_int (from);
  g_autofree char *text = unit > 0 ? g_strdup_printf ("%d", unit) : g_strdup (_("bias"));

  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (from)), text) != 0)
    gtk_editable_set_text (GTK_EDITABLE (from), text);
  return TRUE;
}

static int
read_cb (TdWeightEditor *self, double *unit, GtkSpinButton *from)
{
  if (strcmp (gtk_editable_get_text (GTK_EDITABLE (from)), _("bias")) != 0)
    return FALSE;
  *unit = 0;
  return TRUE;
}

static void
td_weight_editor_dispose (GObject *object)
{
  g_clear_pointer (&TD_WEIGHT_EDITOR (object)->grid, gtk_widget_unparent);
  G_OBJECT_CLASS (td_weight_editor_parent_class)->dispose (object);
}

static void
td_weight_editor_finalize (GObject *object)
{
  g_free (TD_WEIGHT_EDITOR (object)->matrix.layer);
  G_OBJECT_CLASS (td_weight_editor_parent_class)->finalize (object);
}

static void
td_weight_editor_class_init (TdWeightEditorClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = td_weight_editor_dispose;
  G_OBJECT_CLASS (klass)->finalize = td_weight_editor_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  chosen_signal = g_signal_new ("chosen", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
  set_signal = g_signal_new ("set", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                             G_TYPE_DOUBLE);
}

static void
td_weight_editor_init (TdWeightEditor *self)
{
  self->grid = gtk_grid_new ();
  gtk_grid_set_row_spacing (GTK_GRID (self->grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), 12);
  gtk_widget_set_margin_top (self->grid, 6);
  gtk_widget_set_margin_bottom (self->grid, 6);
  gtk_widget_set_margin_start (self->grid, 6);
  gtk_widget_set_margin_end (self->grid, 6);
  gtk_widget_set_parent (self->grid, GTK_WIDGET (self));
}

/* A row with its name; the spin button. */
static GtkSpinButton *
add_row (TdWeightEditor *self, int row, const char *name, double least, double most, double step)
{
  GtkWidget *label = gtk_label_new (name);
  GtkWidget *spin = gtk_spin_button_new_with_range (least, most, step);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_editable_set_width_chars (GTK_EDITABLE (spin), 9);
  gtk_grid_attach (GTK_GRID (self->grid), label, 0, row, 1, 1);
  gtk_grid_attach (GTK_GRID (self->grid), spin, 1, row, 1, 1);
  td_accessible_set_name (spin, name);
  return GTK_SPIN_BUTTON (spin);
}

GtkWidget *
td_weight_editor_new (const char *title, const TdWeightMatrix *matrix)
{
  TdWeightEditor *self = g_object_new (TD_TYPE_WEIGHT_EDITOR, NULL);
  GtkWidget *heading = gtk_label_new (title);

  self->matrix = *matrix;
  self->matrix.layer = g_strdup (matrix->layer);
  gtk_widget_add_css_class (heading, "heading");
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_grid_attach (GTK_GRID (self->grid), heading, 0, 0, 2, 1);
  self->value = add_row (self, 1, _("Weight"), -LARGEST, LARGEST, STEP);
  gtk_spin_button_set_digits (self->value, DIGITS);
  self->from = add_row (self, 2, _("From input"), matrix->has_bias ? 0 : 1, matrix->n_in, 1);
  self->to = add_row (self, 3, _("To output"), 1, matrix->n_out, 1);
  gtk_spin_button_set_numeric (self->from, FALSE); /* a word stands there, too */
  g_signal_connect_object (self->from, "output", G_CALLBACK (write_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->from, "input", G_CALLBACK (read_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->from, "value-changed", G_CALLBACK (chosen_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->to, "value-changed", G_CALLBACK (chosen_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->value, "value-changed", G_CALLBACK (value_cb), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

void
td_weight_editor_choose (TdWeightEditor *self, guint from, guint to)
{
  g_return_if_fail (TD_IS_WEIGHT_EDITOR (self));

  self->showing = TRUE;
  gtk_spin_button_set_value (self->from, from == TD_WEIGHT_BIAS ? 0 : from + 1);
  gtk_spin_button_set_value (self->to, to + 1);
  self->showing = FALSE;
  g_signal_emit (self, chosen_signal, 0);
}

void
td_weight_editor_get_units (TdWeightEditor *self, guint *from, guint *to)
{
  int unit;

  g_return_if_fail (TD_IS_WEIGHT_EDITOR (self));

  unit = gtk_spin_button_get_value_as_int (self->from);
  *from = unit > 0 ? (guint) unit - 1 : TD_WEIGHT_BIAS;
  *to = (guint) gtk_spin_button_get_value_as_int (self->to) - 1;
}

TdWeightPlace *
td_weight_editor_dup_place (TdWeightEditor *self)
{
  guint from, to;

  g_return_val_if_fail (TD_IS_WEIGHT_EDITOR (self), NULL);

  td_weight_editor_get_units (self, &from, &to);
  if (from == TD_WEIGHT_BIAS)
    return td_weight_place_new (self->matrix.layer, "bias", to);
  return td_weight_place_new (self->matrix.layer, "weight", (guint64) to * self->matrix.n_in + from);
}

gboolean
td_weight_editor_is_typing (TdWeightEditor *self)
{
  g_autofree char *shown = NULL;

  g_return_val_if_fail (TD_IS_WEIGHT_EDITOR (self), FALSE);

  shown = g_strdup_printf ("%.*f", DIGITS, gtk_spin_button_get_value (self->value));
  return strcmp (gtk_editable_get_text (GTK_EDITABLE (self->value)), shown) != 0;
}

/* Rounded as it is written, or leaving the entry would set the weight to what stands there. */
void
td_weight_editor_show (TdWeightEditor *self, double value)
{
  double scale = pow (10, DIGITS);

  g_return_if_fail (TD_IS_WEIGHT_EDITOR (self));

  self->showing = TRUE;
  gtk_spin_button_set_value (self->value, round (value * scale) / scale);
  self->showing = FALSE;
}
