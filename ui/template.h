/* template.h — examples to begin with: what the empty window offers as cards.
 *
 * A template is a project among the program's data files; it is opened as a copy without a place of
 * its own, so that it stays as it is.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/chart/chart.h"
#include <gtk/gtk.h>

typedef struct
{
  const char *file;     /* "digits.json"; tells it apart */
  const char *title;    /* N_() */
  const char *sentence; /* N_() what there is to see */
  /* Its picture, to fill (width, height). */
  void      (*draw) (cairo_t *cr, double width, double height, const TdPalette *palette);
} TdTemplate;

/* In the order shown; the last has no file. */
extern const TdTemplate td_templates[];

/* NULL: none has that file. */
const TdTemplate *td_template_find     (const char *file);
/* Where it is on this system; NULL when it isn't there. */
char             *td_template_dup_path (const TdTemplate *self);
/* A button that shows it, and activates win.open-template with its file. */
GtkWidget        *td_template_card_new (const TdTemplate *self);
