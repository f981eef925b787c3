/* cli-markdown.c — headings, lists and tables from the descriptors.
 *
 * SPDX-License-Identifier: MIT
 */
#include "app/cli-markdown.h"

#include "app/cli-kind.h"
#include "core/balance/balancer.h"
#include "core/sharing/sharing.h"

#include <glib/gi18n.h>
#include <string.h>

static const TdFamily *const methods[] = { &td_sharings, &td_balancers };

/* @text in a cell or a line; a bar would end the cell. */
static void
print_text (const char *text, gboolean in_cell)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      if (strchr (in_cell ? "\\|*_<" : "\\*_<", *text) != NULL)
        g_print ("\\");
      g_print ("%.*s", (int) (g_utf8_next_char (text) - text), text);
    }
}

static void
print_options (const TdKind *kind)
{
  g_print ("\n| %s | %s | %s | |\n|---|---|---|---|\n", _("Option"), _("Default"), _("Takes"));
  for (const TdOption *option = kind->options; option->name != NULL; option++)
    {
      g_autofree char *standard = td_cli_option_dup_default (option);
      g_autofree char *range = td_cli_option_dup_range (option);

      g_print ("| `%s` | %s | %s | ", option->name, standard, range);
      print_text (option->help != NULL ? _(option->help) : _(option->label), TRUE);
      g_print (" |\n");
    }
}

static void
print_kind (const TdFamily *family, const TdKind *kind)
{
  g_autoptr(GArray) facts = td_cli_kind_facts (family, kind);

  g_print ("\n### `%s`: %s\n\n", kind->id, _(kind->title));
  print_text (_(kind->summary), FALSE);
  g_print ("%s", facts->len > 0 ? "\n" : "");
  for (guint i = 0; i < facts->len; i++)
    {
      const TdCliFact *fact = &g_array_index (facts, TdCliFact, i);

      if (fact->text[0] == '\0')
        continue;
      g_print ("\n- *%s*: ", fact->label);
      if (fact->is_formula)
        g_print ("`%s`", fact->text);
      else
        print_text (fact->text, FALSE);
    }
  if (kind->paper != NULL)
    g_print ("%s- *%s*: %s", facts->len > 0 ? "\n" : "\n\n", _("Paper"), kind->paper);
  g_print ("\n");
  if (td_kind_n_options (kind) > 0)
    print_options (kind);
}

void
td_cli_markdown_print_family (const TdFamily *family)
{
  g_print ("## %s\n", _(family->title));
  for (const TdKind *const *kind = family->kinds; *kind != NULL; kind++)
    print_kind (family, *kind);
}

void
td_cli_markdown_print_methods (void)
{
  g_print ("# %s\n\n%s\n", _("Methods"),
           _("Written by `tandem-cli list --markdown` from the kinds' own descriptions. Formulas "
             "speak of K tasks with losses L_k, each multiplied by its weight λ_k beforehand, and "
             "their gradients g_k on what the tasks share; the update is Σ_k w_k g_k. A task "
             "without a label in a batch has no part in that step."));
  for (gsize i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      g_print ("\n");
      td_cli_markdown_print_family (methods[i]);
    }
}
