/* kind-choice.c — a drop-down of a family's kinds.
 *
 * GtkDropDown can't be derived from, so what it needs to know hangs on it as data.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/kind-choice.h"

#include "ui/accessible.h"
#include "ui/tooltip.h"

#include <glib/gi18n.h>

#define SEARCHED 8       /* kinds from which on there is a search entry */
#define SUMMARY_CHARS 38

/* A line of the list. */
typedef struct
{
  GObject       parent_instance;
  const TdKind *kind; /* NULL: absent */
  const char   *title, *summary;
} TdKindItem;

typedef struct
{
  GObjectClass parent_class;
} TdKindItemClass;

static GType td_kind_item_get_type (void);
G_DEFINE_TYPE (TdKindItem, td_kind_item, G_TYPE_OBJECT)

static void
td_kind_item_class_init (TdKindItemClass *klass)
{
}

static void
td_kind_item_init (TdKindItem *self)
{
}

/* What the search looks in. */
static char *
dup_item_text (TdKindItem *item)
{
  return g_strdup (item->title);
}

static gboolean
is_allowed (const TdOption *option, const TdKind *kind)
{
  return option->choices == NULL || g_strv_contains (option->choices, kind->id);
}

static void
append_kind (GListStore *items, const TdKind *kind, const char *title, const char *summary)
{
  TdKindItem *item = g_object_new (td_kind_item_get_type (), NULL);

  item->kind = kind;
  item->title = title;
  item->summary = summary;
  g_list_store_append (items, item);
  g_object_unref (item);
}

static GListStore *
list_kinds (const TdOption *option)
{
  GListStore *items = g_list_store_new (td_kind_item_get_type ());

  if (option->text == NULL) /* then the help says what happens */
    append_kind (items, NULL, td_kind_choice_absent (option),
                 option->help != NULL ? _(option->help) : "");
  for (guint i = 0; option->family->kinds[i] != NULL; i++)
    {
      const TdKind *kind = option->family->kinds[i];

      if (is_allowed (option, kind))
        append_kind (items, kind, _(kind->title), _(kind->summary));
    }
  return items;
}

/* The list: a title, and the kind's sentence under it */

static void
setup_line_cb (GtkSignalListItemFactory *factory, GtkListItem *line)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *title = gtk_label_new (NULL), *summary = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_xalign (GTK_LABEL (summary), 0);
  gtk_label_set_wrap (GTK_LABEL (summary), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (summary), SUMMARY_CHARS);
  gtk_label_set_width_chars (GTK_LABEL (summary), SUMMARY_CHARS);
  gtk_widget_add_css_class (summary, "caption");
  gtk_widget_add_css_class (summary, "dim-label");
  gtk_widget_add_css_class (box, "kind-line");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), summary);
  gtk_list_item_set_child (line, box);
}

static void
bind_line_cb (GtkSignalListItemFactory *factory, GtkListItem *line)
{
  const TdKindItem *item = gtk_list_item_get_item (line);
  GtkWidget *box = gtk_list_item_get_child (line);
  GtkWidget *title = gtk_widget_get_first_child (box);

  gtk_label_set_text (GTK_LABEL (title), item->title);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_next_sibling (title)), item->summary);
}

static void
setup_button_cb (GtkSignalListItemFactory *factory, GtkListItem *line)
{
  GtkWidget *title = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_list_item_set_child (line, title);
}

static void
bind_button_cb (GtkSignalListItemFactory *factory, GtkListItem *line)
{
  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (line)),
                      ((TdKindItem *) gtk_list_item_get_item (line))->title);
}

static GtkListItemFactory *
make_factory (void (*setup) (GtkSignalListItemFactory *, GtkListItem *),
              void (*bind) (GtkSignalListItemFactory *, GtkListItem *))
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind), NULL);
  return factory;
}

/* What is chosen */

static TdConfig *
config_of (GtkDropDown *drop_down)
{
  return g_object_get_data (G_OBJECT (drop_down), "td-config");
}

static const TdKind *
kind_at (GtkDropDown *drop_down, guint position)
{
  g_autoptr(GObject) item = g_list_model_get_item (gtk_drop_down_get_model (drop_down), position);

  return ((TdKindItem *) item)->kind;
}

static void
show_kind (GtkDropDown *drop_down)
{
  const TdKind *kind = td_config_get_kind (config_of (drop_down));
  guint n = g_list_model_get_n_items (gtk_drop_down_get_model (drop_down));
  g_autofree char *tip = NULL;

  for (guint i = 0; i < n; i++)
    if (kind_at (drop_down, i) == kind && gtk_drop_down_get_selected (drop_down) != i)
      gtk_drop_down_set_selected (drop_down, i);
  if (kind != NULL)
    tip = g_strjoin ("\n", _(kind->summary), kind->paper, NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (drop_down), tip);
}

static void
changed_cb (GtkDropDown *drop_down, TdConfig *origin, const TdOption *option)
{
  if (option == NULL && origin == config_of (drop_down))
    show_kind (drop_down);
}

static void
selected_cb (GtkDropDown *drop_down)
{
  guint position = gtk_drop_down_get_selected (drop_down);

  if (position != GTK_INVALID_LIST_POSITION)
    td_config_set_kind (config_of (drop_down), kind_at (drop_down, position));
}

static void
set_factories (GtkDropDown *drop_down)
{
  g_autoptr(GtkListItemFactory) lines = make_factory (setup_line_cb, bind_line_cb);
  g_autoptr(GtkListItemFactory) button = make_factory (setup_button_cb, bind_button_cb);

  gtk_drop_down_set_factory (drop_down, button);
  gtk_drop_down_set_list_factory (drop_down, lines);
}

GtkWidget *
td_kind_choice_new (TdConfig *parent, const TdOption *option, const char *label)
{
  GtkExpression *text;
  GtkWidget *widget;
  GtkDropDown *drop_down;
  TdConfig *config;

  g_return_val_if_fail (TD_IS_CONFIG (parent), NULL);
  g_return_val_if_fail (option->type == TD_KIND, NULL);

  config = td_config_get_child (parent, option->name);
  text = gtk_cclosure_expression_new (G_TYPE_STRING, NULL, 0, NULL, G_CALLBACK (dup_item_text),
                                      NULL, NULL);
  widget = gtk_drop_down_new (G_LIST_MODEL (list_kinds (option)), text);
  drop_down = GTK_DROP_DOWN (widget);
  set_factories (drop_down);
  gtk_drop_down_set_enable_search (drop_down, g_list_model_get_n_items (
                                     gtk_drop_down_get_model (drop_down)) >= SEARCHED);
  g_object_set_data_full (G_OBJECT (widget), "td-config", g_object_ref (config), g_object_unref);
  td_accessible_set_name (widget, label);
  show_kind (drop_down);
  td_tooltip_yield (widget);
  g_signal_connect (widget, "notify::selected", G_CALLBACK (selected_cb), NULL);
  g_signal_connect_object (config, "changed", G_CALLBACK (changed_cb), widget, G_CONNECT_SWAPPED);
  return widget;
}

gboolean
td_kind_choice_has_choice (const TdOption *option)
{
  g_autoptr(GListStore) items = NULL;

  if (option->family->record)
    return option->text == NULL; /* absent, or there */
  items = list_kinds (option);
  return g_list_model_get_n_items (G_LIST_MODEL (items)) > 1;
}

TdConfig *
td_kind_choice_get_config (GtkWidget *drop_down)
{
  g_return_val_if_fail (GTK_IS_WIDGET (drop_down), NULL);
  return g_object_get_data (G_OBJECT (drop_down), "td-config");
}

const char *
td_kind_choice_absent (const TdOption *option)
{
  return option->family->record ? _("None") : _("Automatic");
}
