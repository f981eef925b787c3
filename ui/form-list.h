/* form-list.h — the rows of a form: options of configs in a flat list.
 *
 * Rows that belong to a nested kind stand right after the kind's row; when another kind is chosen
 * there, its rows take their place.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/form-row.h"

typedef struct
{
  GtkListBox *box;      /* borrowed; other rows may follow those of options */
  guint       n_rows;   /* of options */
  guint       n_listed; /* those and their notes */
} TdFormList;

/* At the end. @title NULL: the option's label. */
void       td_form_list_add        (TdFormList *self, TdConfig *config, const TdOption *option,
                                    const char *title);
/* The same for a KIND, whose sentence and paper stand under it; also where there is no choice. */
void       td_form_list_add_method (TdFormList *self, TdConfig *config, const TdOption *option,
                                    const char *title);
/* @config has become another kind: rows for that. Who was in one of the old rows stays with the
 * option of that name, or comes to the kind's row. FALSE: no row chooses the kind of @config. */
gboolean   td_form_list_replace    (TdFormList *self, TdConfig *config);
/* The first row from @position on for @option; @option NULL: for any. NULL: none. */
TdFormRow *td_form_list_find       (TdFormList *self, int position, const char *option);
