/* stages.c — see stages.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/sharing/stages.h"

static gboolean
begins_stage (const TdSpecList *trunk, gsize layer)
{
  return ((const TdLayerKind *) trunk->items[layer].kind)->begins_stage;
}

/* The first layer with units from @first on. */
static gsize
find_units (const TdSpecList *trunk, gsize first)
{
  while (first < trunk->n && !begins_stage (trunk, first))
    first++;
  return first;
}

gsize
td_stage_end (const TdSpecList *trunk, gsize first)
{
  return find_units (trunk, MIN (find_units (trunk, first) + 1, trunk->n));
}

guint
td_stage_count (const TdSpecList *trunk)
{
  guint n = 0;

  for (gsize first = 0; first < trunk->n; first = td_stage_end (trunk, first))
    n++;
  return n;
}

gsize
td_stage_start (const TdSpecList *trunk, guint stage)
{
  gsize first = 0;

  for (guint i = 0; i < stage; i++)
    first = td_stage_end (trunk, first);
  return first;
}

gboolean
td_stages_are_locked (const TdSpecList *trunk, gsize first, gsize last)
{
  guint n = 0;

  for (gsize i = first; i < last; i++)
    {
      if (!begins_stage (trunk, i))
        continue;
      if (!((const TdLayerOptions *) trunk->items[i].options)->frozen)
        return FALSE;
      n++;
    }
  return n > 0;
}

const char *
td_stage_id (const TdSpecList *trunk, gsize first)
{
  gsize units = find_units (trunk, first);

  return ((const TdLayerOptions *) trunk->items[units < trunk->n ? units : first].options)->id;
}
