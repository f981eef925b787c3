/* config.c — tests of configs as objects.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/base/config.h"

#include "toy.h"

static const char base[] =
  "{'name': 'x', 'inputs': ['a'], 'parts': [{'kind': 'dense', 'id': 'p1'},"
  " {'kind': 'dense', 'id': 'p2'}, {'kind': 'dense', 'id': 'p3'}]}";

typedef struct
{
  guint           n_changes;
  TdConfig       *origin;
  const TdOption *option;
} Watch;

static void
changed_cb (TdConfig       *config,
            TdConfig       *origin,
            const TdOption *option,
            Watch          *watch)
{
  watch->n_changes++;
  watch->origin = origin;
  watch->option = option;
}

static TdConfig *
make_config (const char *json,
             Watch      *watch)
{
  g_auto(TdSpec) spec;
  TdConfig *config;

  toy_root_init (&spec, json);
  config = td_config_new (&toy_roots, &spec);
  g_signal_connect (config, "changed", G_CALLBACK (changed_cb), watch);
  return config;
}

static void
apply (TdConfig   *config,
       const char *json)
{
  g_auto(TdSpec) spec;
  g_auto(TdSpec) after;

  toy_root_init (&spec, json);
  td_config_apply_spec (config, &spec);
  td_config_dup_spec (config, &after);
  g_assert_true (td_spec_equal (&spec, &after));
}

static void
test_spec_round_trip (void)
{
  g_auto(TdSpec) spec;
  g_auto(TdSpec) back;
  TdConfig *config;

  toy_root_init (&spec, "{'parts': [{'kind': 'group', 'parts': ['dense']}], 'extra': 'plain',"
                        " 'fractions': [0.5], 'inputs': ['a', 'b']}");
  config = td_config_new (&toy_roots, &spec);
  td_config_dup_spec (config, &back);
  g_assert_true (td_spec_equal (&spec, &back));
  g_assert_finalize_object (config);
}

static void
test_values (void)
{
  Watch watch = { 0 };
  TdConfig *config = make_config (base, &watch);
  g_autoptr(GError) error = NULL;
  g_autofree char *inputs = NULL;

  g_assert_cmpfloat (td_config_get_number (config, "weight"), ==, 1);
  g_assert_cmpfloat (td_config_get_number (config, "epochs"), ==, 200);
  g_assert_cmpfloat (td_config_get_number (config, "shuffle"), ==, 1);
  g_assert_cmpstr (td_config_get_text (config, "scaling"), ==, "standard");
  g_assert_cmpstr (td_config_get_text_list (config, "inputs")[0], ==, "a");
  g_assert_true (td_config_set_number (config, "epochs", 5, &error));
  g_assert_true (td_config_set_number (config, "shuffle", 0, &error));
  g_assert_true (td_config_set_text (config, "scaling", "none", &error));
  g_assert_true (td_config_set_text (config, "name", "y", &error));
  g_assert_true (td_config_set_value (config, "inputs", "[\"b\", \"c\"]", &error));
  g_assert_cmpuint (watch.n_changes, ==, 5);
  g_assert_cmpfloat (td_config_get_number (config, "epochs"), ==, 5);
  g_assert_cmpstr (td_config_get_text (config, "name"), ==, "y");
  inputs = td_config_dup_value (config, "inputs");
  g_assert_cmpstr (inputs, ==, "[\"b\", \"c\"]");
  g_assert_finalize_object (config);
}

static void
test_changes_reach_the_root (void)
{
  Watch watch = { 0 };
  TdConfig *config = make_config (base, &watch);
  TdConfig *part = td_config_list_get (td_config_get_list (config, "parts"), 1);
  g_autofree char *path = NULL;

  g_assert_true (td_config_get_parent (part) == config);
  g_assert_cmpstr (td_config_get_role (part)->name, ==, "parts");
  g_assert_true (td_config_set_number (part, "units", 3, NULL));
  g_assert_cmpuint (watch.n_changes, ==, 1);
  g_assert_true (watch.origin == part);
  g_assert_cmpstr (watch.option->name, ==, "units");
  path = td_config_dup_path (part, watch.option);
  g_assert_cmpstr (path, ==, "parts.1.units");
  g_assert_true (td_config_set_number (part, "units", 3, NULL));
  g_assert_cmpuint (watch.n_changes, ==, 1);
  g_assert_finalize_object (config);
}

static void
test_refusals_change_nothing (void)
{
  Watch watch = { 0 };
  TdConfig *config = make_config (base, &watch);
  TdConfig *part = td_config_list_get (td_config_get_list (config, "parts"), 1);
  g_autoptr(GError) error = NULL;

  g_assert_false (td_config_set_number (part, "units", 0, &error));
  g_assert_cmpstr (error->message, ==, "parts.1.units is 0, but must be between 1 and 1000.");
  g_clear_error (&error);
  g_assert_false (td_config_set_number (part, "units", 2.5, &error));
  g_clear_error (&error);
  g_assert_false (td_config_set_text (config, "scaling", "log", &error));
  g_clear_error (&error);
  g_assert_false (td_config_set_value (config, "part", "dens", &error));
  g_assert_cmpstr (error->message, ==,
                   "part is \"dens\", but must be one of: dense, group, plain.");
  g_assert_cmpuint (watch.n_changes, ==, 0);
  g_assert_finalize_object (config);
}

static void
test_kinds (void)
{
  Watch watch = { 0 };
  TdConfig *config = make_config (base, &watch);
  TdConfig *part = td_config_get_child (config, "part");
  TdConfig *extra = td_config_get_child (config, "extra");

  g_assert_null (td_config_get_kind (extra));
  td_config_set_kind (extra, &toy_dense);
  g_assert_true (watch.origin == extra && watch.option == NULL);
  g_assert_cmpfloat (td_config_get_number (extra, "units"), ==, 16);
  g_assert_true (td_config_set_value (config, "part", "group", NULL));
  g_assert_true (td_config_get_child (config, "part") == part);
  g_assert_true (td_config_get_kind (part) == &toy_group);
  g_assert_true (td_config_get_family (part) == &toy_parts);
  td_config_set_kind (extra, NULL);
  g_assert_null (td_config_get_kind (extra));
  g_assert_cmpuint (watch.n_changes, ==, 3);
  g_assert_finalize_object (config);
}

static void
test_lists (void)
{
  Watch watch = { 0 };
  TdConfig *config = make_config (base, &watch);
  TdConfigList *list = td_config_get_list (config, "parts");
  TdConfig *first = td_config_list_get (list, 0);
  g_auto(TdSpec) spec;

  td_spec_init (&spec, &toy_plain);
  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (list)) == TD_TYPE_CONFIG);
  g_assert_true (td_config_get_kind (td_config_list_insert (list, 3, &spec)) == &toy_plain);
  g_assert_cmpstr (watch.option->name, ==, "parts");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 4);
  td_config_list_move (list, 0, 2);
  g_assert_true (td_config_list_get (list, 2) == first);
  td_config_list_remove (list, 3);
  g_assert_null (td_config_list_get (list, 3));
  g_assert_cmpuint (watch.n_changes, ==, 3);
  g_assert_finalize_object (config);
}

static void
test_nesting_is_bounded (void)
{
  Watch watch = { 0 };
  TdConfig *config = make_config ("{}", &watch);
  TdConfig *deepest = config;
  g_auto(TdSpec) group;

  td_spec_init (&group, &toy_group);
  for (guint i = 1; i < TD_SPEC_MAX_DEPTH; i++)
    deepest = td_config_list_insert (td_config_get_list (deepest, "parts"), 0, &group);
  g_assert_nonnull (deepest);
  g_assert_null (td_config_list_insert (td_config_get_list (deepest, "parts"), 0, &group));
  g_assert_finalize_object (config);
}

static void
test_apply_keeps_identity (void)
{
  Watch watch = { 0 };
  TdConfig *config = make_config (base, &watch);
  TdConfigList *list = td_config_get_list (config, "parts");
  TdConfig *p1 = td_config_list_get (list, 0);
  TdConfig *p3 = td_config_list_get (list, 2);

  apply (config, base);
  g_assert_cmpuint (watch.n_changes, ==, 0);
  apply (config, "{'name': 'x', 'inputs': ['a'], 'parts': [{'kind': 'dense', 'id': 'p3'},"
                 " 'plain', {'kind': 'dense', 'id': 'p1', 'units': 2},"
                 " {'kind': 'dense', 'id': 'p4'}]}");
  g_assert_true (td_config_get_list (config, "parts") == list);
  g_assert_true (td_config_list_get (list, 0) == p3);
  g_assert_true (td_config_list_get (list, 2) == p1);
  g_assert_cmpuint (watch.n_changes, ==, 2); /* the units of p1 and the list */
  g_assert_cmpfloat (td_config_get_number (p1, "units"), ==, 2);
  apply (config, "{'parts': ['plain', {'kind': 'group', 'parts': ['dense']}]}");
  apply (config, base);
  g_assert_finalize_object (config);
}

static void
test_elements_without_id_match_by_position (void)
{
  Watch watch = { 0 };
  TdConfig *config = make_config ("{'parts': ['dense', 'group']}", &watch);
  TdConfigList *list = td_config_get_list (config, "parts");
  TdConfig *first = td_config_list_get (list, 0);
  TdConfig *second = td_config_list_get (list, 1);

  apply (config, "{'parts': ['plain', 'dense', 'dense']}");
  g_assert_true (td_config_list_get (list, 0) == first);
  g_assert_true (td_config_list_get (list, 1) == second);
  g_assert_true (td_config_get_kind (second) == &toy_dense);
  g_assert_finalize_object (config);
}

/* Whoever holds on to a child after its parent is gone has an orphan that still works. */
static void
test_orphans_live_on (void)
{
  Watch watch = { 0 };
  TdConfig *config = make_config (base, &watch);
  g_autoptr(TdConfig) part = g_object_ref (td_config_get_child (config, "part"));
  g_autoptr(TdConfigList) list = g_object_ref (td_config_get_list (config, "parts"));
  g_autoptr(TdConfig) element = g_list_model_get_item (G_LIST_MODEL (list), 0);

  g_assert_finalize_object (config);
  g_assert_null (td_config_get_parent (part));
  g_assert_null (td_config_get_parent (element));
  g_assert_true (td_config_set_number (part, "units", 3, NULL));
  td_config_list_remove (list, 0);
  g_assert_true (td_config_set_number (element, "units", 3, NULL));
}

void
add_config_tests (void)
{
  g_test_add_func ("/config/spec-round-trip", test_spec_round_trip);
  g_test_add_func ("/config/values-are-set-by-name", test_values);
  g_test_add_func ("/config/changes-reach-the-root", test_changes_reach_the_root);
  g_test_add_func ("/config/refusals-change-nothing", test_refusals_change_nothing);
  g_test_add_func ("/config/kinds-are-replaced-in-place", test_kinds);
  g_test_add_func ("/config/lists-are-models", test_lists);
  g_test_add_func ("/config/nesting-is-bounded", test_nesting_is_bounded);
  g_test_add_func ("/config/apply-keeps-identity", test_apply_keeps_identity);
  g_test_add_func ("/config/elements-without-id-match-by-position",
                   test_elements_without_id_match_by_position);
  g_test_add_func ("/config/orphans-live-on", test_orphans_live_on);
}
