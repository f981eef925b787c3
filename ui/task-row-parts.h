/* task-row-parts.h — what the files of a task's row share: task-row.c (the widget), task-rename.c.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/bar.h"
#include "ui/sparkline.h"
#include "ui/task-row.h"
#include "ui/task-weight.h"

struct _TdTaskRow
{
  GtkListBoxRow parent_instance;

  GtkMenuButton *color;
  TdBar         *swatch;
  GtkStack      *names;
  GtkLabel      *name;
  GtkEditable   *entry;
  GtkMenuButton *hint;
  GtkLabel      *hint_text;
  GtkLabel      *kind;
  GtkSwitch     *enabled;
  TdTaskWeight  *weight;
  GtkInscription *value;   /* unlike a label it doesn't lay out the window when it changes */
  TdSparkline   *line;
  GtkWidget     *more;

  TdSession *session;
  TdConfig  *task;
  TdDataset *dataset;  /* that the texts are about */
  char      *summary;
  TdTaskMetrics metrics; /* as shown */
  double        labels;  /* of a batch */
  gboolean   renaming;
};

/* Below the name: what the task is, or @error. */
void td_task_row_show_summary      (TdTaskRow *self, const char *error);
/* The callbacks of the name's entry in the template. */
void td_task_row_class_bind_rename (GtkWidgetClass *klass);
