/* bar.c — a thin bar of coloured stretches.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/bar.h"

struct _TdBar
{
  GtkWidget parent_instance;

  double  shares[TD_BAR_MAX_PARTS];
  GdkRGBA colors[TD_BAR_MAX_PARTS];
};

G_DEFINE_FINAL_TYPE (TdBar, td_bar, GTK_TYPE_WIDGET)

static void
td_bar_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  TdBar *self = TD_BAR (widget);
  float width = (float) gtk_widget_get_width (widget);
  float height = (float) gtk_widget_get_height (widget);
  float left = 0;
  GskRoundedRect outline;
  GdkRGBA trough;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &trough);
  trough.alpha *= 0.15f;
  gsk_rounded_rect_init_from_rect (&outline, &GRAPHENE_RECT_INIT (0, 0, width, height), height / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &trough, &GRAPHENE_RECT_INIT (0, 0, width, height));
  for (guint i = 0; i < TD_BAR_MAX_PARTS; i++)
    {
      float stretch = (float) self->shares[i] * width;

      if (stretch > 0)
        gtk_snapshot_append_color (snapshot, &self->colors[i],
                                   &GRAPHENE_RECT_INIT (left, 0, stretch, height));
      left += stretch;
    }
  gtk_snapshot_pop (snapshot);
}

static void
td_bar_class_init (TdBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = td_bar_snapshot;
  gtk_widget_class_set_css_name (widget_class, "tdbar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
td_bar_init (TdBar *self)
{
}

void
td_bar_set_part (TdBar *self, guint part, double share, const GdkRGBA *color)
{
  g_return_if_fail (TD_IS_BAR (self));
  g_return_if_fail (part < TD_BAR_MAX_PARTS);

  share = CLAMP (share, 0, 1);
  if (self->shares[part] == share && gdk_rgba_equal (&self->colors[part], color))
    return;
  self->shares[part] = share;
  self->colors[part] = *color;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
