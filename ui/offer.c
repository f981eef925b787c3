/* offer.c — texts to choose from in a drop-down.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/offer.h"

static gboolean
offers (GtkDropDown *choice, const GPtrArray *texts)
{
  GListModel *model = gtk_drop_down_get_model (choice);

  if (model == NULL || g_list_model_get_n_items (model) != texts->len)
    return FALSE;
  for (guint i = 0; i < texts->len; i++)
    if (g_strcmp0 (gtk_string_list_get_string (GTK_STRING_LIST (model), i), texts->pdata[i]) != 0)
      return FALSE;
  return TRUE;
}

void
td_offer_texts (GtkDropDown *choice, const GPtrArray *texts, guint selected)
{
  GtkStringList *list;

  if (offers (choice, texts))
    return;
  list = gtk_string_list_new (NULL);
  for (guint i = 0; i < texts->len; i++)
    gtk_string_list_append (list, g_ptr_array_index (texts, i));
  gtk_drop_down_set_model (choice, G_LIST_MODEL (list));
  if (texts->len > 0)
    gtk_drop_down_set_selected (choice, selected < texts->len ? selected : 0);
  gtk_widget_set_visible (GTK_WIDGET (choice), texts->len > 0);
  g_object_unref (list);
}
