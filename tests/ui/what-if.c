/* what-if.c — giving the model an input.
 *
 * SPDX-License-Identifier: MIT
 */
#include "harness.h"

#include "ui/answer-view.h"
#include "ui/drawing-pad.h"
#include "ui/feature-list.h"
#include "ui/what-if-page.h"

static void
show_page (TdWindow *window)
{
  GtkWidget *page = td_test_find_type (GTK_WIDGET (window), TD_TYPE_WHAT_IF_PAGE);

  gtk_stack_set_visible_child_name (GTK_STACK (gtk_widget_get_parent (page)), "what-if");
  td_test_run (0.1);
}

static gboolean
is_idle (gpointer window)
{
  return !td_session_is_busy (td_window_get_session (window));
}

/* The answers in words, when all have come in. */
static char *
dup_answers (TdWindow *window)
{
  GtkWidget *view = td_test_find (GTK_WIDGET (window), "Answers");
  char *text = NULL;

  td_test_wait (is_idle, window);
  g_assert_true (gtk_test_accessible_has_property (GTK_ACCESSIBLE (view),
                                                   GTK_ACCESSIBLE_PROPERTY_DESCRIPTION));
  text = gtk_test_accessible_check_property (GTK_ACCESSIBLE (view),
                                             GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "");
  g_assert_nonnull (text); /* what it is, instead of nothing */
  return text;
}

static gboolean
is_trained (gpointer window)
{
  return td_session_get_progress (td_window_get_session (window))->epoch >= 5;
}

static void
train (TdWindow *window)
{
  td_test_act (window, "speed", "full");
  td_test_act (window, "train", NULL);
  td_test_wait (is_trained, window);
  td_test_act (window, "train", NULL);
  td_test_wait (is_idle, window);
}

/* Another row is another question; a step of training is another answer. */
static void
test_rows (void)
{
  TdWindow *window = td_test_open_digits ();
  GtkSpinButton *row;
  g_autofree char *first = NULL, *second = NULL, *again = NULL;

  show_page (window);
  train (window);
  first = dup_answers (window);
  row = GTK_SPIN_BUTTON (td_test_find (GTK_WIDGET (window), "Row"));
  gtk_spin_button_set_value (row, 3);
  second = dup_answers (window);
  g_assert_cmpstr (first, !=, second);
  gtk_spin_button_set_value (row, 1);
  again = dup_answers (window);
  g_assert_cmpstr (first, ==, again);
  g_assert_nonnull (td_test_find_text (GTK_WIDGET (window), "Row 1 of "));
  td_test_close (window);
}

static void
test_drawing (void)
{
  TdWindow *window = td_test_open_digits ();
  TdDrawingPad *pad;
  g_autofree char *row = NULL, *blank = NULL;
  double ink = 0;

  show_page (window);
  train (window);
  pad = TD_DRAWING_PAD (td_test_find (GTK_WIDGET (window), "Picture"));
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (pad)));
  for (guint i = 0; i < 64; i++)
    ink += td_drawing_pad_get_pixels (pad)[i];
  g_assert_cmpfloat (ink, >, 5); /* the first row is drawn */
  row = dup_answers (window);
  td_drawing_pad_clear (pad);
  blank = dup_answers (window);
  g_assert_cmpstr (row, !=, blank);
  g_assert_nonnull (td_test_find_text (GTK_WIDGET (window), "Row 1 of 1\342\200\211797, changed"));
  td_test_close (window);
}

static void
test_centre (void)
{
  TdDrawingPad *pad = g_object_ref_sink (g_object_new (TD_TYPE_DRAWING_PAD, NULL));
  double pixels[25] = { 1, 1 };
  const double *after;

  td_drawing_pad_set_size (pad, 5, 5);
  td_drawing_pad_set_pixels (pad, pixels);
  td_drawing_pad_centre (pad);
  after = td_drawing_pad_get_pixels (pad);
  g_assert_cmpfloat (after[12] + after[11] + after[13], ==, 2);
  g_assert_cmpfloat (after[0], ==, 0);
  g_object_unref (pad);
}

static void
test_sliders (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", "playground.json",
                                                 NULL);
  TdWindow *window = td_test_open (path);
  TdFeatureList *list;
  GtkWidget *scale;
  g_autofree char *before = NULL, *after = NULL;

  show_page (window);
  train (window);
  before = dup_answers (window);
  list = TD_FEATURE_LIST (td_test_find_type (GTK_WIDGET (window), TD_TYPE_FEATURE_LIST));
  scale = td_test_find (GTK_WIDGET (list), "x");
  gtk_range_set_value (GTK_RANGE (scale), 1.5);
  g_assert_cmpfloat_with_epsilon (td_feature_list_get_values (list)[0], 1.5, 0.01);
  after = dup_answers (window);
  g_assert_cmpstr (before, !=, after);
  td_test_close (window);
}

/* A hidden page has no job: nothing is asked, whatever trains. */
static void
test_hidden_page_is_idle (void)
{
  TdWindow *window = td_test_open_digits ();

  train (window);
  g_assert_false (gtk_test_accessible_has_property (
    GTK_ACCESSIBLE (td_test_find (GTK_WIDGET (window), "Answers")),
    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION));
  td_test_close (window);
}

static void
test_edits_while_training (void)
{
  TdWindow *window = td_test_open_digits ();
  TdProject *project = td_session_get_project (td_window_get_session (window));
  TdConfig *data = td_project_get_data (project);

  show_page (window);
  td_test_act (window, "speed", "full");
  td_test_act (window, "train", NULL);
  td_test_run (0.2);
  g_assert_true (td_config_set_text (data, "scaling", "none", NULL));
  td_test_run (0.4);
  g_assert_true (td_config_set_text (data, "scaling", "standard", NULL));
  td_test_run (0.4);
  td_test_close (window);
}

void
td_test_add_what_if (void)
{
  g_test_add_func ("/ui/what-if/rows-are-questions", test_rows);
  g_test_add_func ("/ui/what-if/a-drawing-is-a-question", test_drawing);
  g_test_add_func ("/ui/what-if/a-drawing-is-centred", test_centre);
  g_test_add_func ("/ui/what-if/sliders-are-questions", test_sliders);
  g_test_add_func ("/ui/what-if/hidden-page-asks-nothing", test_hidden_page_is_idle);
  g_test_add_func ("/ui/what-if/follows-edits-while-training", test_edits_while_training);
}
