/* cli-kind.h — a kind and its options in words, for lists and for the manual.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/base/kind.h"

/* What @option takes: "0 … 1", "true, false", the ids of a family; owned. */
char *td_cli_option_dup_range   (const TdOption *option);
char *td_cli_option_dup_default (const TdOption *option);

typedef struct
{
  char    *label, *text; /* owned; @text may be "" */
  gboolean is_formula;
} TdCliFact;

/* What a family's descriptors say beyond title and summary; of TdCliFact. */
GArray *td_cli_kind_facts (const TdFamily *family, const TdKind *kind);
