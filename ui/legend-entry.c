/* legend-entry.c — one button of a legend.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/legend-entry.h"

#include "ui/accessible.h"
#include "ui/chart/swatch.h"

#include <glib/gi18n.h>
#include <string.h>

#define MOST_CHARS 28

struct _TdLegendEntry
{
  GtkToggleButton parent_instance;

  GtkWidget *swatch;
  GtkLabel  *label;
  char      *id;
  TdSeries   sample; /* without its label */
  gboolean   updating;
};

G_DEFINE_FINAL_TYPE (TdLegendEntry, td_legend_entry, GTK_TYPE_TOGGLE_BUTTON)

static void
draw_swatch (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer user_data)
{
  TdLegendEntry *self = user_data;

  td_swatch_draw (cr, &self->sample, 0, height / 2);
}

static void
td_legend_entry_finalize (GObject *object)
{
  g_free (TD_LEGEND_ENTRY (object)->id);
  G_OBJECT_CLASS (td_legend_entry_parent_class)->finalize (object);
}

static void
td_legend_entry_class_init (TdLegendEntryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = td_legend_entry_finalize;
}

static void
td_legend_entry_init (TdLegendEntry *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->swatch = g_object_new (GTK_TYPE_DRAWING_AREA, "content-width", (int) TD_SWATCH_WIDTH,
                               "content-height", (int) TD_SWATCH_WIDTH, "can-target", FALSE,
                               "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->swatch), draw_swatch, self, NULL);
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (self->label, MOST_CHARS);
  gtk_box_append (GTK_BOX (box), self->swatch);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  gtk_button_set_child (GTK_BUTTON (self), box);
  gtk_button_set_has_frame (GTK_BUTTON (self), FALSE);
}

TdLegendEntry *
td_legend_entry_new (void)
{
  return g_object_new (TD_TYPE_LEGEND_ENTRY, NULL);
}

/* Called whenever the run has moved, mostly with the name there is; a tooltip costs as much as
 * drawing a line. */
static void
show_label (TdLegendEntry *self, const TdCurvesEntry *entry)
{
  const char *name = entry->sample.label;
  g_autofree char *tip = NULL;

  if (g_str_equal (gtk_label_get_text (self->label), name))
    return;
  tip = g_strdup_printf (_("%s: click to show or hide, double-click to show nothing else"),
                         entry->help != NULL ? entry->help : name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), tip);
  gtk_label_set_text (self->label, name);
  td_accessible_set_name (GTK_WIDGET (self), name);
}

void
td_legend_entry_update (TdLegendEntry *self, const TdCurvesEntry *entry)
{
  TdSeries sample = entry->sample;

  g_return_if_fail (TD_IS_LEGEND_ENTRY (self));

  sample.label = NULL;
  if (g_strcmp0 (self->id, entry->id) != 0)
    {
      g_free (self->id);
      self->id = g_strdup (entry->id);
    }
  if (memcmp (&self->sample.color, &sample.color, sizeof sample.color) != 0
      || self->sample.marker != sample.marker || self->sample.hidden != sample.hidden)
    gtk_widget_queue_draw (self->swatch);
  self->sample = sample;
  self->updating = TRUE;
  show_label (self, entry);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self), !sample.hidden);
  self->updating = FALSE;
}

gboolean
td_legend_entry_is_updating (TdLegendEntry *self)
{
  g_return_val_if_fail (TD_IS_LEGEND_ENTRY (self), FALSE);
  return self->updating;
}

const char *
td_legend_entry_get_id (TdLegendEntry *self)
{
  g_return_val_if_fail (TD_IS_LEGEND_ENTRY (self), NULL);
  return self->id;
}
