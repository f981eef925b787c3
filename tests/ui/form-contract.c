/* form-contract.c — every option of every kind in a form: it has a row with a name, takes what is
 * typed or chosen, says what it refuses, and goes back to its default.
 *
 * SPDX-License-Identifier: MIT
 */
#include "harness.h"

#include "ui/form.h"
#include "ui/kind-choice.h"
#include "ui/option-text.h"

#define ROOM 282 /* pixels in an inspector of 310 */

typedef struct
{
  GtkWidget *window;
  TdForm    *form;
  TdConfig  *config;
} Bench;

static void
bench_init (Bench *self, const TdFamily *family, const TdKind *kind)
{
  g_auto(TdSpec) spec = { NULL };

  td_spec_init (&spec, kind);
  self->config = td_config_new (family, &spec);
  self->form = TD_FORM (td_form_new (kind->title));
  td_form_add_options (self->form, self->config, TRUE);
  self->window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (self->window), GTK_WIDGET (self->form));
  gtk_window_present (GTK_WINDOW (self->window));
}

static void
bench_clear (Bench *self)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  g_assert_finalize_object (self->config);
}

/* The row's button "Reset NAME to …"; NULL: it isn't shown. */
static GtkWidget *
find_reset (GtkWidget *control, const TdOption *option)
{
  g_autofree char *standard = td_option_dup_default (option);
  g_autofree char *name = g_strdup_printf ("Reset %s to %s", option->label, standard);
  GtkWidget *row = gtk_widget_get_ancestor (control, GTK_TYPE_LIST_BOX_ROW);
  GtkWidget *button = td_test_find (row, name);

  return button != NULL && gtk_widget_get_visible (button) ? button : NULL;
}

static void
check_reset (const Bench *bench, GtkWidget *control, const TdOption *option)
{
  GtkWidget *reset = find_reset (control, option);

  if (!td_option_has_default (option))
    return;
  g_assert_nonnull (reset);
  g_signal_emit_by_name (reset, "clicked");
  g_assert_true (td_option_is_default (bench->config, option));
  g_assert_null (find_reset (control, option));
}

static void
press (GtkWidget *control, guint key)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (control);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);
      gboolean handled;

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller)
          && gtk_event_controller_get_propagation_phase (controller) == GTK_PHASE_CAPTURE)
        g_signal_emit_by_name (controller, "key-pressed", key, 0, 0, &handled);
    }
}

static void
type (GtkWidget *entry, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  g_signal_emit_by_name (entry, "activate");
}

static void
check_refused (const Bench *bench, GtkWidget *entry, const char *typed)
{
  g_autofree char *before = g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry)));

  type (entry, typed);
  g_assert_true (gtk_widget_has_css_class (entry, "error"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, typed);
  press (entry, GDK_KEY_Escape);
  g_assert_false (gtk_widget_has_css_class (entry, "error"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, before);
}

static void
check_number (const Bench *bench, GtkWidget *entry, const TdOption *option)
{
  gboolean top = option->number == option->maximum;

  press (entry, top ? GDK_KEY_Down : GDK_KEY_Up);
  g_assert_cmpfloat (td_config_get_number (bench->config, option->name), !=, option->number);
  check_reset (bench, entry, option);
  check_refused (bench, entry, "many");
  check_refused (bench, entry, "1e300");
  g_assert_cmpfloat (td_config_get_number (bench->config, option->name), ==, option->number);
  if (option->special == NULL)
    return;
  type (entry, option->special);
  g_assert_cmpfloat (td_config_get_number (bench->config, option->name), ==, option->minimum);
}

static void
check_text (const Bench *bench, GtkWidget *entry, const TdOption *option)
{
  g_autofree char *shown = NULL;

  type (entry, "one, two");
  shown = td_option_dup_shown (bench->config, option);
  g_assert_cmpstr (shown, ==, "one, two");
  check_reset (bench, entry, option);
  if (option->type == TD_TEXT_LIST)
    check_refused (bench, entry, "[1]");
}

static void
check_drop_down (const Bench *bench, GtkWidget *control, const TdOption *option)
{
  GtkDropDown *drop_down = GTK_DROP_DOWN (control);
  guint n = g_list_model_get_n_items (gtk_drop_down_get_model (drop_down));

  for (guint i = 0; i < n; i++)
    {
      gtk_drop_down_set_selected (drop_down, i);
      g_assert_cmpuint (gtk_drop_down_get_selected (drop_down), ==, i);
      if (td_option_is_default (bench->config, option))
        continue;
      check_reset (bench, control, option);
      g_assert_cmpuint (gtk_drop_down_get_selected (drop_down), !=, i);
    }
}

static void
check_switch (const Bench *bench, GtkWidget *control, const TdOption *option)
{
  gtk_widget_activate (control);
  g_assert_cmpfloat (td_config_get_number (bench->config, option->name), ==,
                     option->number == 0 ? 1 : 0);
  check_reset (bench, control, option);
}

static void
check_option (const Bench *bench, const TdOption *option)
{
  GtkWidget *control = td_form_find_control (bench->form, option->name);

  if (option->hidden || option->type == TD_KIND_LIST
      || (option->type == TD_KIND && !td_kind_choice_has_choice (option)))
    return;
  g_assert_nonnull (control);
  g_assert_nonnull (td_test_find (GTK_WIDGET (bench->form), option->label));
  if (option->type == TD_NUMBER || option->type == TD_INTEGER)
    check_number (bench, control, option);
  else if (GTK_IS_ENTRY (control))
    check_text (bench, control, option);
  else if (GTK_IS_SWITCH (control))
    check_switch (bench, control, option);
  else
    check_drop_down (bench, control, option);
}

/* No row is wider than the inspector has room for. */
static void
check_width (const Bench *bench)
{
  int minimum;

  gtk_widget_measure (GTK_WIDGET (bench->form), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL,
                      NULL, NULL);
  g_assert_cmpint (minimum, <=, ROOM);
}

static void
check_family (const TdFamily *family)
{
  for (guint k = 0; family->kinds[k] != NULL; k++)
    {
      Bench bench;

      bench_init (&bench, family, family->kinds[k]);
      check_width (&bench);
      for (guint i = 0; i < td_kind_n_options (family->kinds[k]); i++)
        check_option (&bench, &family->kinds[k]->options[i]);
      bench_clear (&bench);
    }
}

static void
test_every_option (void)
{
  const TdFamily *const *families = td_families ();
  const TdFamily *const records[] = { &td_training_settings, &td_network_settings,
                                      &td_data_settings, &td_split_settings,
                                      &td_image_settings };

  for (guint i = 0; families[i] != NULL; i++)
    check_family (families[i]);
  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    check_family (records[i]);
}

/* No kind has lists of numbers yet; forms have to know what to do with them. */
static void
test_numbers (void)
{
  static const TdOption options[] = {
    { .name = "shares", .label = "Shares", .type = TD_NUMBER_LIST, .maximum = 1 }, { NULL }
  };
  static const TdKind kind = { .id = "toy", .title = "Toy", .summary = "Toy.",
                               .options = options, .options_size = sizeof (TdNumbers) };
  static const TdKind *const kinds[] = { &kind, NULL };
  static const TdFamily family = { "toys", "Toys", kinds, TRUE };
  Bench bench;
  GtkWidget *entry;

  bench_init (&bench, &family, &kind);
  entry = td_form_find_control (bench.form, "shares");
  type (entry, "0.5, 1e-7");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "0.5, 1e-7");
  check_refused (&bench, entry, "0.5, 2");
  type (entry, "");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
  bench_clear (&bench);
}

void
td_test_add_form_contract (void)
{
  g_test_add_func ("/ui/form/every-option-of-every-kind", test_every_option);
  g_test_add_func ("/ui/form/lists-of-numbers", test_numbers);
}
