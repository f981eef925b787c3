/* kind-choice.c — a drop-down of a family's kinds.
 *
 * GtkDropDown can't be derived from, so what it needs to know hangs on it as data.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/kind-choice.h"

#include "ui/accessible.h"

#include <glib/gi18n.h>

typedef struct
{
  TdConfig      *config; /* whose kind is chosen */
  const TdKind **kinds;  /* by position; the first may be NULL: absent */
  guint          n_kinds;
} Choice;

static Choice *
choice_of (GtkDropDown *drop_down)
{
  return g_object_get_data (G_OBJECT (drop_down), "td-choice");
}

static void
choice_free (gpointer data)
{
  Choice *choice = data;

  g_clear_object (&choice->config);
  g_free (choice->kinds);
  g_free (choice);
}

static gboolean
is_allowed (const TdOption *option, const TdKind *kind)
{
  return option->choices == NULL || g_strv_contains (option->choices, kind->id);
}

static void
list_kinds (const TdOption *option, GPtrArray *kinds)
{
  if (option->text == NULL)
    g_ptr_array_add (kinds, NULL);
  for (guint i = 0; option->family->kinds[i] != NULL; i++)
    if (is_allowed (option, option->family->kinds[i]))
      g_ptr_array_add (kinds, (gpointer) option->family->kinds[i]);
}

static GtkStringList *
list_titles (const GPtrArray *kinds)
{
  GtkStringList *titles = gtk_string_list_new (NULL);

  for (guint i = 0; i < kinds->len; i++)
    {
      const TdKind *kind = kinds->pdata[i];

      gtk_string_list_append (titles, kind != NULL ? _(kind->title) : _("Automatic"));
    }
  return titles;
}

static void
show_kind (GtkDropDown *drop_down)
{
  Choice *choice = choice_of (drop_down);
  const TdKind *kind = td_config_get_kind (choice->config);
  g_autofree char *tip = NULL;

  for (guint i = 0; i < choice->n_kinds; i++)
    if (choice->kinds[i] == kind && gtk_drop_down_get_selected (drop_down) != i)
      gtk_drop_down_set_selected (drop_down, i);
  if (kind != NULL && kind->paper != NULL)
    tip = g_strdup_printf ("%s\n%s", _(kind->summary), kind->paper);
  else if (kind != NULL)
    tip = g_strdup (_(kind->summary));
  gtk_widget_set_tooltip_text (GTK_WIDGET (drop_down), tip);
}

static void
changed_cb (GtkDropDown *drop_down, TdConfig *origin, const TdOption *option)
{
  if (option == NULL && origin == choice_of (drop_down)->config)
    show_kind (drop_down);
}

static void
selected_cb (GtkDropDown *drop_down)
{
  Choice *choice = choice_of (drop_down);
  guint position = gtk_drop_down_get_selected (drop_down);

  if (position < choice->n_kinds && choice->kinds[position] != td_config_get_kind (choice->config))
    td_config_set_kind (choice->config, choice->kinds[position]);
}

GtkWidget *
td_kind_choice_new (TdConfig *parent, const TdOption *option, const char *label)
{
  g_autoptr(GPtrArray) kinds = g_ptr_array_new ();
  Choice *choice = g_new0 (Choice, 1);
  GtkWidget *drop_down;

  g_return_val_if_fail (TD_IS_CONFIG (parent), NULL);
  g_return_val_if_fail (option->type == TD_KIND, NULL);

  list_kinds (option, kinds);
  drop_down = gtk_drop_down_new (G_LIST_MODEL (list_titles (kinds)), NULL);
  choice->config = g_object_ref (td_config_get_child (parent, option->name));
  choice->n_kinds = kinds->len;
  choice->kinds = (const TdKind **) g_ptr_array_steal (kinds, NULL);
  g_object_set_data_full (G_OBJECT (drop_down), "td-choice", choice, choice_free);
  td_accessible_set_name (drop_down, label);
  show_kind (GTK_DROP_DOWN (drop_down));
  g_signal_connect (drop_down, "notify::selected", G_CALLBACK (selected_cb), NULL);
  g_signal_connect_object (choice->config, "changed", G_CALLBACK (changed_cb), drop_down,
                           G_CONNECT_SWAPPED);
  return drop_down;
}

gboolean
td_kind_choice_has_choice (const TdOption *option)
{
  g_autoptr(GPtrArray) kinds = g_ptr_array_new ();

  if (option->family->record)
    return FALSE;
  list_kinds (option, kinds);
  return kinds->len > 1;
}

TdConfig *
td_kind_choice_get_config (GtkWidget *drop_down)
{
  const Choice *choice = choice_of (GTK_DROP_DOWN (drop_down));

  return choice != NULL ? choice->config : NULL;
}
