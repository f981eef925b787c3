/* fact-card.c — a title and a few lines "name: value" in two columns.
 *
 * Lines are kept and told what they are now: a card follows the pointer.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/fact-card.h"

#define VALUE_CHARS 30

struct _TdFactCard
{
  GtkWidget parent_instance;

  GtkWidget *title;
  GtkWidget *grid;
  guint      n_lines; /* in use; the others are hidden */
};

G_DEFINE_FINAL_TYPE (TdFactCard, td_fact_card, GTK_TYPE_WIDGET)

static void
td_fact_card_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (td_fact_card_parent_class)->dispose (object);
}

static void
td_fact_card_class_init (TdFactCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = td_fact_card_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "tdfacts");
}

static GtkWidget *
new_label (const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, style);
  return label;
}

static void
td_fact_card_init (TdFactCard *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 4);
  self->title = new_label ("heading");
  self->grid = gtk_grid_new ();
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (self->grid), 2);
  gtk_widget_set_parent (self->title, GTK_WIDGET (self));
  gtk_widget_set_parent (self->grid, GTK_WIDGET (self));
}

GtkWidget *
td_fact_card_new (void)
{
  return g_object_new (TD_TYPE_FACT_CARD, NULL);
}

void
td_fact_card_start (TdFactCard *self, const char *title)
{
  g_return_if_fail (TD_IS_FACT_CARD (self));

  gtk_label_set_text (GTK_LABEL (self->title), title);
  for (GtkWidget *child = gtk_widget_get_first_child (self->grid); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gtk_widget_set_visible (child, FALSE);
  self->n_lines = 0;
}

static GtkWidget *
label_at (TdFactCard *self, int column)
{
  GtkWidget *label = gtk_grid_get_child_at (GTK_GRID (self->grid), column, (int) self->n_lines);

  if (label != NULL)
    return label;
  label = new_label ("caption");
  if (column == 0)
    gtk_widget_add_css_class (label, "dim-label");
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), VALUE_CHARS);
  gtk_grid_attach (GTK_GRID (self->grid), label, column, (int) self->n_lines, 1, 1);
  return label;
}

void
td_fact_card_add (TdFactCard *self, const char *name, const char *value)
{
  const char *texts[] = { name, value };

  g_return_if_fail (TD_IS_FACT_CARD (self));

  for (int column = 0; column < 2; column++)
    {
      GtkWidget *label = label_at (self, column);

      gtk_label_set_text (GTK_LABEL (label), texts[column]);
      gtk_widget_set_visible (label, TRUE);
    }
  self->n_lines++;
}

char *
td_fact_card_dup_text (TdFactCard *self)
{
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (TD_IS_FACT_CARD (self), g_string_free (text, FALSE));

  for (guint i = 0; i < self->n_lines; i++)
    {
      GtkGrid *grid = GTK_GRID (self->grid);

      g_string_append_printf (text, "%s%s: %s", i > 0 ? ", " : "",
                              gtk_label_get_text (GTK_LABEL (gtk_grid_get_child_at (grid, 0, (int) i))),
                              gtk_label_get_text (GTK_LABEL (gtk_grid_get_child_at (grid, 1, (int) i))));
    }
  return g_string_free (text, FALSE);
}
