/* config.h — a kind with its options as an object that forms bind to.
 *
 * TdConfig is the only GObject class for kinds: the whole project is a tree of them. Scalar values
 * sit in the object; nested kinds are child configs, lists of kinds are TdConfigList, a
 * GListModel. Every change goes through a setter here, is checked against the option table, and
 * emits `changed` on this config and then on each of its parents, so that one handler on the root
 * sees every edit.
 *
 * Main thread only. Other threads get td_config_dup_spec().
 *
 * Signals:
 *   changed (TdConfig *origin, const TdOption *option): @option of @origin has a new value;
 *            @option is NULL when the origin's kind itself was replaced.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/base/spec.h"
#include <gio/gio.h>

#define TD_TYPE_CONFIG (td_config_get_type ())
G_DECLARE_FINAL_TYPE (TdConfig, td_config, TD, CONFIG, GObject)

#define TD_TYPE_CONFIG_LIST (td_config_list_get_type ())
G_DECLARE_FINAL_TYPE (TdConfigList, td_config_list, TD, CONFIG_LIST, GObject)

/* @spec is copied. */
TdConfig *td_config_new      (const TdFamily *family, const TdSpec *spec);
void      td_config_dup_spec (TdConfig *self, TdSpec *spec); /* initialises @spec */

/* Makes this config equal to @spec in place: configs that stay keep their identity (elements of
 * lists are matched by their "id" option), only what differs is changed and signalled. @spec may
 * be of another kind of the same family. */
void td_config_apply_spec (TdConfig *self, const TdSpec *spec);

const TdFamily *td_config_get_family (TdConfig *self);
const TdKind   *td_config_get_kind   (TdConfig *self); /* NULL: an absent optional kind */
TdConfig       *td_config_get_parent (TdConfig *self); /* NULL for the root; not a reference */
/* The option of the parent that holds this config; NULL for the root. */
const TdOption *td_config_get_role   (TdConfig *self);
/* Where @option (NULL: this config) stands, as `--set` names it: "network.trunk.0.units". */
char           *td_config_dup_path   (TdConfig *self, const TdOption *option);

/* Changes the kind; its options start at their defaults. @kind NULL: absent. */
void td_config_set_kind (TdConfig *self, const TdKind *kind);

/* Values by option name; asking for an option the kind lacks is a programming error. INTEGER and
 * BOOLEAN are numbers too, CHOICE is text (the id). Setters answer FALSE with a sentence when the
 * value is refused. */
double             td_config_get_number    (TdConfig *self, const char *name);
const char        *td_config_get_text      (TdConfig *self, const char *name);
const char *const *td_config_get_text_list (TdConfig *self, const char *name);
TdConfig          *td_config_get_child     (TdConfig *self, const char *name); /* borrowed */
TdConfigList      *td_config_get_list      (TdConfig *self, const char *name); /* borrowed */
gboolean td_config_set_number (TdConfig *self, const char *name, double value, GError **error);
gboolean td_config_set_text   (TdConfig *self, const char *name, const char *text, GError **error);

/* Any option but KIND_LIST as text, in the form `--set` reads; the setter parses strictly. */
char    *td_config_dup_value (TdConfig *self, const char *name);
gboolean td_config_set_value (TdConfig *self, const char *name, const char *text, GError **error);

/* Lists. Items are TdConfig. Insertions copy @spec; NULL when it would nest too deeply. */
TdConfig *td_config_list_get    (TdConfigList *self, guint position); /* borrowed */
TdConfig *td_config_list_insert (TdConfigList *self, guint position,
                                 const TdSpec *spec); /* borrowed */
void      td_config_list_remove (TdConfigList *self, guint position);
void      td_config_list_move   (TdConfigList *self, guint from, guint to);
