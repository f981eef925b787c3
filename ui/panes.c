/* panes.c — a GtkPaned whose upper pane keeps its share of the height.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/panes.h"

#include <math.h>

#define USUAL 0.4
#define LEAST 330 /* pixels, as long as nobody chose less */

struct _TdPanes
{
  GtkWidget parent_instance;

  double share;   /* chosen; 0: not yet */
  int    height;  /* of the last layout */
  int    settled; /* where that left the handle */
};

G_DEFINE_FINAL_TYPE (TdPanes, td_panes, GTK_TYPE_WIDGET)

static GtkPaned *
get_paned (TdPanes *self)
{
  return GTK_PANED (gtk_widget_get_first_child (GTK_WIDGET (self)));
}

/* There is no signal of a handle that was moved: it is where the layout didn't leave it. */
static void
take_share (TdPanes *self)
{
  int position = gtk_paned_get_position (get_paned (self));

  if (self->height > 0 && position != self->settled)
    self->share = (double) position / self->height;
  self->settled = position;
}

static void
td_panes_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                  int *natural, int *minimum_baseline, int *natural_baseline)
{
  gtk_widget_measure (gtk_widget_get_first_child (widget), orientation, for_size, minimum, natural,
                      NULL, NULL);
}

static void
td_panes_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  TdPanes *self = TD_PANES (widget);
  GtkPaned *paned = get_paned (self);

  take_share (self);
  gtk_paned_set_position (paned, self->share > 0 ? (int) lrint (self->share * height)
                                                 : MAX ((int) (USUAL * height), LEAST));
  gtk_widget_size_allocate (GTK_WIDGET (paned), &(GtkAllocation) { 0, 0, width, height }, -1);
  self->height = height;
  self->settled = gtk_paned_get_position (paned);
}

static void
td_panes_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (td_panes_parent_class)->dispose (object);
}

static void
td_panes_class_init (TdPanesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = td_panes_dispose;
  widget_class->measure = td_panes_measure;
  widget_class->size_allocate = td_panes_size_allocate;
}

static void
td_panes_init (TdPanes *self)
{
}

double
td_panes_get_share (TdPanes *self)
{
  g_return_val_if_fail (TD_IS_PANES (self), 0);

  take_share (self);
  return self->share;
}

void
td_panes_set_share (TdPanes *self, double share)
{
  g_return_if_fail (TD_IS_PANES (self));

  self->share = share;
  self->settled = gtk_paned_get_position (get_paned (self));
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}
