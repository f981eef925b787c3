/* template.c — see template.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/template.h"

#include "ui/template-pictures.h"

#include <glib/gi18n.h>

const TdTemplate td_templates[] = {
  { "digits.json", N_("Handwritten Digits"),
    N_("Four questions about one picture: classes, yes or no, and a number."),
    td_template_draw_digits },
  { "fashion.json", N_("Fashion"),
    N_("70,000 pictures of clothes: what it is, where it is worn, and its ink."),
    td_template_draw_fashion },
  { "playground.json", N_("Playground"),
    N_("Points in a plane, and a map of each answer while it is learned."),
    td_template_draw_playground },
  { "related.json", N_("Related Numbers"),
    N_("Four numbers with much in common: does sharing help?"),
    td_template_draw_related },
  { NULL }
};

const TdTemplate *
td_template_find (const char *file)
{
  g_return_val_if_fail (file != NULL, NULL);

  for (const TdTemplate *i = td_templates; i->file != NULL; i++)
    if (g_str_equal (i->file, file))
      return i;
  return NULL;
}

char *
td_template_dup_path (const TdTemplate *self)
{
  static const char *const places[] = { TD_EXAMPLES };

  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *path = g_build_filename (places[i], self->file, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
        return g_steal_pointer (&path);
    }
  return NULL;
}
