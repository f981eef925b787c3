/* project.h — the open document: what windows show and edit.
 *
 * TdProject is the root TdConfig with a place on disk. Training results are not part of it: they
 * travel beside it (core/train/checkpoint.h).
 *
 * Main thread only.
 *
 * Signals:
 *   edited: something in the document changed (once per change, after it happened).
 * Properties: `name` (string), `modified` (boolean), `path` (string or NULL); all notify.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/base/config.h"
#include "core/project/settings.h"

#define TD_TYPE_PROJECT (td_project_get_type ())
G_DECLARE_FINAL_TYPE (TdProject, td_project, TD, PROJECT, GObject)

/* Both are copied; @path may be NULL. */
TdProject    *td_project_new           (const TdSpec *spec, const char *path);
TdConfig     *td_project_get_config    (TdProject *self); /* the root: "name", "data", … */
TdConfig     *td_project_get_data      (TdProject *self);
TdConfigList *td_project_get_tasks     (TdProject *self);
TdConfig     *td_project_get_network   (TdProject *self);
TdConfig     *td_project_get_training  (TdProject *self);
const char   *td_project_get_path      (TdProject *self);
void          td_project_set_path      (TdProject *self, const char *path);
gboolean      td_project_get_modified  (TdProject *self);
void          td_project_set_modified  (TdProject *self, gboolean modified);
/* The folder that relative data paths start from: the file's, else the current one. */
char         *td_project_dup_folder    (TdProject *self);
void          td_project_dup_spec      (TdProject *self, TdSpec *spec);
