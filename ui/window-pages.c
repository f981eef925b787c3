/* window-pages.c — the pages below the network.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/window-pages.h"

#include "ui/balance-page.h"
#include "ui/curves-page.h"
#include "ui/gradients-page.h"
#include "ui/predictions-page.h"
#include "ui/what-if-page.h"

#define CURVES "curves"
#define PREDICTIONS "predictions"
#define GRADIENTS "gradients"
#define BALANCE "balance"
#define WHAT_IF "what-if"

static gboolean
is_page (GBinding *binding, const GValue *shown, GValue *visible, gpointer page)
{
  g_value_set_boolean (visible, g_value_get_object (shown) == page);
  return TRUE;
}

/* A row that is predicted badly is worth a try. */
static void
row_cb (GtkStack *pages, guint64 row)
{
  td_what_if_page_show_row (TD_WHAT_IF_PAGE (gtk_stack_get_child_by_name (pages, WHAT_IF)), row);
  gtk_stack_set_visible_child_name (pages, WHAT_IF);
}

void
td_window_pages_ensure_types (void)
{
  g_type_ensure (TD_TYPE_CURVES_PAGE);
  g_type_ensure (TD_TYPE_PREDICTIONS_PAGE);
  g_type_ensure (TD_TYPE_GRADIENTS_PAGE);
  g_type_ensure (TD_TYPE_BALANCE_PAGE);
  g_type_ensure (TD_TYPE_WHAT_IF_PAGE);
}

void
td_window_pages_init (GtkStack *pages, GtkBox *tools)
{
  GtkWidget *curves = gtk_stack_get_child_by_name (pages, CURVES);
  GtkWidget *curves_tools = td_curves_page_get_tools (TD_CURVES_PAGE (curves));

  gtk_box_append (tools, curves_tools);
  g_object_bind_property_full (pages, "visible-child", curves_tools, "visible",
                               G_BINDING_SYNC_CREATE, is_page, NULL, curves, NULL);
  g_signal_connect_object (gtk_stack_get_child_by_name (pages, PREDICTIONS), "row",
                           G_CALLBACK (row_cb), pages, G_CONNECT_SWAPPED);
}

void
td_window_pages_set_session (GtkStack *pages, TdSession *session)
{
  td_curves_page_set_session (TD_CURVES_PAGE (gtk_stack_get_child_by_name (pages, CURVES)),
                              session);
  td_predictions_page_set_session (
    TD_PREDICTIONS_PAGE (gtk_stack_get_child_by_name (pages, PREDICTIONS)), session);
  td_gradients_page_set_session (
    TD_GRADIENTS_PAGE (gtk_stack_get_child_by_name (pages, GRADIENTS)), session);
  td_balance_page_set_session (TD_BALANCE_PAGE (gtk_stack_get_child_by_name (pages, BALANCE)),
                               session);
  td_what_if_page_set_session (TD_WHAT_IF_PAGE (gtk_stack_get_child_by_name (pages, WHAT_IF)),
                               session);
}
