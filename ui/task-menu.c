/* task-menu.c — see task-menu.h.
 *
 * Made anew each time it opens, as what it offers depends on the task, its data and its place.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/task-menu.h"

#include "core/project/guess-task.h"
#include "ui/cold-start.h"

#include <glib/gi18n.h>

#define MENU "td-menu" /* data of a row: its popover */

static void
append (GMenu *menu, const char *label, const char *action, const char *target, const char *accel)
{
  g_autoptr(GMenuItem) item = g_menu_item_new (label, NULL);

  if (target != NULL)
    g_menu_item_set_action_and_target (item, action, "s", target);
  else
    g_menu_item_set_action_and_target (item, action, NULL);
  if (accel != NULL)
    g_menu_item_set_attribute (item, "accel", "s", accel);
  g_menu_append_item (menu, item);
}

/* Summaries of the columns a task predicts, or NULL when not all are there. */
static TdColumnSummary *
summarize (TdTaskRow *row, guint *n)
{
  const char *const *targets = td_config_get_text_list (td_task_row_get_task (row), "targets");
  g_autoptr(TdTable) table = td_session_dup_table (td_task_row_get_session (row), NULL);
  g_autofree TdColumnSummary *summaries = g_new0 (TdColumnSummary,
                                                  g_strv_length ((char **) targets) + 1);

  for (*n = 0; targets[*n] != NULL; (*n)++)
    {
      const TdColumn *column = table != NULL ? td_table_find (table, targets[*n]) : NULL;

      if (column == NULL)
        return NULL;
      td_column_summarize (column, td_table_n_rows (table), &summaries[*n]);
    }
  return g_steal_pointer (&summaries);
}

/* What the labels could be instead; NULL: nothing else. */
static GMenuModel *
make_kinds (TdTaskRow *row)
{
  guint n = 0;
  g_autofree TdColumnSummary *summaries = summarize (row, &n);
  const TdKind *now = td_config_get_kind (td_task_row_get_task (row));
  g_autoptr(GMenu) menu = g_menu_new ();

  for (guint i = 0; summaries != NULL && td_tasks.kinds[i] != NULL; i++)
    if (td_tasks.kinds[i] == now
        || td_task_kind_fits ((const TdTaskKind *) td_tasks.kinds[i], summaries, n))
      append (menu, _(td_tasks.kinds[i]->title), "task.kind", td_tasks.kinds[i]->id, NULL);
  if (g_menu_model_get_n_items (G_MENU_MODEL (menu)) < 2)
    return NULL;
  return G_MENU_MODEL (g_steal_pointer (&menu));
}

static GMenuModel *
make_menu (TdTaskRow *row)
{
  const char *id = td_task_row_get_id (row);
  g_autoptr(GMenu) look = g_menu_new (), place = g_menu_new (), end = g_menu_new ();
  g_autoptr(GMenuModel) kinds = make_kinds (row);
  GMenu *menu = g_menu_new ();

  append (look, _("_Rename"), "task.rename", NULL, "F2");
  append (look, _("_Color…"), "task.color", NULL, NULL);
  if (kinds != NULL)
    g_menu_append_submenu (look, _("_Kind"), kinds);
  append (look, _("_Learns"), "task.enabled", NULL, NULL);
  append (look, td_cold_start_task_label (td_task_row_get_session (row), id), "win.train-alone", id,
          NULL);
  append (place, _("Move _Up"), "tasks.move-up", id, "<Alt>Up");
  append (place, _("Move _Down"), "tasks.move-down", id, "<Alt>Down");
  append (end, _("R_emove"), "tasks.remove", id, "Delete");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (look));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (place));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (end));
  return G_MENU_MODEL (menu);
}

static GtkWidget *
find_popover (TdTaskRow *row)
{
  return g_object_get_data (G_OBJECT (row), MENU);
}

static GtkWidget *
make_popover (TdTaskRow *row)
{
  GtkWidget *popover = gtk_popover_menu_new_from_model (NULL);

  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_widget_set_parent (popover, GTK_WIDGET (row));
  g_object_set_data (G_OBJECT (row), MENU, popover);
  return popover;
}

static void
place_menu (TdTaskRow *row, GtkPopover *popover, GtkWidget *at, const GdkRectangle *where)
{
  double x = 0, y = 0;
  GdkRectangle area = { 0, 0, gtk_widget_get_width (at), gtk_widget_get_height (at) };

  if (where != NULL)
    area = *where;
  gtk_widget_translate_coordinates (at, GTK_WIDGET (row), area.x, area.y, &x, &y);
  area.x = (int) x;
  area.y = (int) y;
  gtk_popover_set_pointing_to (popover, &area);
  gtk_widget_set_halign (GTK_WIDGET (popover), where != NULL ? GTK_ALIGN_START : GTK_ALIGN_FILL);
}

void
td_task_menu_popup (TdTaskRow *row, GtkWidget *at, const GdkRectangle *where)
{
  GtkWidget *popover;
  g_autoptr(GMenuModel) menu = NULL;

  g_return_if_fail (TD_IS_TASK_ROW (row));

  popover = find_popover (row) != NULL ? find_popover (row) : make_popover (row);
  menu = make_menu (row);
  gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (popover), menu);
  place_menu (row, GTK_POPOVER (popover), at, where);
  gtk_popover_popup (GTK_POPOVER (popover));
}

void
td_task_menu_drop (TdTaskRow *row)
{
  GtkWidget *popover = find_popover (row);

  if (popover != NULL)
    gtk_widget_unparent (popover);
  g_object_set_data (G_OBJECT (row), MENU, NULL);
}
