/* cli-kind.c — words for options, and what some families say of their kinds.
 *
 * SPDX-License-Identifier: MIT
 */
#include "app/cli-kind.h"
#include "core/balance/describe.h"
#include "core/base/value.h"

#include <glib/gi18n.h>

char *
td_cli_option_dup_range (const TdOption *option)
{
  if (option->type == TD_NUMBER || option->type == TD_INTEGER || option->type == TD_NUMBER_LIST)
    {
      g_autofree char *minimum = td_json_number_to_text (option->minimum);
      g_autofree char *maximum = td_json_number_to_text (option->maximum);

      return g_strdup_printf ("%s … %s", minimum, maximum);
    }
  if (option->type == TD_BOOLEAN)
    return g_strdup ("true, false");
  if (option->type == TD_CHOICE)
    return g_strjoinv (", ", (char **) option->choices);
  if (option->family != NULL)
    return g_strdup_printf (_("of %s"), option->family->id);
  return g_strdup (_("text"));
}

char *
td_cli_option_dup_default (const TdOption *option)
{
  g_autofree char *text = NULL;
  TdOptionValue value;

  if (option->type == TD_KIND)
    return g_strdup (option->text != NULL ? option->text : _("none"));
  td_value_init (option, &value);
  text = td_value_to_text (option, &value);
  td_value_clear (option, &value);
  return text[0] != '\0' ? g_steal_pointer (&text) : g_strdup (_("empty"));
}

static void
clear_fact (gpointer data)
{
  TdCliFact *fact = data;

  g_free (fact->label);
  g_free (fact->text);
}

/* Takes @text. */
static void
add (GArray *facts, const char *label, char *text)
{
  TdCliFact fact = { g_strdup (label), text, FALSE };

  g_array_append_val (facts, fact);
}

static void
add_balancer_facts (GArray *facts, const TdKind *kind)
{
  const TdBalancerKind *balancer = (const TdBalancerKind *) kind;

  add (facts, _("Formula"), g_strdup (balancer->formula));
  g_array_index (facts, TdCliFact, facts->len - 1).is_formula = TRUE;
  add (facts, _("Needs"), td_balancer_dup_needs (balancer));
  add (facts, _("Scale"), g_strdup (td_balancer_scale_text (balancer)));
  add (facts, _("Task weight λ"), g_strdup (td_balancer_lambda_text (balancer)));
  add (facts, _("Heads"), g_strdup (td_balancer_reach_text (balancer)));
  add (facts, _("Properties"), td_balancer_dup_properties (balancer));
}

static const struct
{
  const TdFamily *family;
  void          (*add) (GArray *facts, const TdKind *kind);
} talkative[] = {
  { &td_balancers, add_balancer_facts },
};

GArray *
td_cli_kind_facts (const TdFamily *family, const TdKind *kind)
{
  GArray *facts = g_array_new (FALSE, FALSE, sizeof (TdCliFact));

  g_array_set_clear_func (facts, clear_fact);
  for (gsize i = 0; i < G_N_ELEMENTS (talkative); i++)
    if (talkative[i].family == family)
      talkative[i].add (facts, kind);
  return facts;
}
