/* window.c — the workbench.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/window.h"

#include "ui/accessible.h"
#include "ui/beside.h"
#include "ui/curves-page.h"
#include "ui/data-card.h"
#include "ui/decision-maps.h"
#include "ui/foot.h"
#include "ui/format.h"
#include "ui/inspector.h"
#include "ui/network-canvas.h"
#include "ui/network-tools.h"
#include "ui/panes.h"
#include "ui/popovers.h"
#include "ui/preferences.h"
#include "ui/pulse.h"
#include "ui/recent-list.h"
#include "ui/start-page.h"
#include "ui/task-list.h"
#include "ui/tooltip.h"
#include "ui/window-drop.h"
#include "ui/window-curves.h"
#include "ui/window-edits.h"
#include "ui/window-file.h"
#include "ui/window-new.h"
#include "ui/window-pages.h"
#include "ui/window-restore.h"
#include "ui/window-run.h"
#include "ui/window-tasks.h"
#include "ui/window-view.h"

#include <glib/gi18n.h>

struct _TdWindow
{
  AdwApplicationWindow parent_instance;

  AdwWindowTitle  *title;
  GtkWidget       *undo;
  GtkWidget       *redo;
  GtkWidget       *open;
  GtkWidget       *train;
  AdwButtonContent *train_content;
  GtkWidget       *speed;
  GtkWidget       *menu;
  GtkWidget       *inspector_toggle;
  GtkWidget       *tasks_toggle;
  GtkInfoBar      *bar;
  GtkLabel        *bar_text;
  GtkWidget       *go_back;
  GtkInfoBar      *restored_bar;
  GtkLabel        *restored_text;
  GtkStack        *stack;
  TdStartPage     *start;
  AdwToastOverlay *toasts;
  AdwFlap         *inspector_flap;
  AdwFlap         *tasks_flap;
  TdDataCard      *data_card;
  TdTaskList      *task_list;
  TdPanes         *panes;
  GtkStack        *pages;
  GtkBox          *network_tools;
  TdNetworkCanvas *canvas;
  TdDecisionMaps  *maps;
  GtkBox          *page_tools;
  TdCurvesPage    *curves;
  TdInspector     *inspector;
  TdFoot          *foot;

  TdSession *session;
  TdPulse   *pulse;
  guint      fold_source;
  gboolean   notice_closed;
};

G_DEFINE_FINAL_TYPE (TdWindow, td_window, ADW_TYPE_APPLICATION_WINDOW)

/* Showing the session */

static void
show_title (TdWindow *self)
{
  TdProject *project = td_session_get_project (self->session);
  const char *name = td_config_get_text (td_project_get_config (project), "name");
  g_autofree char *path = td_project_get_path (project) != NULL
                            ? td_format_path (td_project_get_path (project))
                            : g_strdup (_("Not saved yet"));
  g_autofree char *marked = g_strconcat (td_session_get_modified (self->session) ? "• " : "",
                                         name, NULL);

  adw_window_title_set_title (self->title, marked);
  adw_window_title_set_subtitle (self->title, path);
  gtk_window_set_title (GTK_WINDOW (self), marked);
}

static void
show_train (TdWindow *self)
{
  gboolean training = td_session_get_status (self->session) == TD_RUN_TRAINING;
  const char *name = training ? _("Pause") : _("Train");

  adw_button_content_set_label (self->train_content, name);
  adw_button_content_set_icon_name (self->train_content,
                                    training ? "media-playback-pause-symbolic"
                                             : "media-playback-start-symbolic");
  td_accessible_set_name (self->train, name);
  gtk_widget_set_tooltip_text (self->train, training ? _("Pause (Ctrl+R or Space)")
                                                     : _("Train (Ctrl+R or Space)"));
  td_window_update_run_actions (self);
}

/* One sentence at a time, what hinders most first. */
static void
show_bar (TdWindow *self)
{
  const TdProgress *progress = td_session_get_progress (self->session);
  gboolean diverged = td_session_get_status (self->session) == TD_RUN_DIVERGED;
  const char *text = td_session_get_problem (self->session);

  if (text == NULL && diverged)
    text = progress->message;
  if (text == NULL && !self->notice_closed)
    text = td_session_get_notice (self->session);
  gtk_info_bar_set_show_close_button (self->bar, text != NULL
                                      && text == td_session_get_notice (self->session));
  gtk_info_bar_set_message_type (self->bar, diverged ? GTK_MESSAGE_ERROR : GTK_MESSAGE_WARNING);
  if (text != NULL)
    gtk_label_set_text (self->bar_text, text);
  gtk_widget_set_visible (self->go_back, text != NULL && text == progress->message);
  gtk_info_bar_set_revealed (self->bar, text != NULL);
}

static void
bar_closed_cb (TdWindow *self)
{
  self->notice_closed = TRUE;
  show_bar (self);
}

static void
restored_closed_cb (TdWindow *self)
{
  td_window_show_restored (self, NULL);
}

static void
status_cb (TdWindow *self)
{
  show_train (self);
  show_bar (self);
}

static void
problem_cb (TdWindow *self)
{
  show_bar (self);
  td_window_update_run_actions (self);
}

static void
planned_cb (TdWindow *self)
{
  td_data_card_show (self->data_card, td_session_get_plan (self->session));
  show_title (self);
  td_window_update_run_actions (self);
}

/* Selection: canvas, list and inspector follow one another. */

static void
select_id (TdWindow *self, const char *id)
{
  td_network_canvas_set_selected (self->canvas, id);
  td_task_list_set_selected (self->task_list, id);
  td_inspector_select (self->inspector, id);
}

static void
selected_cb (TdWindow *self, const char *id)
{
  g_autofree char *copy = g_strdup (id); /* it belongs to a widget that is about to change */

  select_id (self, copy);
}

static void
removed_cb (TdWindow *self, const char *text)
{
  td_window_offer_undo (self, text);
}

/* Keyboard: Space trains unless the focused control has a use for it. */
static gboolean
key_cb (TdWindow *self, guint keyval, guint keycode, GdkModifierType state)
{
  if (keyval != GDK_KEY_space || (state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;
  return gtk_widget_activate_action (GTK_WIDGET (self), "win.train", NULL) ? GDK_EVENT_STOP
                                                                           : GDK_EVENT_PROPAGATE;
}

/* Panes fold in the middle of a layout, when nothing else may be shown or hidden. */
static gboolean
show_toggles_cb (gpointer user_data)
{
  TdWindow *self = user_data;

  self->fold_source = 0;
  gtk_widget_set_visible (self->inspector_toggle, adw_flap_get_folded (self->inspector_flap));
  gtk_widget_set_visible (self->tasks_toggle, adw_flap_get_folded (self->tasks_flap));
  return G_SOURCE_REMOVE;
}

static void
folded_cb (TdWindow *self)
{
  if (self->fold_source == 0)
    self->fold_source = g_idle_add (show_toggles_cb, self);
}

static void
inspector_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AdwFlap *flap = TD_WINDOW (user_data)->inspector_flap;

  adw_flap_set_reveal_flap (flap, !adw_flap_get_reveal_flap (flap));
}

static void
tasks_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AdwFlap *flap = TD_WINDOW (user_data)->tasks_flap;

  adw_flap_set_reveal_flap (flap, !adw_flap_get_reveal_flap (flap));
}

static void
find_setting_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  TdWindow *self = user_data;

  if (self->session == NULL)
    return;
  adw_flap_set_reveal_flap (self->inspector_flap, TRUE);
  td_inspector_search (self->inspector);
}

/* The next window opens as large as this one was. */
static void
remember_size (GtkWindow *window)
{
  TdConfig *preferences = td_preferences_get ();
  int width, height;

  gtk_window_get_default_size (window, &width, &height);
  td_config_set_number (preferences, "width", width, NULL);
  td_config_set_number (preferences, "height", height, NULL);
  td_config_set_number (preferences, "maximized", gtk_window_is_maximized (window), NULL);
}

static void
restore_size (GtkWindow *window)
{
  TdConfig *preferences = td_preferences_get ();

  gtk_window_set_default_size (window, (int) td_config_get_number (preferences, "width"),
                               (int) td_config_get_number (preferences, "height"));
  if (td_config_get_number (preferences, "maximized") != 0)
    gtk_window_maximize (window);
}

static gboolean
td_window_close_request (GtkWindow *window)
{
  remember_size (window);
  if (td_window_may_close (TD_WINDOW (window)))
    return GTK_WINDOW_CLASS (td_window_parent_class)->close_request (window);
  return TRUE;
}

static void
td_window_dispose (GObject *object)
{
  TdWindow *self = TD_WINDOW (object);

  td_popovers_close (GTK_WIDGET (self));
  g_clear_pointer (&self->pulse, td_pulse_free);
  g_clear_handle_id (&self->fold_source, g_source_remove);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (td_window_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, TdWindow, title);
  gtk_widget_class_bind_template_child (widget_class, TdWindow, undo);
  gtk_widget_class_bind_template_child (widget_class, TdWindow, redo);
  gtk_widget_class_bind_template_child (widget_class, TdWindow, open);
  gtk_widget_class_bind_template_child (widget_class, TdWindow, train);
  gtk_widget_class_bind_template_child (widget_class, TdWindow, train_content);
  gtk_widget_class_bind_template_child (widget_class, TdWindow, speed);
  gtk_widget_class_bind_template_child (widget_class, TdWindow, menu);
  gtk_widget_class_bind_template_child (widget_class, TdWindow, inspector_toggle);
  gtk_widget_class_bind_template_child (widget_class, TdWindow, tasks_toggle);
  gtk_widget_class_bind_template_child (widget_class, TdWindow, bar);
  gtk_widget_class_bind_template_child (widget_class, TdWindow, bar_text);
  gtk_widget_class_bind_template_child (widget_class, TdWindow, go_back);
  gtk_widget_class_bind_template_child (widget_class, TdWindow, restored_bar);
  gtk_widget_class_bind_template_child (widget_class, TdWindow, restored_text);
  gtk_widget_class_bind_template_child (widget_class, TdWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, TdWindow, start);
  gtk_widget_class_bind_template_child (widget_class, TdWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, TdWindow, inspector_flap);
  gtk_widget_class_bind_template_child (widget_class, TdWindow, tasks_flap);
  gtk_widget_class_bind_template_child (widget_class, TdWindow, data_card);
  gtk_widget_class_bind_template_child (widget_class, TdWindow, task_list);
  gtk_widget_class_bind_template_child (widget_class, TdWindow, panes);
  gtk_widget_class_bind_template_child (widget_class, TdWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, TdWindow, network_tools);
  gtk_widget_class_bind_template_child (widget_class, TdWindow, canvas);
  gtk_widget_class_bind_template_child (widget_class, TdWindow, maps);
  gtk_widget_class_bind_template_child (widget_class, TdWindow, page_tools);
  gtk_widget_class_bind_template_child (widget_class, TdWindow, curves);
  gtk_widget_class_bind_template_child (widget_class, TdWindow, inspector);
  gtk_widget_class_bind_template_child (widget_class, TdWindow, foot);
  gtk_widget_class_bind_template_callback (widget_class, bar_closed_cb);
  gtk_widget_class_bind_template_callback (widget_class, restored_closed_cb);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, removed_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_cb);
  gtk_widget_class_bind_template_callback (widget_class, folded_cb);
}

static void
td_window_class_init (TdWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (TD_TYPE_DATA_CARD);
  g_type_ensure (TD_TYPE_TASK_LIST);
  g_type_ensure (TD_TYPE_NETWORK_CANVAS);
  g_type_ensure (TD_TYPE_BESIDE);
  g_type_ensure (TD_TYPE_PANES);
  g_type_ensure (TD_TYPE_DECISION_MAPS);
  td_window_pages_ensure_types ();
  g_type_ensure (TD_TYPE_INSPECTOR);
  g_type_ensure (TD_TYPE_FOOT);
  g_type_ensure (TD_TYPE_RECENT_LIST);
  g_type_ensure (TD_TYPE_START_PAGE);
  G_OBJECT_CLASS (klass)->dispose = td_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = td_window_close_request;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/tandem/Tandem/window.ui");
  bind_children (widget_class);
}

static void
td_window_init (TdWindow *self)
{
  static const GActionEntry entries[] = { { "inspector", inspector_cb },
                                         { "tasks", tasks_cb },
                                         { "find-setting", find_setting_cb } };

  gtk_widget_init_template (GTK_WIDGET (self));
  restore_size (GTK_WINDOW (self));
  td_accessible_set_split_name (self->open, _("Open"), _("Recent Projects"));
  td_accessible_set_menu_name (self->speed, _("Speed"));
  td_accessible_set_menu_name (self->menu, _("Main Menu"));
  td_tooltip_yield (self->open);
  td_tooltip_yield (self->speed);
  td_tooltip_yield (self->menu);
  td_window_pages_init (self->pages, self->page_tools);
  g_object_bind_property (self->inspector_flap, "reveal-flap", self->inspector_toggle, "active",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_object_bind_property (self->tasks_flap, "reveal-flap", self->tasks_toggle, "active",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  td_window_add_file_actions (self);
  td_window_add_new_actions (self);
  td_window_take_drops (self, adw_application_window_get_content (ADW_APPLICATION_WINDOW (self)));
  td_window_add_edit_actions (self, self->undo, self->redo);
  td_window_add_task_actions (self, self->task_list);
  td_window_add_restore_action (self);
  td_window_add_curves_actions (self, self->curves);
  td_window_add_run_actions (self, GTK_MENU_BUTTON (self->speed));
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}

TdWindow *
td_window_new (GtkApplication *application)
{
  return g_object_new (TD_TYPE_WINDOW, "application", application, NULL);
}

void
td_window_set_session (TdWindow *self, TdSession *session)
{
  g_return_if_fail (TD_IS_WINDOW (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_swapped (session, "planned", G_CALLBACK (planned_cb), self);
  g_signal_connect_swapped (session, "progress", G_CALLBACK (td_window_update_run_actions), self);
  g_signal_connect_swapped (session, "notify::status", G_CALLBACK (status_cb), self);
  g_signal_connect_swapped (session, "notify::problem", G_CALLBACK (problem_cb), self);
  g_signal_connect_swapped (session, "notify::modified", G_CALLBACK (show_title), self);
  td_window_follow_edits (self);
  td_window_follow_tasks (self);
  td_window_follow_saves (self);
  td_data_card_set_session (self->data_card, session);
  td_task_list_set_session (self->task_list, session);
  td_network_canvas_set_session (self->canvas, session);
  td_decision_maps_set_session (self->maps, session);
  td_window_pages_set_session (self->pages, session);
  td_window_follow_curves (self);
  td_foot_set_session (self->foot, session);
  td_inspector_set_session (self->inspector, session);
  td_network_tools_add (self->network_tools, self->canvas, session);
  gtk_widget_set_visible (GTK_WIDGET (self->foot), TRUE);
  td_window_follow_view (self, self->panes, self->pages, self->canvas);
  gtk_stack_set_visible_child_name (self->stack, "workbench");
  planned_cb (self);
  status_cb (self);
  self->pulse = td_pulse_new (GTK_WIDGET (self), session);
}

TdSession *
td_window_get_session (TdWindow *self)
{
  g_return_val_if_fail (TD_IS_WINDOW (self), NULL);
  return self->session;
}

void
td_window_show_error (TdWindow *self, const char *title, const char *sentence)
{
  g_return_if_fail (TD_IS_WINDOW (self));
  td_start_page_show_error (self->start, title, sentence);
}

void
td_window_show_restored (TdWindow *self, const char *text)
{
  g_return_if_fail (TD_IS_WINDOW (self));

  if (text != NULL)
    gtk_label_set_text (self->restored_text, text);
  gtk_info_bar_set_revealed (self->restored_bar, text != NULL);
}

void
td_window_toast (TdWindow *self, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  td_window_add_toast (self, adw_toast_new (escaped));
}

void
td_window_add_toast (TdWindow *self, AdwToast *toast)
{
  g_return_if_fail (TD_IS_WINDOW (self));
  adw_toast_overlay_add_toast (self->toasts, toast);
}

void
td_window_say (TdWindow *self, const char *text)
{
  g_return_if_fail (TD_IS_WINDOW (self));

  if (self->session != NULL)
    td_window_toast (self, text);
  else
    td_start_page_say (self->start, text);
}
