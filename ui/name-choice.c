/* name-choice.c — see name-choice.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/name-choice.h"

#include "ui/option-text.h"

#define MOST_CHARS 30 /* of a name, in the list */

typedef struct
{
  TdConfig       *config;
  const TdOption *option;
  char          **names;   /* as listed */
  gboolean        filling; /* changes are our own */
} Choice;

static Choice *
choice_of (GtkDropDown *drop_down)
{
  return g_object_get_data (G_OBJECT (drop_down), "td-choice");
}

static void
free_choice (gpointer data)
{
  Choice *self = data;

  g_object_unref (self->config);
  g_strfreev (self->names);
  g_free (self);
}

static TdConfig *
find_root (TdConfig *config)
{
  while (td_config_get_parent (config) != NULL)
    config = td_config_get_parent (config);
  return config;
}

/* With the value in force, whatever it is. */
static char **
dup_names (Choice *self)
{
  const char *value = td_config_get_text (self->config, self->option->name);
  g_auto(TdSpec) root = { NULL };
  g_auto(GStrv) names = NULL;
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  td_config_dup_spec (find_root (self->config), &root);
  names = self->option->suggest (&root);
  g_strv_builder_addv (builder, (const char **) names);
  if (!g_strv_contains ((const char *const *) names, value))
    g_strv_builder_add (builder, value);
  return g_strv_builder_end (builder);
}

static void
list_names (Choice *self, GtkDropDown *drop_down)
{
  GtkStringList *titles = GTK_STRING_LIST (gtk_drop_down_get_model (drop_down));
  g_auto(GStrv) names = dup_names (self);

  if (self->names != NULL
      && g_strv_equal ((const char *const *) names, (const char *const *) self->names))
    return;
  gtk_string_list_splice (titles, 0, g_list_model_get_n_items (G_LIST_MODEL (titles)), NULL);
  for (guint i = 0; names[i] != NULL; i++)
    gtk_string_list_take (titles, td_option_dup_title (self->option, names[i]));
  g_strfreev (self->names);
  self->names = g_steal_pointer (&names);
}

static void
show (GtkDropDown *drop_down)
{
  Choice *self = choice_of (drop_down);

  if (td_kind_find_option (td_config_get_kind (self->config), self->option->name) != self->option)
    return; /* another kind by now, and this is about to go */
  self->filling = TRUE;
  list_names (self, drop_down);
  for (guint i = 0; self->names[i] != NULL; i++)
    if (g_strcmp0 (self->names[i], td_config_get_text (self->config, self->option->name)) == 0)
      gtk_drop_down_set_selected (drop_down, i);
  self->filling = FALSE;
}

static void
selected_cb (GtkDropDown *drop_down)
{
  Choice *self = choice_of (drop_down);
  guint position = gtk_drop_down_get_selected (drop_down);

  if (!self->filling && position != GTK_INVALID_LIST_POSITION)
    td_config_set_text (self->config, self->option->name, self->names[position], NULL);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *line)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), MOST_CHARS);
  gtk_list_item_set_child (line, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *line)
{
  GtkStringObject *item = gtk_list_item_get_item (line);

  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (line)),
                      gtk_string_object_get_string (item));
}

GtkWidget *
td_name_choice_new (TdConfig *config, const TdOption *option)
{
  GtkWidget *widget;
  g_autoptr(GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  Choice *self;

  g_return_val_if_fail (TD_IS_CONFIG (config), NULL);
  g_return_val_if_fail (option->type == TD_TEXT && option->suggest != NULL, NULL);

  widget = gtk_drop_down_new (G_LIST_MODEL (gtk_string_list_new (NULL)), NULL);
  self = g_new0 (Choice, 1);
  self->config = g_object_ref (config);
  self->option = option;
  g_object_set_data_full (G_OBJECT (widget), "td-choice", self, free_choice);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  gtk_drop_down_set_factory (GTK_DROP_DOWN (widget), factory);
  show (GTK_DROP_DOWN (widget));
  g_signal_connect (widget, "notify::selected", G_CALLBACK (selected_cb), NULL);
  g_signal_connect_object (find_root (config), "changed", G_CALLBACK (show), widget,
                           G_CONNECT_SWAPPED);
  return widget;
}
