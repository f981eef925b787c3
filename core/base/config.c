/* config.c — a kind and its values as an object; see config-list.c for lists of them.
 *
 * @own holds the scalar values. Its nested kinds and lists stay empty: they live in @children, one
 * slot per option.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/base/config.h"

#include "core/base/config-tree.h"
#include "core/base/value.h"

#include <string.h>

struct _TdConfig
{
  GObject parent_instance;

  const TdFamily *family;
  TdSpec          own;
  GObject       **children; /* (options): TdConfig, TdConfigList or NULL */
  TdConfig       *parent;   /* not a reference; the parent forgets itself when it goes */
  const TdOption *role;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TdConfig, td_config, G_TYPE_OBJECT)

static gboolean
is_nested (const TdOption *option)
{
  return option->type == TD_KIND || option->type == TD_KIND_LIST;
}

static const TdOption *
find_option (TdConfig   *self,
             const char *name)
{
  const TdOption *option = td_kind_find_option (self->own.kind, name);

  if (option == NULL)
    g_error ("kind “%s” has no option “%s”",
             self->own.kind != NULL ? self->own.kind->id : "(absent)", name);
  return option;
}

static GObject **
child_slot (TdConfig       *self,
            const TdOption *option)
{
  return &self->children[option - self->own.kind->options];
}

static void
emit_changed (TdConfig       *self,
              const TdOption *option)
{
  g_autoptr(TdConfig) origin = g_object_ref (self);

  for (TdConfig *config = self; config != NULL; config = config->parent)
    {
      g_autoptr(TdConfig) kept = g_object_ref (config);

      g_signal_emit (kept, signals[CHANGED], 0, origin, option);
    }
}

static void
drop_children (TdConfig *self)
{
  for (guint i = 0; self->children != NULL && i < td_kind_n_options (self->own.kind); i++)
    {
      if (TD_IS_CONFIG (self->children[i]))
        td_config_set_place (TD_CONFIG (self->children[i]), NULL, NULL);
      else if (TD_IS_CONFIG_LIST (self->children[i]))
        td_config_list_set_owner (TD_CONFIG_LIST (self->children[i]), NULL);
      g_clear_object (&self->children[i]);
    }
  g_clear_pointer (&self->children, g_free);
}

static void
drop_all (TdConfig *self)
{
  drop_children (self);
  td_spec_clear (&self->own);
}

static GObject *
make_child (TdConfig       *self,
            const TdOption *option,
            gconstpointer   value)
{
  TdConfig *child;

  if (option->type == TD_KIND_LIST)
    return G_OBJECT (td_config_list_new (self, option, value));
  child = td_config_new (option->family, value);
  td_config_set_place (child, self, option);
  return G_OBJECT (child);
}

/* Takes over the values of @spec without a signal. */
static void
fill (TdConfig     *self,
      const TdSpec *spec)
{
  guint n = td_kind_n_options (spec->kind);

  td_spec_copy (&self->own, spec);
  self->children = n > 0 ? g_new0 (GObject *, n) : NULL;
  for (guint i = 0; i < n; i++)
    {
      const TdOption *option = &spec->kind->options[i];

      if (!is_nested (option))
        continue;
      self->children[i] = make_child (self, option, td_spec_value (spec, option));
      td_value_clear (option, td_spec_value (&self->own, option));
    }
}

/* Eats the content of @value. */
static void
take_value (TdConfig       *self,
            const TdOption *option,
            TdOptionValue  *value)
{
  if (is_nested (option))
    {
      if (option->type == TD_KIND)
        td_config_apply_spec (TD_CONFIG (*child_slot (self, option)), &value->spec);
      else
        td_config_list_apply (TD_CONFIG_LIST (*child_slot (self, option)), &value->list);
      td_value_clear (option, value);
    }
  else if (td_value_equal (option, td_spec_value (&self->own, option), value))
    td_value_clear (option, value);
  else
    {
      td_value_take (option, td_spec_value (&self->own, option), value);
      emit_changed (self, option);
    }
}

static gboolean
set_node (TdConfig       *self,
          const TdOption *option,
          JsonNode       *node,
          GError        **error)
{
  g_autofree char *path = td_config_dup_path (self, option);
  TdOptionValue value;

  td_value_init (option, &value);
  if (td_value_read (option, &value, node, path, td_config_get_depth (self) + 1, error))
    {
      take_value (self, option, &value);
      return TRUE;
    }
  td_value_clear (option, &value);
  return FALSE;
}

/* A copy of the whole value, nested configs included. */
static void
dup_value (TdConfig       *self,
           const TdOption *option,
           gpointer        value)
{
  if (option->type == TD_KIND)
    td_config_dup_spec (TD_CONFIG (*child_slot (self, option)), value);
  else if (option->type == TD_KIND_LIST)
    td_config_list_dup (TD_CONFIG_LIST (*child_slot (self, option)), value);
  else
    td_value_copy (option, value, td_spec_value (&self->own, option));
}

static void
td_config_dispose (GObject *object)
{
  drop_all (TD_CONFIG (object));
  G_OBJECT_CLASS (td_config_parent_class)->dispose (object);
}

static void
td_config_class_init (TdConfigClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = td_config_dispose;

  signals[CHANGED] = g_signal_new ("changed", TD_TYPE_CONFIG, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 2, TD_TYPE_CONFIG, G_TYPE_POINTER);
}

static void
td_config_init (TdConfig *self)
{
}

TdConfig *
td_config_new (const TdFamily *family,
               const TdSpec   *spec)
{
  TdConfig *self;

  g_return_val_if_fail (family != NULL && spec != NULL, NULL);

  self = g_object_new (TD_TYPE_CONFIG, NULL);
  self->family = family;
  fill (self, spec);
  return self;
}

void
td_config_dup_spec (TdConfig *self,
                    TdSpec   *spec)
{
  g_return_if_fail (TD_IS_CONFIG (self) && spec != NULL);

  spec->kind = self->own.kind;
  spec->options = self->own.options != NULL ? g_malloc0 (self->own.kind->options_size) : NULL;
  for (guint i = 0; i < td_kind_n_options (self->own.kind); i++)
    {
      const TdOption *option = &self->own.kind->options[i];

      dup_value (self, option, td_spec_value (spec, option));
    }
}

void
td_config_apply_spec (TdConfig     *self,
                      const TdSpec *spec)
{
  g_autoptr(TdConfig) kept = NULL;

  g_return_if_fail (TD_IS_CONFIG (self) && spec != NULL);

  kept = g_object_ref (self);
  if (spec->kind != self->own.kind)
    {
      drop_all (self);
      fill (self, spec);
      emit_changed (self, NULL);
      return;
    }
  /* A handler of `changed` may replace the kind: then there is nothing left to do here. */
  for (guint i = 0; spec->kind == self->own.kind && i < td_kind_n_options (spec->kind); i++)
    {
      const TdOption *option = &spec->kind->options[i];
      TdOptionValue value;

      td_value_copy (option, &value, td_spec_value (spec, option));
      take_value (self, option, &value);
    }
}

const TdFamily *
td_config_get_family (TdConfig *self)
{
  g_return_val_if_fail (TD_IS_CONFIG (self), NULL);

  return self->family;
}

const TdKind *
td_config_get_kind (TdConfig *self)
{
  g_return_val_if_fail (TD_IS_CONFIG (self), NULL);

  return self->own.kind;
}

TdConfig *
td_config_get_parent (TdConfig *self)
{
  g_return_val_if_fail (TD_IS_CONFIG (self), NULL);

  return self->parent;
}

const TdOption *
td_config_get_role (TdConfig *self)
{
  g_return_val_if_fail (TD_IS_CONFIG (self), NULL);

  return self->role;
}

char *
td_config_dup_path (TdConfig       *self,
                    const TdOption *option)
{
  g_autoptr(GString) path = g_string_new (option != NULL ? option->name : NULL);

  g_return_val_if_fail (TD_IS_CONFIG (self), NULL);

  for (TdConfig *config = self; config->parent != NULL; config = config->parent)
    {
      g_autofree char *position = NULL;

      if (config->role->type == TD_KIND_LIST)
        position = g_strdup_printf (".%u", td_config_list_find (TD_CONFIG_LIST (
                                      *child_slot (config->parent, config->role)), config));
      if (path->len > 0)
        g_string_prepend_c (path, '.');
      g_string_prepend (path, position != NULL ? position : "");
      g_string_prepend (path, config->role->name);
    }
  return g_string_free (g_steal_pointer (&path), FALSE);
}

void
td_config_set_kind (TdConfig     *self,
                    const TdKind *kind)
{
  g_auto(TdSpec) spec = { NULL, NULL };

  g_return_if_fail (TD_IS_CONFIG (self));
  g_return_if_fail (kind == NULL || td_family_find (self->family, kind->id) == kind);

  if (kind == self->own.kind)
    return;
  td_spec_init (&spec, kind);
  td_config_apply_spec (self, &spec);
}

double
td_config_get_number (TdConfig   *self,
                      const char *name)
{
  const TdOption *option = find_option (self, name);
  const void *value = td_spec_value (&self->own, option);

  if (option->type == TD_INTEGER)
    return (double) *(const gint64 *) value;
  if (option->type == TD_BOOLEAN)
    return *(const gboolean *) value ? 1.0 : 0.0;
  g_assert (option->type == TD_NUMBER);
  return *(const double *) value;
}

const char *
td_config_get_text (TdConfig   *self,
                    const char *name)
{
  const TdOption *option = find_option (self, name);
  const void *value = td_spec_value (&self->own, option);

  if (option->type == TD_CHOICE)
    return option->choices[*(const int *) value];
  g_assert (option->type == TD_TEXT);
  return *(char *const *) value;
}

const char *const *
td_config_get_text_list (TdConfig   *self,
                         const char *name)
{
  const TdOption *option = find_option (self, name);

  g_assert (option->type == TD_TEXT_LIST);
  return *(const char *const *const *) td_spec_value (&self->own, option);
}

TdConfig *
td_config_get_child (TdConfig   *self,
                     const char *name)
{
  return TD_CONFIG (*child_slot (self, find_option (self, name)));
}

TdConfigList *
td_config_get_list (TdConfig   *self,
                    const char *name)
{
  return TD_CONFIG_LIST (*child_slot (self, find_option (self, name)));
}

gboolean
td_config_set_number (TdConfig   *self,
                      const char *name,
                      double      value,
                      GError    **error)
{
  const TdOption *option = find_option (self, name);
  g_autoptr(JsonNode) node = json_node_alloc ();

  g_assert (option->type == TD_NUMBER || option->type == TD_INTEGER || option->type == TD_BOOLEAN);
  if (option->type == TD_BOOLEAN)
    json_node_init_boolean (node, value != 0);
  else
    json_node_init_double (node, value);
  return set_node (self, option, node, error);
}

gboolean
td_config_set_text (TdConfig   *self,
                    const char *name,
                    const char *text,
                    GError    **error)
{
  const TdOption *option = find_option (self, name);
  g_autoptr(JsonNode) node = json_node_init_string (json_node_alloc (), text);

  g_assert (option->type == TD_TEXT || option->type == TD_CHOICE);
  return set_node (self, option, node, error);
}

char *
td_config_dup_value (TdConfig   *self,
                     const char *name)
{
  const TdOption *option = find_option (self, name);
  char *text;
  TdOptionValue value;

  memset (&value, 0, sizeof value);
  dup_value (self, option, &value);
  text = td_value_to_text (option, &value);
  td_value_clear (option, &value);
  return text;
}

gboolean
td_config_set_value (TdConfig   *self,
                     const char *name,
                     const char *text,
                     GError    **error)
{
  const TdOption *option = find_option (self, name);
  g_autofree char *path = td_config_dup_path (self, option);
  g_autoptr(JsonNode) node = td_value_parse (option, text, path, error);

  return node != NULL && set_node (self, option, node, error);
}

guint
td_config_get_depth (TdConfig *self)
{
  guint depth = 0;

  for (TdConfig *config = self->parent; config != NULL; config = config->parent)
    depth++;
  return depth;
}

void
td_config_set_place (TdConfig       *self,
                     TdConfig       *parent,
                     const TdOption *role)
{
  self->parent = parent;
  self->role = role;
}

void
td_config_tell (TdConfig       *self,
                const TdOption *option)
{
  emit_changed (self, option);
}
