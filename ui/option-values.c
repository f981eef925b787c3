/* option-values.c — see option-values.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/option-values.h"

#include "ui/accessible.h"
#include "ui/option-text.h"

#include <glib/gi18n.h>

static void
append_value (GMenu *menu, const TdOption *option, double value)
{
  g_autofree char *number = td_option_dup_number (option, value);
  g_autofree char *label = NULL;
  g_autoptr(GMenuItem) item = NULL;

  if (value < option->minimum || value > option->maximum)
    return;
  if (option->unit == NULL || value == option->minimum)
    label = g_steal_pointer (&number);
  else
    label = g_strdup_printf ("%s %s", number, _(option->unit));
  item = g_menu_item_new (label, NULL);
  g_menu_item_set_action_and_target (item, "option.set", "d", value);
  g_menu_append_item (menu, item);
}

static GMenuModel *
make_menu (const TdOption *option)
{
  static const double magnitudes[] = { 0.1, 1, 10, 100 }, multiples[] = { 0.5, 1, 2, 4 };
  const double *factors = option->type == TD_INTEGER ? multiples : magnitudes;
  GMenu *menu = g_menu_new ();

  append_value (menu, option, option->minimum);
  if (option->minimum < 0)
    append_value (menu, option, 0);
  for (guint i = 0; i < G_N_ELEMENTS (magnitudes); i++)
    append_value (menu, option, option->usual * factors[i]);
  return G_MENU_MODEL (menu);
}

GtkWidget *
td_option_values_new (const TdOption *option, const char *title)
{
  g_autoptr(GMenuModel) menu = make_menu (option);
  g_autofree char *name = g_strdup_printf (_("Values for %s"), title);
  GtkWidget *button = gtk_menu_button_new ();

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "pan-down-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), menu);
  gtk_widget_add_css_class (button, "values");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  td_accessible_set_menu_name (button, name);
  return button;
}
