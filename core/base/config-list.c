/* config-list.c — a list of configs, such as the layers of the trunk, as a GListModel.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/base/config-tree.h"

struct _TdConfigList
{
  GObject parent_instance;

  GPtrArray      *configs;
  TdConfig       *owner; /* not a reference; NULL when it is gone */
  const TdOption *option;
};

static GType
get_item_type (GListModel *model)
{
  return TD_TYPE_CONFIG;
}

static guint
get_n_items (GListModel *model)
{
  return TD_CONFIG_LIST (model)->configs->len;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  TdConfig *config = td_config_list_get (TD_CONFIG_LIST (model), position);

  return config != NULL ? g_object_ref (config) : NULL;
}

static void
list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TdConfigList, td_config_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

/* The nesting of a spec: 1 when it holds no others. */
static guint
height (const TdSpec *spec)
{
  guint highest = 0;

  for (guint i = 0; i < td_kind_n_options (spec->kind); i++)
    {
      const TdOption *option = &spec->kind->options[i];
      const TdSpec *items = NULL;
      gsize n = 0;

      if (option->type == TD_KIND)
        {
          items = td_spec_value (spec, option);
          n = items->kind != NULL ? 1 : 0;
        }
      else if (option->type == TD_KIND_LIST)
        {
          const TdSpecList *list = td_spec_value (spec, option);

          items = list->items;
          n = list->n;
        }
      for (gsize j = 0; j < n; j++)
        highest = MAX (highest, height (&items[j]));
    }
  return highest + 1;
}

static const char *
id_of_config (TdConfig *config)
{
  const TdOption *option = td_kind_find_option (td_config_get_kind (config), "id");
  const char *id = NULL;

  if (option != NULL && option->type == TD_TEXT)
    id = td_config_get_text (config, "id");
  return id != NULL && *id != '\0' ? id : NULL;
}

static void
insert_silently (TdConfigList *self,
                 guint         position,
                 const TdSpec *spec)
{
  TdConfig *config = td_config_new (self->option->family, spec);

  td_config_set_place (config, self->owner, self->option);
  g_ptr_array_insert (self->configs, (int) position, config);
}

static void
items_changed (TdConfigList *self,
               guint         position,
               guint         n_removed,
               guint         n_added)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, n_removed, n_added);
}

static void
remove_at (TdConfigList *self,
           guint         position)
{
  td_config_set_place (g_ptr_array_index (self->configs, position), NULL, NULL);
  g_ptr_array_remove_index (self->configs, position);
  items_changed (self, position, 1, 0);
}

static void
move (TdConfigList *self,
      guint         from,
      guint         to)
{
  TdConfig *config = g_ptr_array_steal_index (self->configs, from);

  items_changed (self, from, 1, 0);
  g_ptr_array_insert (self->configs, (int) to, config);
  items_changed (self, to, 0, 1);
}

static void
tell (TdConfigList *self)
{
  if (self->owner != NULL)
    td_config_tell (self->owner, self->option);
}

/* Elements whose id is in none of @specs go; those without an id are matched by position later. */
static gboolean
remove_others (TdConfigList     *self,
               const TdSpecList *specs)
{
  g_autoptr(GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_before = self->configs->len;

  for (gsize i = 0; i < specs->n; i++)
    if (td_spec_get_id (&specs->items[i]) != NULL)
      g_hash_table_add (ids, (gpointer) td_spec_get_id (&specs->items[i]));
  for (guint i = self->configs->len; i-- > 0;)
    {
      const char *id = id_of_config (g_ptr_array_index (self->configs, i));

      if (id != NULL && !g_hash_table_contains (ids, id))
        remove_at (self, i);
    }
  return self->configs->len != n_before;
}

/* The first element from @from on that is to become @spec; the length when there is none. */
static guint
find_match (TdConfigList *self,
            guint         from,
            const TdSpec *spec)
{
  const char *id = td_spec_get_id (spec);
  guint i;

  for (i = from; i < self->configs->len; i++)
    if (g_strcmp0 (id_of_config (g_ptr_array_index (self->configs, i)), id) == 0)
      break;
  return i;
}

/* Brings the element for @spec to @position; TRUE when the list changed. */
static gboolean
place (TdConfigList *self,
       guint         position,
       const TdSpec *spec)
{
  guint found = find_match (self, position, spec);

  if (found == self->configs->len)
    {
      insert_silently (self, position, spec);
      items_changed (self, position, 0, 1);
      return TRUE;
    }
  if (found != position)
    move (self, found, position);
  td_config_apply_spec (g_ptr_array_index (self->configs, position), spec);
  return found != position;
}

static void
td_config_list_dispose (GObject *object)
{
  TdConfigList *self = TD_CONFIG_LIST (object);

  td_config_list_set_owner (self, NULL);
  g_ptr_array_set_size (self->configs, 0);
  G_OBJECT_CLASS (td_config_list_parent_class)->dispose (object);
}

static void
td_config_list_finalize (GObject *object)
{
  g_clear_pointer (&TD_CONFIG_LIST (object)->configs, g_ptr_array_unref);
  G_OBJECT_CLASS (td_config_list_parent_class)->finalize (object);
}

static void
td_config_list_class_init (TdConfigListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = td_config_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = td_config_list_finalize;
}

static void
td_config_list_init (TdConfigList *self)
{
  self->configs = g_ptr_array_new_with_free_func (g_object_unref);
}

TdConfig *
td_config_list_get (TdConfigList *self,
                    guint         position)
{
  g_return_val_if_fail (TD_IS_CONFIG_LIST (self), NULL);

  return position < self->configs->len ? g_ptr_array_index (self->configs, position) : NULL;
}

TdConfig *
td_config_list_insert (TdConfigList *self,
                       guint         position,
                       const TdSpec *spec)
{
  guint depth;

  g_return_val_if_fail (TD_IS_CONFIG_LIST (self) && spec != NULL && spec->kind != NULL, NULL);
  g_return_val_if_fail (position <= self->configs->len, NULL);

  depth = self->owner != NULL ? td_config_get_depth (self->owner) + 1 : 0;
  if (depth + height (spec) > TD_SPEC_MAX_DEPTH)
    return NULL;
  insert_silently (self, position, spec);
  items_changed (self, position, 0, 1);
  tell (self);
  return td_config_list_get (self, position);
}

void
td_config_list_remove (TdConfigList *self,
                       guint         position)
{
  g_return_if_fail (TD_IS_CONFIG_LIST (self) && position < self->configs->len);

  remove_at (self, position);
  tell (self);
}

void
td_config_list_move (TdConfigList *self,
                     guint         from,
                     guint         to)
{
  g_return_if_fail (TD_IS_CONFIG_LIST (self));
  g_return_if_fail (from < self->configs->len && to < self->configs->len);

  if (from == to)
    return;
  move (self, from, to);
  tell (self);
}

TdConfigList *
td_config_list_new (TdConfig         *owner,
                    const TdOption   *option,
                    const TdSpecList *specs)
{
  TdConfigList *self = g_object_new (TD_TYPE_CONFIG_LIST, NULL);

  self->owner = owner;
  self->option = option;
  for (gsize i = 0; i < specs->n; i++)
    insert_silently (self, (guint) i, &specs->items[i]);
  return self;
}

void
td_config_list_set_owner (TdConfigList *self,
                          TdConfig     *owner)
{
  self->owner = owner;
  for (guint i = 0; i < self->configs->len; i++)
    td_config_set_place (g_ptr_array_index (self->configs, i), owner,
                         owner != NULL ? self->option : NULL);
}

void
td_config_list_dup (TdConfigList *self,
                    TdSpecList   *specs)
{
  specs->n = self->configs->len;
  specs->items = specs->n > 0 ? g_new0 (TdSpec, specs->n) : NULL;
  for (gsize i = 0; i < specs->n; i++)
    td_config_dup_spec (g_ptr_array_index (self->configs, i), &specs->items[i]);
}

void
td_config_list_apply (TdConfigList     *self,
                      const TdSpecList *specs)
{
  g_autoptr(TdConfigList) kept = g_object_ref (self);
  gboolean changed = remove_others (self, specs);

  for (gsize i = 0; i < specs->n; i++)
    changed |= place (self, (guint) i, &specs->items[i]);
  while (self->configs->len > specs->n)
    {
      remove_at (self, self->configs->len - 1);
      changed = TRUE;
    }
  if (changed)
    tell (self);
}

guint
td_config_list_find (TdConfigList *self,
                     TdConfig     *config)
{
  guint position = 0;

  g_ptr_array_find (self->configs, config, &position);
  return position;
}
