/* toy-image.c — see toy-image.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "toy-image.h"

#include "toy-project.h"

#include "core/project/document.h"

#include <math.h>
#include <string.h>

#define N_PIXELS (TOY_IMAGE_WIDTH * TOY_IMAGE_HEIGHT * TOY_IMAGE_CHANNELS)

static const char *const document =
  "{\"format\": \"tandem-project\", \"version\": 1, \"name\": \"Images\","
  " \"data\": {\"source\": {\"kind\": \"csv\", \"path\": \"images.csv\"}, \"inputs\": [\"p*\"],"
  "  \"image\": {\"width\": 7, \"height\": 6, \"channels\": 2}},"
  " \"tasks\": ["
  "  {\"id\": \"t1\", \"name\": \"Shape\", \"kind\": \"classes\", \"targets\": [\"shape\"], \"head\": %s},"
  "  {\"id\": \"t2\", \"name\": \"Amount\", \"kind\": \"number\", \"targets\": [\"amount\"]},"
  "  {\"id\": \"t3\", \"name\": \"Flag\", \"kind\": \"yes-no\", \"targets\": [\"flag\"]}],"
  " \"network\": {\"trunk\": %s},"
  " \"training\": {\"batch-size\": 44, \"epochs\": 6, \"optimizer\": {\"kind\": \"adam\","
  "  \"learning-rate\": 0.01}}}";

char *
toy_image_folder_new (guint n_rows)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  g_autoptr (GString) csv = g_string_new (NULL);
  char *folder = g_dir_make_tmp ("tandem-images-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "images.csv", NULL);

  for (guint p = 0; p < N_PIXELS; p++)
    g_string_append_printf (csv, "p%u,", p);
  g_string_append (csv, "shape,flag,amount\n");
  for (guint i = 0; i < n_rows; i++)
    {
      char text[G_ASCII_DTOSTR_BUF_SIZE];
      double sum = 0;

      for (guint p = 0; p < N_PIXELS; p++)
        {
          double pixel = g_rand_double_range (rand, -1, 1) + (p % 7 == i % 3 ? 1 : 0);

          sum += p % 5 == 0 ? pixel : 0;
          g_string_append (csv, g_ascii_formatd (text, sizeof text, "%.6f,", pixel));
        }
      g_string_append_printf (csv, "%c,%u,", "abc"[i % 3], i / 2 % 2);
      g_string_append (csv, g_ascii_formatd (text, sizeof text, "%.6f\n", sin (sum)));
    }
  g_assert_true (g_file_set_contents (path, csv->str, csv->len, NULL));
  return folder;
}

void
toy_image_project (TdSpec *project, const char *trunk, const char *head, const char *const *settings)
{
  g_autofree char *text = g_strdup_printf (document, head, trunk);
  g_autoptr (GError) error = NULL;

  td_document_parse (text, strlen (text), "images.json", project, &error);
  g_assert_no_error (error);
  for (guint i = 0; settings != NULL && settings[i] != NULL; i++)
    {
      g_auto (GStrv) pair = g_strsplit (settings[i], "=", 2);

      td_spec_set_path (project, pair[0], pair[1], &error);
      g_assert_no_error (error);
    }
  td_document_complete (project);
}

TdPlan *
toy_image_plan (const char *folder, const char *trunk, const char *head)
{
  g_auto (TdSpec) project = { NULL };

  toy_image_project (&project, trunk, head, NULL);
  return toy_plan_of (folder, &project);
}

char *
toy_image_refusal (const char *folder, const char *trunk, const char *const *settings)
{
  g_autoptr (TdData) data = td_data_new (folder, NULL);
  g_auto (TdSpec) project = { NULL };
  g_autoptr (GError) error = NULL;

  toy_image_project (&project, trunk, "[]", settings);
  g_assert_null (td_plan_new (&project, data, &error));
  return g_strdup (error->message);
}
