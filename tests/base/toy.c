/* toy.c — the families of toy.h and the test program's main().
 *
 * SPDX-License-Identifier: MIT
 */
#include "toy.h"

#include <locale.h>
#include <string.h>

static const char *const scalings[] = { "none", "standard", NULL };
static const char *const simple_parts[] = { "dense", "plain", NULL };

static const TdOption dense_options[] = {
  { .name = "id", .type = TD_TEXT, .offset = offsetof (ToyDense, id), .hidden = TRUE },
  { .name = "rate", .type = TD_NUMBER, .offset = offsetof (ToyDense, rate), .minimum = 0,
    .maximum = 1, .number = 0.5, .live = TRUE },
  { .name = "units", .type = TD_INTEGER, .offset = offsetof (ToyDense, units), .minimum = 1,
    .maximum = 1000, .number = 16 },
  { .name = "bias", .type = TD_BOOLEAN, .offset = offsetof (ToyDense, bias), .number = 1 },
  { NULL }
};
const TdKind toy_dense = { .id = "dense", .title = "Dense", .options = dense_options,
                           .options_size = sizeof (ToyDense) };

static const TdOption group_options[] = {
  { .name = "parts", .type = TD_KIND_LIST, .offset = offsetof (ToyGroup, parts),
    .family = &toy_parts },
  { NULL }
};
const TdKind toy_group = { .id = "group", .title = "Group", .options = group_options,
                           .options_size = sizeof (ToyGroup) };

const TdKind toy_plain = { .id = "plain", .title = "Plain" };

static const TdKind *const parts[] = { &toy_dense, &toy_group, &toy_plain, NULL };
const TdFamily toy_parts = { .id = "parts", .title = "Parts", .kinds = parts };

typedef struct
{
  double train;
  gint64 seed;
} ToySplit;

static const TdOption split_options[] = {
  { .name = "train", .type = TD_NUMBER, .offset = offsetof (ToySplit, train), .minimum = 0,
    .maximum = 1, .number = 0.7 },
  { .name = "seed", .type = TD_INTEGER, .offset = offsetof (ToySplit, seed), .minimum = 0,
    .maximum = 9007199254740992.0, .number = 1 },
  { NULL }
};
static const TdKind split = { .id = "split", .options = split_options,
                              .options_size = sizeof (ToySplit) };
static const TdKind *const splits[] = { &split, NULL };
static const TdFamily toy_splits = { .id = "splits", .kinds = splits, .record = TRUE };

static const TdOption root_options[] = {
  { .name = "id", .type = TD_TEXT, .offset = offsetof (ToyRoot, id) },
  { .name = "weight", .type = TD_NUMBER, .offset = offsetof (ToyRoot, weight), .minimum = 0,
    .maximum = G_MAXDOUBLE, .number = 1 },
  { .name = "epochs", .type = TD_INTEGER, .offset = offsetof (ToyRoot, epochs), .minimum = 1,
    .maximum = 1000000, .number = 200 },
  { .name = "shuffle", .type = TD_BOOLEAN, .offset = offsetof (ToyRoot, shuffle), .number = 1 },
  { .name = "scaling", .type = TD_CHOICE, .offset = offsetof (ToyRoot, scaling),
    .text = "standard", .choices = scalings },
  { .name = "name", .type = TD_TEXT, .offset = offsetof (ToyRoot, name), .text = "Untitled" },
  { .name = "inputs", .type = TD_TEXT_LIST, .offset = offsetof (ToyRoot, inputs) },
  { .name = "fractions", .type = TD_NUMBER_LIST, .offset = offsetof (ToyRoot, fractions),
    .minimum = 0, .maximum = 1 },
  { .name = "part", .type = TD_KIND, .offset = offsetof (ToyRoot, part), .text = "dense",
    .family = &toy_parts },
  { .name = "extra", .type = TD_KIND, .offset = offsetof (ToyRoot, extra), .family = &toy_parts,
    .choices = simple_parts },
  { .name = "split", .type = TD_KIND, .offset = offsetof (ToyRoot, split), .text = "split",
    .family = &toy_splits },
  { .name = "parts", .type = TD_KIND_LIST, .offset = offsetof (ToyRoot, parts),
    .family = &toy_parts },
  { NULL }
};
const TdKind toy_root = { .id = "root", .options = root_options,
                          .options_size = sizeof (ToyRoot) };
static const TdKind *const roots[] = { &toy_root, NULL };
const TdFamily toy_roots = { .id = "roots", .kinds = roots, .record = TRUE };

JsonNode *
toy_parse (const char *json)
{
  g_autofree char *text = g_strdelimit (g_strdup (json), "'", '"');
  g_autoptr(GError) error = NULL;
  JsonNode *node = td_json_parse (text, strlen (text), "test", &error);

  g_assert_no_error (error);
  return node;
}

void
toy_root_init (TdSpec     *spec,
               const char *json)
{
  g_autoptr(JsonNode) node = toy_parse (json);
  g_autoptr(GError) error = NULL;

  g_assert_true (td_spec_from_json (spec, &toy_roots, NULL, node, "", &error));
  g_assert_no_error (error);
}

char *
toy_root_refusal (const char *json)
{
  g_autoptr(JsonNode) node = toy_parse (json);
  g_autoptr(GError) error = NULL;
  g_auto(TdSpec) spec;

  g_assert_false (td_spec_from_json (&spec, &toy_roots, NULL, node, "", &error));
  g_assert_nonnull (error);
  g_assert_true (error->domain == TD_SPEC_ERROR);
  g_assert_null (spec.kind);
  return g_strdup (error->message);
}

char *
toy_to_json (const TdSpec   *spec,
             const TdFamily *family)
{
  TdJsonWriter *writer = td_json_writer_new (FALSE);

  td_spec_write_json (spec, family, writer);
  return td_json_writer_finish (writer, NULL);
}

int
main (int    argc,
      char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  add_json_tests ();
  add_spec_tests ();
  add_path_tests ();
  add_config_tests ();
  add_diff_tests ();
  add_random_tests ();
  add_team_tests ();
  return g_test_run ();
}
