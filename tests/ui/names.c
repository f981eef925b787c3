/* names.c — who can't see the window, or has no mouse: everything that takes the focus has a name,
 * neighbours have different ones, and Tab goes through all of it and comes round.
 *
 * SPDX-License-Identifier: MIT
 */
#include "harness.h"

#include "ui/network-canvas.h"
#include "ui/preferences-window.h"

/* What assistive tools read: the name given, or else the labels that belong to the widget, which
 * GTK doesn't tell tests, as far as they are inside it. Owned; empty: it is nameless. */
static char *
dup_name (GtkWidget *widget)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (widget);
  const char *text;

  if (gtk_test_accessible_has_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL))
    {
      char *name = gtk_test_accessible_check_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                                       "\1");

      g_assert_nonnull (name);
      return name;
    }
  text = td_test_find_text (widget, "");
  if (gtk_test_accessible_has_relation (accessible, GTK_ACCESSIBLE_RELATION_LABELLED_BY))
    return g_strdup (text != NULL && *text != '\0' ? text : "labelled");
  return g_strdup ("");
}

/* A part of a control, which answers for it: what one types into, the toggle of a menu, the item
 * that a drop-down shows. */
static gboolean
is_part (GtkWidget *widget)
{
  GtkWidget *parent = gtk_widget_get_parent (widget);

  return GTK_IS_TEXT (widget) || GTK_IS_MENU_BUTTON (parent) || GTK_IS_DROP_DOWN (parent)
         || (gtk_widget_get_ancestor (widget, GTK_TYPE_DROP_DOWN) != NULL
             && !GTK_IS_DROP_DOWN (widget));
}

/* These have the focus only where nothing inside wants it, or never. */
static gboolean
is_frame (GtkWidget *widget)
{
  return GTK_IS_SCROLLED_WINDOW (widget) || GTK_IS_PANED (widget)
         || (GTK_IS_LIST_BOX (widget)
             && gtk_list_box_get_row_at_index (GTK_LIST_BOX (widget), 0) == NULL);
}

/* An entry's text has the focus for it. */
static gboolean
is_control (GtkWidget *widget)
{
  gboolean is_entry = GTK_IS_EDITABLE (widget) && !GTK_IS_TEXT (widget)
                      && gtk_editable_get_editable (GTK_EDITABLE (widget));

  return (is_entry || gtk_widget_get_focusable (widget)) && gtk_widget_get_mapped (widget)
         && gtk_widget_is_sensitive (widget) && gtk_widget_get_can_focus (widget)
         && !is_part (widget) && !is_frame (widget);
}

/* For messages: "GtkButton “Fit” in GtkBox “” in …". Owned. */
static char *
dup_place (GtkWidget *widget)
{
  GString *text = g_string_new (NULL);

  for (GtkWidget *at = widget; at != NULL && !GTK_IS_ROOT (at); at = gtk_widget_get_parent (at))
    {
      g_autofree char *name = dup_name (at);

      g_string_append_printf (text, "%s%s \"%s\"", text->len > 0 ? " in " : "",
                              G_OBJECT_TYPE_NAME (at), name);
    }
  return g_string_free (text, FALSE);
}

static void
find_controls (GtkWidget *root, GPtrArray *controls)
{
  if (is_control (root))
    g_ptr_array_add (controls, root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    find_controls (child, controls);
}

/* Rows, and layers with what stands before them, follow one another in the order they say. */
static gboolean
may_be_alike (GtkWidget *control)
{
  return GTK_IS_LIST_BOX_ROW (control) || TD_IS_NETWORK_CANVAS (gtk_widget_get_parent (control));
}

/* A slider and its number may share a name. Returns whether it was fine. */
static gboolean
check_name (GtkWidget *control, GHashTable *neighbours)
{
  g_autofree char *name = dup_name (control), *place = dup_place (control);
  g_autofree char *key = g_strdup_printf ("%p %s %s", (gpointer) gtk_widget_get_parent (control),
                                          G_OBJECT_TYPE_NAME (control), name);

  if (*name == '\0')
    g_test_message ("nameless: %s", place);
  else if (g_hash_table_contains (neighbours, key) && !may_be_alike (control))
    g_test_message ("a neighbour is called so, too: %s", place);
  else
    return g_hash_table_add (neighbours, g_steal_pointer (&key)) || TRUE;
  return FALSE;
}

/* What Tab goes to, until it is back where it began; before that it never comes to one again. */
static GHashTable *
tab_through (GtkWidget *window)
{
  GHashTable *seen = g_hash_table_new (NULL, NULL);
  GtkWidget *first, *focus;

  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  gtk_widget_child_focus (window, GTK_DIR_TAB_FORWARD);
  first = focus = gtk_window_get_focus (GTK_WINDOW (window));
  g_assert_nonnull (first);
  while (g_hash_table_add (seen, focus))
    {
      gtk_widget_child_focus (window, GTK_DIR_TAB_FORWARD);
      focus = gtk_window_get_focus (GTK_WINDOW (window));
      if (focus == NULL) /* beyond the last: the next goes to the first */
        focus = first;
    }
  if (focus != first)
    {
      g_autofree char *place = dup_place (focus);

      g_error ("Tab comes back to %s", place);
    }
  return seen;
}

static gboolean
is_within (GHashTable *seen, GtkWidget *root)
{
  if (g_hash_table_contains (seen, root))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (is_within (seen, child))
      return TRUE;
  return FALSE;
}

static gboolean
is_one_of_several (GHashTable *seen, GtkWidget *control)
{
  for (GtkWidget *other = gtk_widget_get_first_child (gtk_widget_get_parent (control));
       other != NULL; other = gtk_widget_get_next_sibling (other))
    if (G_OBJECT_TYPE (other) == G_OBJECT_TYPE (control) && is_within (seen, other))
      return TRUE;
  return FALSE;
}

static gboolean
is_row (GtkWidget *widget)
{
  return gtk_widget_get_focusable (widget)
         && (GTK_IS_LIST_BOX_ROW (widget) || GTK_IS_LIST_VIEW (gtk_widget_get_parent (widget)));
}

/* Arrows go on where Tab goes to one of several: rows with all that is in them, places of the
 * network. */
static gboolean
is_reached (GHashTable *seen, GtkWidget *control)
{
  GtkWidget *row = control;

  if (is_within (seen, control))
    return TRUE;
  if (!GTK_IS_BUTTON (control) && is_one_of_several (seen, control))
    return TRUE;
  while (row != NULL && !is_row (row))
    row = gtk_widget_get_parent (row);
  return row != NULL && is_one_of_several (seen, row);
}

static void
check (GtkWidget *window, const char *what)
{
  g_autoptr(GPtrArray) controls = g_ptr_array_new ();
  g_autoptr(GHashTable) neighbours = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GHashTable) seen = NULL;
  guint n_wrong = 0;

  td_test_run (0.2);
  seen = tab_through (window);
  td_test_settle (); /* the focus may have selected something */
  g_hash_table_unref (seen);
  seen = tab_through (window);
  find_controls (window, controls);
  for (guint i = 0; i < controls->len; i++)
    {
      g_autofree char *place = NULL;

      if (!check_name (controls->pdata[i], neighbours))
        n_wrong++;
      if (is_reached (seen, controls->pdata[i]))
        continue;
      place = dup_place (controls->pdata[i]);
      g_test_message ("out of Tab's way: %s", place);
      n_wrong++;
    }
  g_test_message ("%s: %u controls, %u stops", what, controls->len, g_hash_table_size (seen));
  g_assert_cmpuint (controls->len, >, 0);
  g_assert_cmpuint (n_wrong, ==, 0);
}

/* What the page shows has come in. */
static gboolean
is_quiet (gpointer window)
{
  return !td_session_is_busy (td_window_get_session (window));
}

/* Every page of a project, and as much of the inspector as its kinds of selection have. */
static void
check_project (const char *file)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", file, NULL);
  TdWindow *window = td_test_open (path);
  GtkWidget *switcher = td_test_find (GTK_WIDGET (window), "Pages");
  g_autoptr(GtkSelectionModel) pages
    = gtk_stack_get_pages (gtk_stack_switcher_get_stack (GTK_STACK_SWITCHER (switcher)));

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (pages)); i++)
    {
      gtk_selection_model_select_item (pages, i, TRUE);
      g_autofree char *what = g_strdup_printf ("%s, page %u", file, i);
      td_test_wait (is_quiet, window);
      check (GTK_WIDGET (window), what);
    }
  g_signal_emit_by_name (td_test_find (GTK_WIDGET (window), "Network"), "selected", "l1");
  check (GTK_WIDGET (window), "a layer");
  td_test_close (window);
}

static void
test_digits (void)
{
  check_project ("digits.json");
}

static void
test_playground (void)
{
  check_project ("playground.json");
}

static void
test_empty (void)
{
  TdWindow *window = td_window_new (td_test_application ());

  gtk_window_present (GTK_WINDOW (window));
  check (GTK_WIDGET (window), "empty");
  gtk_window_destroy (GTK_WINDOW (window));
}

/* The newest window of the application. */
static GtkWidget *
find_dialog (TdWindow *window)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = g_list_model_get_n_items (windows); i-- > 0;)
    {
      g_autoptr(GtkWindow) other = g_list_model_get_item (windows, i);

      if (gtk_window_get_transient_for (other) == GTK_WINDOW (window))
        return GTK_WIDGET (other);
    }
  g_error ("no dialog has opened");
}

static void
test_dialogs (void)
{
  static const char *const actions[] = { "add-task", "change-data" };
  TdWindow *window = td_test_open_digits ();
  GtkWidget *dialog;

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      td_test_act (window, actions[i], NULL);
      dialog = find_dialog (window);
      check (dialog, actions[i]);
      gtk_window_destroy (GTK_WINDOW (dialog));
    }
  dialog = td_preferences_window_new (GTK_WINDOW (window));
  gtk_window_present (GTK_WINDOW (dialog));
  check (dialog, "preferences");
  gtk_window_destroy (GTK_WINDOW (dialog));
  td_test_close (window);
}

void
td_test_add_names (void)
{
  g_test_add_func ("/ui/names/digits", test_digits);
  g_test_add_func ("/ui/names/playground", test_playground);
  g_test_add_func ("/ui/names/empty", test_empty);
  g_test_add_func ("/ui/names/dialogs", test_dialogs);
}
