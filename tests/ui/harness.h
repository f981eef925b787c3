/* harness.h — a program under test, and ways to find and wait for what it shows.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/session-save.h"
#include "ui/window.h"

typedef gboolean (*TdTestCondition) (gpointer data);

/* The one application of this process. */
GtkApplication *td_test_application (void);
/* Presents @window with the project at @path, and waits until it has drawn. */
void       td_test_show        (TdWindow *window, const char *path);
/* The same of a new window. */
TdWindow  *td_test_open        (const char *path);
TdWindow  *td_test_open_digits (void);
/* Saves there, which succeeds. */
void       td_test_save        (TdWindow *window, const char *path);
/* Discards what closed windows left, so that no later start opens it. */
void       td_test_forget_drafts (void);
/* Waits until the window, its session and its trainer are gone. */
void       td_test_close       (TdWindow *window);

/* Runs the main loop until @condition holds; fails after a minute. */
void       td_test_wait        (TdTestCondition condition, gpointer data);
/* Runs the main loop for that long, and longer where it takes few turns meanwhile. */
void       td_test_run         (double seconds);
/* Runs it until there is nothing else to do: edits have reached the run. */
void       td_test_settle      (void);

/* The widget below @root, neither a label nor the row of a list view, with the accessible name
 * @name; NULL: none. */
GtkWidget *td_test_find        (GtkWidget *root, const char *name);
/* The first below @root, or itself, that is of @type; NULL: none. */
GtkWidget *td_test_find_type   (GtkWidget *root, GType type);
/* The text of the first label below @root that begins with @prefix; NULL: none. */
const char *td_test_find_text  (GtkWidget *root, const char *prefix);
void       td_test_act         (TdWindow *window, const char *action, const char *target);

void td_test_add_about (void);
void td_test_add_open  (void);
void td_test_add_documents (void);
void td_test_add_data (void);
void td_test_add_second_start (void);
void td_test_add_run   (void);
void td_test_add_form  (void);
void td_test_add_form_contract (void);
void td_test_add_number_step (void);
void td_test_add_edits (void);
void td_test_add_figure (void);
void td_test_add_file  (void);
void td_test_add_curves (void);
void td_test_add_format (void);
void td_test_add_frame (void);
void td_test_add_maps (void);
void td_test_add_names (void);
void td_test_add_balance (void);
void td_test_add_gradients (void);
void td_test_add_predictions (void);
void td_test_add_what_if (void);
void td_test_add_restore (void);
void td_test_add_preferences (void);
void td_test_add_tasks (void);
void td_test_add_undo  (void);
void td_test_add_diverge (void);
void td_test_add_start (void);
void td_test_add_view (void);
void td_test_add_canvas (void);
void td_test_add_sharing (void);
void td_test_add_cold_start (void);
void td_test_add_weights (void);
void td_test_add_inner (void);
