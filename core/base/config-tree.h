/* config-tree.h — what a config and its lists ask of each other; not for other folders.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/base/config.h"

/* Owned by @owner under @option, whose elements it makes from @specs. */
TdConfigList *td_config_list_new       (TdConfig *owner, const TdOption *option,
                                        const TdSpecList *specs);
/* @owner NULL: the list and its elements have lost their parent. */
void          td_config_list_set_owner (TdConfigList *self, TdConfig *owner);
void          td_config_list_dup       (TdConfigList *self, TdSpecList *specs);
void          td_config_list_apply     (TdConfigList *self, const TdSpecList *specs);
guint         td_config_list_find      (TdConfigList *self, TdConfig *config);

guint td_config_get_depth (TdConfig *self); /* 0 for the root */
void  td_config_set_place (TdConfig *self, TdConfig *parent, const TdOption *role);
/* Emits `changed` here and on every parent. */
void  td_config_tell      (TdConfig *self, const TdOption *option);
