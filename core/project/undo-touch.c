/* undo-touch.c — see undo-touch.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/project/undo-touch.h"

#include <glib/gi18n-lib.h>

/* "Learning rate" becomes "learning rate", but "L2 penalty" stays. */
static char *
dup_lower (const char *label)
{
  const char *second = g_utf8_next_char (label);
  gunichar first = g_utf8_get_char (label);
  char start[7] = "";

  if (*label == '\0' || !g_unichar_islower (g_utf8_get_char (second)))
    return g_strdup (label);
  g_unichar_to_utf8 (g_unichar_tolower (first), start);
  return g_strconcat (start, second, NULL);
}

static char *
dup_label (TdConfig       *origin,
           const TdOption *option)
{
  const TdOption *named = option != NULL ? option : td_config_get_role (origin);
  g_autofree char *lower = NULL;

  if (named == NULL)
    return g_strdup (_("Change project"));
  lower = dup_lower (_(named->label));
  return g_strdup_printf (_("Change %s"), lower);
}

void
td_undo_touch_note (TdUndoTouch    *self,
                    TdConfig       *origin,
                    const TdOption *option)
{
  g_autofree char *path = td_config_dup_path (origin, option);

  self->touched = TRUE;
  if (option != NULL && option->type == TD_KIND_LIST)
    self->mixed = TRUE; /* two layers that go are two edits, however quickly */
  if (self->control == NULL)
    {
      self->label = dup_label (origin, option);
      self->control = g_steal_pointer (&path);
    }
  else if (g_strcmp0 (self->control, path) != 0)
    self->mixed = TRUE;
}

void
td_undo_touch_clear (TdUndoTouch *self)
{
  g_free (self->control);
  g_free (self->label);
  *self = (TdUndoTouch) { .touched = FALSE };
}

const char *
td_undo_touch_get_control (const TdUndoTouch *self)
{
  return self->mixed ? NULL : self->control;
}
