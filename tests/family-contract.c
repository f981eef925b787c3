/* family-contract.c — walks a family's tables as forms, files and the command line do.
 *
 * SPDX-License-Identifier: MIT
 */
#include "family-contract.h"

#include <math.h>
#include <string.h>

static void
check_kebab (const char *name)
{
  g_assert_nonnull (name);
  g_assert_cmpuint (strlen (name), >, 0);
  g_assert_true (g_ascii_islower (name[0]));
  for (const char *c = name; *c != '\0'; c++)
    g_assert_true (g_ascii_islower (*c) || g_ascii_isdigit (*c) || *c == '-');
}

static void
check_sentence (const char *text)
{
  g_assert_nonnull (text);
  g_assert_true (g_ascii_isupper (text[0]));
  g_assert_true (g_str_has_suffix (text, "."));
}

static gsize
value_size (TdOptionType type)
{
  static const gsize sizes[] = {
    [TD_NUMBER] = sizeof (double), [TD_INTEGER] = sizeof (gint64),
    [TD_BOOLEAN] = sizeof (gboolean), [TD_CHOICE] = sizeof (int),
    [TD_TEXT] = sizeof (char *), [TD_TEXT_LIST] = sizeof (char **),
    [TD_NUMBER_LIST] = sizeof (TdNumbers), [TD_KIND] = sizeof (TdSpec),
    [TD_KIND_LIST] = sizeof (TdSpecList),
  };

  return sizes[type];
}

static void
check_option (const TdKind *kind, const TdOption *option)
{
  check_kebab (option->name);
  g_assert_cmpuint (strlen (option->label), >, 0);
  check_sentence (option->help);
  g_assert_true (td_kind_find_option (kind, option->name) == option); /* no earlier one */
  g_assert_cmpuint (option->offset + value_size (option->type), <=, kind->options_size);
  if (option->type <= TD_BOOLEAN)
    {
      g_assert_cmpfloat (option->minimum, <, option->maximum);
      g_assert_cmpfloat (option->minimum, <=, option->number);
      g_assert_cmpfloat (option->number, <=, option->maximum);
    }
}

static char *
write_json (const TdSpec *spec, const TdFamily *family)
{
  TdJsonWriter *writer = td_json_writer_new (FALSE);

  td_spec_write_json (spec, family, writer);
  return td_json_writer_finish (writer, NULL);
}

static void
check_round_trip (const TdSpec *spec, const TdFamily *family)
{
  g_autofree char *text = write_json (spec, family);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = td_json_parse (text, strlen (text), "test", &error);
  g_auto (TdSpec) back = { NULL };

  g_assert_no_error (error);
  g_assert_true (td_spec_from_json (&back, family, NULL, node, "test", &error));
  g_assert_no_error (error);
  g_assert_true (td_spec_equal (spec, &back));
}

static void
set (TdSpec *spec, const TdOption *option, double value)
{
  g_autofree char *text = td_json_number_to_text (value);
  g_autoptr (GError) error = NULL;

  g_assert_true (td_spec_set_path (spec, option->name, text, &error));
  g_assert_no_error (error);
}

/* Every bound of a number reads back, and what lies beyond it is refused. */
static void
check_bounds (TdSpec *spec, const TdOption *option, const TdFamily *family)
{
  g_autofree char *beyond = td_json_number_to_text (2 * fabs (option->maximum) + 1);
  g_autoptr (GError) error = NULL;

  if (option->type != TD_NUMBER && option->type != TD_INTEGER)
    return;

  set (spec, option, option->minimum);
  check_round_trip (spec, family);
  set (spec, option, option->maximum);
  check_round_trip (spec, family);
  g_assert_false (td_spec_set_path (spec, option->name, beyond, &error));
  g_assert_error (error, TD_SPEC_ERROR, TD_SPEC_ERROR_VALUE);
}

static void
check_kind (const TdFamily *family, const TdKind *kind)
{
  g_auto (TdSpec) spec = { NULL };

  check_kebab (kind->id);
  g_assert_cmpuint (strlen (kind->title), >, 0);
  check_sentence (kind->summary);
  g_assert_true (td_family_find (family, kind->id) == kind);
  g_assert_true ((kind->options == NULL) == (kind->options_size == 0));

  td_spec_init (&spec, kind);
  check_round_trip (&spec, family);
  for (guint i = 0; i < td_kind_n_options (kind); i++)
    {
      check_option (kind, &kind->options[i]);
      check_bounds (&spec, &kind->options[i], family);
    }
}

void
check_family (const TdFamily *family)
{
  check_kebab (family->id);
  g_assert_cmpuint (strlen (family->title), >, 0);
  g_assert_cmpuint (td_family_n_kinds (family), >, 0);
  for (const TdKind *const *kind = family->kinds; *kind != NULL; kind++)
    check_kind (family, *kind);
}
