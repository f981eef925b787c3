/* catalogue.c — every table there is, checked as forms, files and the command line use it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/project/suite.h"

#include "core/project/task.h"

#include <string.h>

static void
check_kebab (const char *name)
{
  g_assert_nonnull (name);
  g_assert_true (g_ascii_islower (name[0]));
  for (const char *p = name; *p != '\0'; p++)
    g_assert_true (g_ascii_islower (*p) || g_ascii_isdigit (*p) || *p == '-');
}

static void
check_default (const TdOption *option)
{
  if (option->type == TD_NUMBER || option->type == TD_INTEGER)
    {
      g_assert_cmpfloat (option->minimum, <, option->maximum);
      g_assert_cmpfloat (option->minimum, <=, option->number);
      g_assert_cmpfloat (option->number, <=, option->maximum);
    }
  if (option->choices != NULL && option->family == NULL)
    {
      g_assert_true (g_strv_contains (option->choices, option->text));
      g_assert_cmpuint (g_strv_length ((char **) option->titles), ==,
                        g_strv_length ((char **) option->choices));
    }
  if (option->type == TD_KIND && option->text != NULL)
    g_assert_nonnull (td_family_find (option->family, option->text));
  if (option->type == TD_KIND && option->choices != NULL)
    {
      g_assert_true (g_strv_contains (option->choices, option->text));
      for (guint i = 0; option->choices[i] != NULL; i++)
        g_assert_nonnull (td_family_find (option->family, option->choices[i]));
    }
}

/* What forms make of it. */
static void
check_form (const TdOption *option)
{
  gboolean number = option->type == TD_NUMBER || option->type == TD_INTEGER;

  if (option->unit != NULL || option->special != NULL || option->usual != 0
      || option->steps != TD_STEPS_USUAL)
    g_assert_true (number);
  if (option->special != NULL)
    g_assert_cmpfloat (option->usual, >, 0);
  if (option->special_from != NULL)
    g_assert_nonnull (option->special);
  if (option->usual != 0)
    {
      g_assert_cmpfloat (option->usual, >=, option->minimum);
      g_assert_cmpfloat (option->usual, <=, option->maximum);
    }
}

static void
check_option (const TdKind   *kind,
              const TdOption *option)
{
  check_kebab (option->name);
  g_assert_nonnull (option->label);
  g_assert_cmpstr (option->label, !=, "");
  g_assert_true (td_kind_find_option (kind, option->name) == option);
  g_assert_cmpuint (option->offset, <, kind->options_size);
  g_assert_true (option->help == NULL || g_str_has_suffix (option->help, "."));
  g_assert_true ((option->family != NULL)
                 == (option->type == TD_KIND || option->type == TD_KIND_LIST));
  check_default (option);
  check_form (option);
}

static void
check_kind (const TdFamily *family,
            const TdKind   *kind)
{
  g_auto(TdSpec) spec = { NULL, NULL };
  g_auto(TdSpec) back = { NULL, NULL };
  TdJsonWriter *writer = td_json_writer_new (TRUE);
  g_autofree char *text = NULL;
  g_autoptr(JsonNode) node = NULL;
  GError *error = NULL;
  gsize length;

  check_kebab (kind->id);
  g_assert_nonnull (kind->title);
  g_assert_nonnull (kind->summary);
  g_assert_true (g_str_has_suffix (kind->summary, "."));
  g_assert_true (td_family_find (family, kind->id) == kind);
  g_assert_true ((kind->options == NULL) == (kind->options_size == 0));
  for (guint i = 0; i < td_kind_n_options (kind); i++)
    check_option (kind, &kind->options[i]);

  td_spec_init (&spec, kind);
  td_spec_write_json (&spec, family, writer);
  text = td_json_writer_finish (writer, &length);
  node = td_json_parse (text, length, "spec", &error);
  g_assert_no_error (error);
  g_assert_true (td_spec_from_json (&back, family, NULL, node, "spec", &error));
  g_assert_true (td_spec_equal (&spec, &back));
}

static void
check_family (const TdFamily *family)
{
  check_kebab (family->id);
  g_assert_nonnull (family->title);
  g_assert_cmpuint (td_family_n_kinds (family), >, 0);
  g_assert_true (!family->record || td_family_n_kinds (family) == 1);
  for (guint i = 0; family->kinds[i] != NULL; i++)
    check_kind (family, family->kinds[i]);
}

static void
test_tables (void)
{
  const TdFamily *const *families = td_families ();
  const TdFamily *const records[] = { &td_project_settings, &td_network_settings,
                                      &td_training_settings, &td_data_settings,
                                      &td_split_settings, &td_image_settings };

  for (guint i = 0; families[i] != NULL; i++)
    {
      check_family (families[i]);
      for (guint k = 0; k < i; k++)
        g_assert_cmpstr (families[i]->id, !=, families[k]->id);
    }
  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    check_family (records[i]);
}

/* What every task kind has to have. */
static void
test_tasks (void)
{
  for (guint i = 0; td_tasks.kinds[i] != NULL; i++)
    {
      const TdTaskKind *kind = (const TdTaskKind *) td_tasks.kinds[i];
      g_auto(TdSpec) spec = { NULL, NULL };

      g_assert_nonnull (kind->fit);
      g_assert_nonnull (kind->n_outputs);
      g_assert_nonnull (kind->n_columns);
      g_assert_nonnull (kind->encode);
      g_assert_nonnull (kind->measure);
      td_spec_init (&spec, &kind->kind);
      g_assert_true (td_task_kind (&spec) == kind);
      g_assert_cmpstr (td_task_options (&spec)->id, ==, "");
      g_assert_cmpfloat (td_task_options (&spec)->weight, ==, 1);
      g_assert_true (td_task_options (&spec)->enabled);
      g_assert_nonnull (td_task_options (&spec)->loss.kind);
      g_assert_cmpuint (td_task_options (&spec)->head.n, ==, 0);
    }
}

void
add_catalogue_tests (void)
{
  g_test_add_func ("/catalogue/every-table-is-well-formed", test_tables);
  g_test_add_func ("/catalogue/every-task-kind-is-whole", test_tasks);
}
