/* task-rename.c — renaming a task in its row.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/task-row-parts.h"

#include "ui/task-edit.h"

#define MOST_LINES 4 /* of what is wrong with a name */

static void
end_rename (TdTaskRow *self)
{
  gboolean focused = gtk_widget_get_focus_child (GTK_WIDGET (self->names)) != NULL;

  self->renaming = FALSE;
  if (focused)
    gtk_widget_grab_focus (GTK_WIDGET (self));
  gtk_stack_set_visible_child (self->names, GTK_WIDGET (self->name));
  gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
  td_task_row_show_summary (self, NULL);
}

static void
commit_cb (TdTaskRow *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));
  g_autoptr(GError) error = NULL;

  if (!self->renaming)
    return;
  if (td_task_edit_rename (self->session, self->task, name, &error))
    {
      end_rename (self);
      return;
    }
  gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
  td_task_row_show_summary (self, error->message);
}

/* Whoever goes elsewhere is done; a name that makes no sense isn't kept. */
static void
left_cb (TdTaskRow *self)
{
  commit_cb (self);
  if (self->renaming)
    end_rename (self);
}

static gboolean
entry_key_cb (TdTaskRow *self, guint keyval)
{
  if (keyval != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;
  end_rename (self);
  return GDK_EVENT_STOP;
}

/* Not when it is pressed: GTK miscounts, with a warning, what is hidden under a finger. What is let
 * go of elsewhere was a swipe or a drag. */
static void
clicked_cb (TdTaskRow *self, int n_press, double x, double y, GtkEventController *click)
{
  if (n_press == 2 && gtk_widget_contains (gtk_event_controller_get_widget (click), x, y))
    td_task_row_start_rename (self);
}

void
td_task_row_show_summary (TdTaskRow *self, const char *error)
{
  gtk_label_set_text (self->kind, error != NULL ? error : self->summary);
  if (error != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->kind), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->kind), "error");
  gtk_label_set_wrap (self->kind, error != NULL);
  gtk_label_set_lines (self->kind, error != NULL ? MOST_LINES : -1);
}

void
td_task_row_class_bind_rename (GtkWidgetClass *klass)
{
  gtk_widget_class_bind_template_callback (klass, commit_cb);
  gtk_widget_class_bind_template_callback (klass, left_cb);
  gtk_widget_class_bind_template_callback (klass, entry_key_cb);
  gtk_widget_class_bind_template_callback (klass, clicked_cb);
}

void
td_task_row_start_rename (TdTaskRow *self)
{
  g_return_if_fail (TD_IS_TASK_ROW (self));

  self->renaming = TRUE;
  gtk_editable_set_text (self->entry, td_config_get_text (self->task, "name"));
  gtk_stack_set_visible_child (self->names, GTK_WIDGET (self->entry));
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}
