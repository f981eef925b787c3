/* document-ids.c — walks every task and layer, those nested in layers too.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/project/document-ids.h"

#include "core/nn/layer.h"
#include "core/project/task.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_ID 64

/* Called for each id with its JSON path and the letter that new ids of its sort start with.
 * Answers FALSE to stop. */
typedef gboolean (*IdFunc) (char **id, const char *path, char letter, gpointer data);

typedef struct
{
  IdFunc   function;
  gpointer data;
} Walk;

static gboolean
walk_layers (const Walk       *walk,
             const TdSpecList *layers,
             const char       *path,
             char              letter)
{
  for (gsize i = 0; i < layers->n; i++)
    {
      const TdSpec *layer = &layers->items[i];
      TdLayerOptions *options = layer->options;
      g_autofree char *place = g_strdup_printf ("%s.%zu", path, i);

      if (!walk->function (&options->id, place, letter, walk->data))
        return FALSE;
      for (guint k = 0; k < td_kind_n_options (layer->kind); k++)
        {
          const TdOption *option = &layer->kind->options[k];
          g_autofree char *nested = g_strdup_printf ("%s.%s", place, option->name);

          if (option->type == TD_KIND_LIST && option->family == &td_layers
              && !walk_layers (walk, td_spec_value (layer, option), nested, letter))
            return FALSE;
        }
    }
  return TRUE;
}

static gboolean
walk_ids (const TdSpec *project,
          IdFunc        function,
          gpointer      data)
{
  const TdProjectSettings *settings = td_project_of (project);
  const Walk walk = { function, data };

  for (gsize i = 0; i < settings->tasks.n; i++)
    {
      TdTaskOptions *task = settings->tasks.items[i].options;
      g_autofree char *path = g_strdup_printf ("tasks.%zu", i);
      g_autofree char *head = g_strconcat (path, ".head", NULL);

      if (!function (&task->id, path, 't', data) || !walk_layers (&walk, &task->head, head, 'h'))
        return FALSE;
    }
  return walk_layers (&walk, &td_network_of (project)->trunk, "network.trunk", 'l');
}

typedef struct
{
  GHashTable *paths; /* id to path */
  GError    **error;
} Check;

static gboolean
check_cb (char      **id,
          const char *path,
          char        letter,
          gpointer    data)
{
  Check *check = data;
  const char *other = g_hash_table_lookup (check->paths, *id);

  if (**id == '\0')
    return TRUE;
  for (const char *p = *id; *p != '\0'; p++)
    if ((!g_ascii_isalnum (*p) && *p != '-' && *p != '_') || p - *id >= MAX_ID)
      {
        g_set_error (check->error, TD_PROJECT_ERROR, TD_PROJECT_ERROR_VALUE,
                     _("%s.id is “%s”, but must be at most %u letters, digits, “-” and “_”."),
                     path, *id, MAX_ID);
        return FALSE;
      }
  if (other != NULL)
    {
      g_set_error (check->error, TD_PROJECT_ERROR, TD_PROJECT_ERROR_VALUE,
                   _("%s.id is “%s”, as is that of %s; ids must differ."), path, *id, other);
      return FALSE;
    }
  g_hash_table_insert (check->paths, *id, g_strdup (path));
  return TRUE;
}

static gboolean
collect_cb (char      **id,
            const char *path,
            char        letter,
            gpointer    data)
{
  if (**id != '\0')
    g_hash_table_add (data, g_strdup (*id));
  return TRUE;
}

static GHashTable *
collect_ids (const TdSpec *project)
{
  GHashTable *ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  walk_ids (project, collect_cb, ids);
  return ids;
}

/* @prefix and the first number from *@number on that makes an id nobody has. */
static char *
find_free (GHashTable *ids,
           const char *prefix,
           guint      *number)
{
  char *id = g_strdup_printf ("%s%u", prefix, *number);

  while (g_hash_table_contains (ids, id))
    {
      g_free (id);
      id = g_strdup_printf ("%s%u", prefix, ++*number);
    }
  return id;
}

typedef struct
{
  GHashTable *ids;
  guint       positions[128]; /* by letter: how many have passed */
  guint       numbers[128];   /* by letter: where to look for a free one */
} Completion;

static gboolean
complete_cb (char      **id,
             const char *path,
             char        letter,
             gpointer    data)
{
  Completion *completion = data;
  const char prefix[] = { letter, '\0' };
  guint position = ++completion->positions[(guchar) letter];
  guint *number = &completion->numbers[(guchar) letter];

  if (**id != '\0')
    return TRUE;
  *number = MAX (*number, position);
  g_free (*id);
  *id = find_free (completion->ids, prefix, number);
  g_hash_table_add (completion->ids, g_strdup (*id));
  return TRUE;
}

gboolean
td_document_check_ids (const TdSpec *project,
                       GError      **error)
{
  g_autoptr(GHashTable) paths = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  Check check = { paths, error };

  return walk_ids (project, check_cb, &check);
}

void
td_document_complete_ids (TdSpec *project)
{
  g_autoptr(GHashTable) ids = collect_ids (project);
  Completion completion = { .ids = ids };

  walk_ids (project, complete_cb, &completion);
}

char *
td_document_new_id (const TdSpec *project,
                    const char   *prefix)
{
  g_autoptr(GHashTable) ids = collect_ids (project);
  guint number = 1;

  return find_free (ids, prefix, &number);
}
