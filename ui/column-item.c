/* column-item.c — see column-item.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/column-item.h"

#include "core/project/guess-task.h"
#include "ui/format.h"

#include <glib/gi18n.h>

struct _TdColumnItem
{
  GObject parent_instance;

  TdTable        *table;
  const TdColumn *column;
  gboolean        chosen;
  gboolean        summarized;
  TdColumnSummary summary;
};

G_DEFINE_FINAL_TYPE (TdColumnItem, td_column_item, G_TYPE_OBJECT)

enum { PROP_NAME = 1, PROP_CHOSEN, N_PROPS };
static GParamSpec *props[N_PROPS];

static void
td_column_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  TdColumnItem *self = TD_COLUMN_ITEM (object);

  if (id == PROP_NAME)
    g_value_set_string (value, self->column->name);
  else if (id == PROP_CHOSEN)
    g_value_set_boolean (value, self->chosen);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
td_column_item_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_CHOSEN)
    td_column_item_set_chosen (TD_COLUMN_ITEM (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
td_column_item_finalize (GObject *object)
{
  td_table_unref (TD_COLUMN_ITEM (object)->table);
  G_OBJECT_CLASS (td_column_item_parent_class)->finalize (object);
}

static void
td_column_item_class_init (TdColumnItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = td_column_item_get_property;
  object_class->set_property = td_column_item_set_property;
  object_class->finalize = td_column_item_finalize;
  props[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL,
                                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_CHOSEN] = g_param_spec_boolean ("chosen", NULL, NULL, FALSE,
                                             G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS
                                             | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
td_column_item_init (TdColumnItem *self)
{
}

TdColumnItem *
td_column_item_new (TdTable *table, guint index)
{
  TdColumnItem *self = g_object_new (TD_TYPE_COLUMN_ITEM, NULL);

  self->table = td_table_ref (table);
  self->column = td_table_column (table, index);
  return self;
}

const char *
td_column_item_get_name (TdColumnItem *self)
{
  g_return_val_if_fail (TD_IS_COLUMN_ITEM (self), NULL);
  return self->column->name;
}

gboolean
td_column_item_get_chosen (TdColumnItem *self)
{
  g_return_val_if_fail (TD_IS_COLUMN_ITEM (self), FALSE);
  return self->chosen;
}

void
td_column_item_set_chosen (TdColumnItem *self, gboolean chosen)
{
  g_return_if_fail (TD_IS_COLUMN_ITEM (self));

  chosen = chosen != FALSE;
  if (self->chosen == chosen)
    return;
  self->chosen = chosen;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CHOSEN]);
}

const TdColumnSummary *
td_column_item_get_summary (TdColumnItem *self)
{
  g_return_val_if_fail (TD_IS_COLUMN_ITEM (self), NULL);

  if (!self->summarized)
    td_column_summarize (self->column, td_table_n_rows (self->table), &self->summary);
  self->summarized = TRUE;
  return &self->summary;
}

char *
td_column_item_describe_task (TdColumnItem *self)
{
  const TdColumnSummary *summary;
  const TdTaskKind *kind;
  g_autofree char *count = NULL, *labels = NULL, *title = NULL;

  g_return_val_if_fail (TD_IS_COLUMN_ITEM (self), NULL);

  summary = td_column_item_get_summary (self);
  kind = td_task_guess (summary, 1);
  count = td_format_count (summary->n_labels);
  labels = g_strdup_printf (g_dngettext (NULL, "%s label", "%s labels",
                                         (gulong) summary->n_labels), count);
  if (kind == NULL)
    return g_strdup_printf (_("nothing to learn · %s"), labels);
  title = g_utf8_strdown (_(kind->kind.title), -1);
  return g_strdup_printf ("%s · %s", title, labels);
}

char *
td_column_item_describe_input (TdColumnItem *self)
{
  const TdColumnSummary *summary;
  g_autofree char *count = NULL, *values = NULL;

  g_return_val_if_fail (TD_IS_COLUMN_ITEM (self), NULL);

  summary = td_column_item_get_summary (self);
  if (summary->n_values > TD_MAX_CLASSES)
    return g_strdup (_("numbers"));
  count = td_format_count (summary->n_values);
  values = g_strdup_printf (g_dngettext (NULL, "%s value", "%s values", summary->n_values), count);
  return summary->is_numeric ? g_steal_pointer (&values)
                             : g_strdup_printf (_("text · %s"), values);
}
