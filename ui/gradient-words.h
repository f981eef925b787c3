/* gradient-words.h — how the tasks' gradients lie to one another, in words.
 *
 * Texts are owned by the caller. @gradients may be NULL; @layer is TdGradients' (n_layers: all of
 * them), -1 while there is nothing to tell of.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/agreement-model.h"

/* Why there is nothing to compare; NULL: there is. Not owned. */
const char *td_gradient_words_reason (const TdGradients *gradients, const TdAgreementModel *tasks);
/* "17% of pairs conflict, 28% in the last epoch"; @last NaN: nobody recorded that. */
char *td_gradient_words_summary   (const TdGradients *gradients, gint layer, double last);
/* "Gradient norms: Digit 1.9 · Is even 0.7 (2.7 × apart)", of many tasks the least and the most; ""
 * when there are none. */
char *td_gradient_words_norms     (const TdGradients *gradients, const TdAgreementModel *tasks,
                                   gint layer);
/* One by one; NULL: there are none. */
char *td_gradient_words_all_norms (const TdGradients *gradients, const TdAgreementModel *tasks,
                                   gint layer);
/* The methods of balancing that lengths don't matter to, where these are far apart and the run has
 * another; else NULL. @said: as it was said before, it goes on to be for a while, so that nothing
 * flickers. */
char *td_gradient_words_even_methods (const TdGradients *gradients, gint layer, gboolean said);
