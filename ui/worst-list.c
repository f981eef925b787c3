/* worst-list.c — the rows of the data that a task gets most wrong.
 *
 * Rows are made once and filled again: a list that is made anew four times a second would lose the
 * keyboard's place.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/worst-list.h"

#include "core/data/input-row.h"
#include "ui/accessible.h"
#include "ui/chart/color.h"
#include "ui/format.h"
#include "ui/style.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define PICTURE 40
#define WIDTH 200
#define CHARS 24 /* "Is Sneaker, said Sandal", where there is room */

typedef struct
{
  GtkWidget      *row;
  GtkWidget      *picture;
  GtkInscription *words;
  GtkInscription *number;
  gsize           at;            /* in the data */
  guint           width, height; /* of the picture; 0: none */
  float          *pixels;        /* (height, width) 0 … 1 */
} Entry;

struct _TdWorstList
{
  GtkWidget parent_instance;

  GtkListBox *list;
  Entry       entries[TD_REVIEW_WORST];
};

G_DEFINE_FINAL_TYPE (TdWorstList, td_worst_list, GTK_TYPE_WIDGET)

static guint chosen_signal;

static void
draw_picture (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer user_data)
{
  const Entry *entry = user_data;
  TdPalette palette = td_style_palette (GTK_WIDGET (area));
  double size = (double) MIN (width, height) / MAX (MAX (entry->width, entry->height), 1);

  td_rgba_set (td_rgba_fade (palette.foreground, 0.05), cr);
  cairo_paint (cr);
  for (guint i = 0; i < entry->width * entry->height; i++)
    {
      double x = i % entry->width * size, y = i / entry->width * size;

      if (entry->pixels[i] <= 0)
        continue;
      td_rgba_set (td_rgba_fade (palette.foreground, entry->pixels[i]), cr);
      cairo_rectangle (cr, floor (x), floor (y), floor (x + size) - floor (x),
                       floor (y + size) - floor (y));
      cairo_fill (cr);
    }
}

/* Ink from the row's own lightest to its darkest pixel. */
static void
show_picture (Entry *entry, const TdPlan *plan)
{
  const TdSpec *spec = &td_data_of (&plan->project)->image;
  const TdImageSettings *image = spec->options;
  guint n_inputs = plan->fit->n_inputs, n;
  gboolean fits = spec->kind != NULL
                  && image->width * image->height * image->channels == n_inputs;
  g_autofree double *values = NULL;
  double least, most;

  gtk_widget_set_visible (entry->picture, fits);
  entry->width = entry->height = 0;
  if (!fits)
    return;
  n = (guint) (image->width * image->height);
  values = g_new (double, n_inputs);
  td_input_row_read (plan->fit, plan->dataset, entry->at, values);
  least = most = values[0];
  for (guint i = 1; i < n_inputs; i++)
    {
      least = MIN (least, values[i]);
      most = MAX (most, values[i]);
    }
  entry->width = (guint) image->width;
  entry->height = (guint) image->height;
  entry->pixels = g_renew (float, entry->pixels, n);
  memset (entry->pixels, 0, n * sizeof (float));
  for (guint i = 0; i < n_inputs && most > least; i++)
    entry->pixels[i % n] += (float) ((values[i] - least) / (most - least)
                                     / (double) image->channels);
  gtk_widget_queue_draw (entry->picture);
}

static void
show_entry (Entry *entry, const TdPlan *plan, const TdWorstRow *worst)
{
  g_autofree char *count = td_format_count (worst->row + 1);
  g_autofree char *number = g_strdup_printf (_("Row %s · loss %.3g"), count, worst->loss);
  g_autofree char *words
    = g_strdup_printf (_("Is %s, said %s"), worst->truth != NULL ? worst->truth : "–",
                       *worst->said != '\0' ? worst->said : "–");

  entry->at = worst->row;
  gtk_inscription_set_text (entry->words, words);
  gtk_inscription_set_text (entry->number, number);
  td_accessible_set_name (entry->row, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry->row),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, number, -1);
  show_picture (entry, plan);
}

static void
activated_cb (TdWorstList *self, GtkListBoxRow *row)
{
  int at = gtk_list_box_row_get_index (row);

  g_signal_emit (self, chosen_signal, 0, (guint64) self->entries[at].at);
}

static GtkInscription *
make_text (GtkWidget *box)
{
  GtkWidget *text = g_object_new (GTK_TYPE_INSCRIPTION, "xalign", 0.0f, "min-chars", 12,
                                  "nat-chars", CHARS, "hexpand", TRUE, "text-overflow",
                                  GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END, NULL);

  gtk_box_append (GTK_BOX (box), text);
  return GTK_INSCRIPTION (text);
}

static void
make_entry (TdWorstList *self, Entry *entry)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  entry->picture = gtk_drawing_area_new ();
  gtk_widget_set_size_request (entry->picture, PICTURE, PICTURE);
  gtk_widget_set_valign (entry->picture, GTK_ALIGN_CENTER);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (entry->picture), draw_picture, entry, NULL);
  gtk_box_append (GTK_BOX (box), entry->picture);
  entry->words = make_text (texts);
  entry->number = make_text (texts);
  gtk_widget_add_css_class (GTK_WIDGET (entry->number), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (entry->number), "caption");
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), texts);
  entry->row = gtk_list_box_row_new ();
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (entry->row), box);
  gtk_widget_set_tooltip_text (entry->row, _("Try it in What If"));
  gtk_list_box_append (self->list, entry->row);
}

static void
td_worst_list_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (td_worst_list_parent_class)->dispose (object);
}

static void
td_worst_list_finalize (GObject *object)
{
  TdWorstList *self = TD_WORST_LIST (object);

  for (guint i = 0; i < TD_REVIEW_WORST; i++)
    g_free (self->entries[i].pixels);
  G_OBJECT_CLASS (td_worst_list_parent_class)->finalize (object);
}

static void
td_worst_list_class_init (TdWorstListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = td_worst_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = td_worst_list_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "tdworst");
  chosen_signal = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT64);
}

static void
td_worst_list_init (TdWorstList *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  GtkWidget *title = gtk_label_new (_("Worst rows"));
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  td_accessible_set_name (GTK_WIDGET (self->list), _("Worst rows"));
  for (guint i = 0; i < TD_REVIEW_WORST; i++)
    make_entry (self, &self->entries[i]);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (activated_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "heading");
  gtk_widget_set_margin_bottom (title, 6);
  gtk_widget_set_parent (title, GTK_WIDGET (self));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_widget_set_size_request (scroller, WIDTH, -1);
  gtk_widget_set_parent (scroller, GTK_WIDGET (self));
  td_worst_list_show (self, NULL);
}

void
td_worst_list_show (TdWorstList *self, const TdReview *review)
{
  guint n = review != NULL ? review->n_worst : 0;

  g_return_if_fail (TD_IS_WORST_LIST (self));

  for (guint i = 0; i < TD_REVIEW_WORST; i++)
    {
      gtk_widget_set_visible (self->entries[i].row, i < n);
      if (i < n)
        show_entry (&self->entries[i], review->plan, &review->worst[i]);
    }
}
