/* beside.c — a picture with a smaller one at its side.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/beside.h"

#define SHARE 0.36
#define MOST 460 /* pixels, or as wide as it is high; the rest is better spent on the large one */

struct _TdBeside
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (TdBeside, td_beside, GTK_TYPE_WIDGET)

static void
td_beside_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                   int *natural, int *minimum_baseline, int *natural_baseline)
{
  GtkWidget *large = gtk_widget_get_first_child (widget);
  GtkWidget *small = gtk_widget_get_last_child (widget);
  int least = 0, usual;

  gtk_widget_measure (large, orientation, -1, minimum, natural, NULL, NULL);
  if (gtk_widget_get_visible (small))
    gtk_widget_measure (small, orientation, -1, &least, &usual, NULL, NULL);
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? *minimum + least : MAX (*minimum, least);
  *natural = MAX (*minimum, *natural);
}

static void
td_beside_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GtkWidget *large = gtk_widget_get_first_child (widget);
  GtkWidget *small = gtk_widget_get_last_child (widget);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int side = 0, least_large, least_small;

  if (gtk_widget_get_visible (small))
    {
      gtk_widget_measure (large, GTK_ORIENTATION_HORIZONTAL, -1, &least_large, NULL, NULL, NULL);
      gtk_widget_measure (small, GTK_ORIENTATION_HORIZONTAL, -1, &least_small, NULL, NULL, NULL);
      side = MIN ((int) (SHARE * width), MAX (MOST, height));
      side = MAX (MIN (side, width - least_large), least_small);
      gtk_widget_size_allocate (small, &(GtkAllocation) { mirrored ? 0 : width - side, 0, side,
                                                          height }, -1);
    }
  gtk_widget_size_allocate (large, &(GtkAllocation) { mirrored ? side : 0, 0, width - side,
                                                      height }, -1);
}

static void
td_beside_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (td_beside_parent_class)->dispose (object);
}

static void
td_beside_class_init (TdBesideClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = td_beside_dispose;
  widget_class->measure = td_beside_measure;
  widget_class->size_allocate = td_beside_size_allocate;
}

static void
td_beside_init (TdBeside *self)
{
}
