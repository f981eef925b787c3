/* texts.h — distinct texts, numbered in order of appearance, in one block of memory.
 *
 * A million short texts cost their letters and some 16 bytes each, as none is allocated alone.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include <glib.h>

typedef struct _TdTexts TdTexts;

TdTexts *td_texts_new  (void);
void     td_texts_free (TdTexts *self);

/* The number of @text, which is added when it is new. */
guint32  td_texts_add  (TdTexts *self, const char *text, gsize length);

/* Frees @self. The texts, NULL-terminated, point into @block; both are g_free'd by the caller. */
char   **td_texts_finish (TdTexts *self, guint *n_texts, char **block);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TdTexts, td_texts_free)
