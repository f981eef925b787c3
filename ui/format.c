/* format.c — numbers and names as people read them.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/format.h"

#include <math.h>
#include <string.h>

#define THIN_SPACE "\342\200\211"
#define NO_BREAK "\302\240" /* a space where no line ends */
#define LEAST_R2 -99 /* whatever is worse is told in brief, as it leaves no room for the task's name */

char *
td_format_count (guint64 value)
{
  g_autofree char *digits = g_strdup_printf ("%" G_GUINT64_FORMAT, value);
  gsize length = strlen (digits);
  GString *text = g_string_sized_new (length * 2);

  for (gsize i = 0; i < length; i++)
    {
      if (i > 0 && (length - i) % 3 == 0)
        g_string_append (text, THIN_SPACE);
      g_string_append_c (text, digits[i]);
    }
  return g_string_free (text, FALSE);
}

char *
td_format_number (double value)
{
  return isfinite (value) ? g_strdup_printf ("%.4g", value) : g_strdup ("–");
}

char *
td_format_percent (double share)
{
  return isfinite (share) ? g_strdup_printf ("%.0f%%", 100 * share) : g_strdup ("–");
}

char *
td_format_rate (double per_second)
{
  double unit = 1;

  if (per_second < 9.95)
    return g_strdup_printf ("%.1f", per_second);
  while (per_second / unit >= 1000) /* three digits that hold still long enough to be read */
    unit *= 10;
  return td_format_count ((guint64) (round (per_second / unit) * unit));
}

char *
td_format_duration (double seconds)
{
  guint64 whole = (guint64) CLAMP (ceil (seconds), 0, 1e9);
  guint hours = (guint) (whole / 3600), minutes = (guint) (whole / 60 % 60);

  if (hours > 0)
    return g_strdup_printf ("%u:%02u:%02u", hours, minutes, (guint) (whole % 60));
  return g_strdup_printf ("%u:%02u", minutes, (guint) (whole % 60));
}

char *
td_format_metrics (const TdTaskMetrics *metrics)
{
  if (isfinite (metrics->accuracy))
    return g_strdup_printf ("%.1f%%", 100 * metrics->accuracy);
  if (metrics->r2 < LEAST_R2)
    return g_strdup_printf ("R²" NO_BREAK "< %d", LEAST_R2);
  if (isfinite (metrics->r2))
    return g_strdup_printf ("R²" NO_BREAK "%.3f", metrics->r2);
  return g_strdup ("");
}

char *
td_format_path (const char *path)
{
  const char *home = g_get_home_dir ();
  g_autofree char *name = g_filename_display_name (path);
  gsize length = strlen (home);

  if (!g_str_has_prefix (name, home) || (name[length] != '\0' && name[length] != G_DIR_SEPARATOR))
    return g_steal_pointer (&name);
  return g_strconcat ("~", name + length, NULL);
}

char *
td_format_label (const char *label)
{
  const char *mark = strchr (label, '_');
  gboolean after;

  if (mark == NULL)
    return g_strdup (label);
  after = mark > label && mark[-1] == '(' && mark[1] != '\0' && mark[2] == ')';
  if (after)
    return g_strdup_printf ("%.*s%s", (int) (mark - 1 - label), label, mark + 3);
  return g_strdup_printf ("%.*s%s", (int) (mark - label), label, mark + 1);
}
