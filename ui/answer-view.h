/* answer-view.h — every task's answer to one row, live.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/train/answers.h"
#include <gtk/gtk.h>

#define TD_TYPE_ANSWER_VIEW (td_answer_view_get_type ())
G_DECLARE_FINAL_TYPE (TdAnswerView, td_answer_view, TD, ANSWER_VIEW, GtkWidget)

/* @answers is taken. */
void td_answer_view_take    (TdAnswerView *self, TdAnswers *answers);
/* While training, screen readers are told of answers now and then only. */
void td_answer_view_set_training (TdAnswerView *self, gboolean training);
/* The row of the data that the answers are about, whose labels are shown as well; -1: none. */
void td_answer_view_set_row (TdAnswerView *self, gssize row);
