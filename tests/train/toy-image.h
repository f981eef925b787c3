/* toy-image.h — small projects on images made up in a folder of their own.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/project/plan.h"

#define TOY_IMAGE_WIDTH 7
#define TOY_IMAGE_HEIGHT 6
#define TOY_IMAGE_CHANNELS 2

/* A folder with images.csv: @n_rows images, targets shape (three classes), flag
 * (yes-no) and amount. */
char   *toy_image_folder_new (guint n_rows);
/* The project of that table with @trunk, a JSON list of layers, and the first task's head @head;
 * "training" settings as in toy-project.h. */
void    toy_image_project    (TdSpec *project, const char *trunk, const char *head,
                              const char *const *settings);
/* Its plan; aborts the test on an error. */
TdPlan *toy_image_plan       (const char *folder, const char *trunk, const char *head);
/* The sentence that refuses such a trunk. */
char   *toy_image_refusal    (const char *folder, const char *trunk, const char *const *settings);
