/* cli-markdown.h — families of kinds as a page of the manual.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/base/kind.h"

/* Prints docs/methods.md: the families that tell of multi-task methods. */
void td_cli_markdown_print_methods (void);
/* One family as a chapter. */
void td_cli_markdown_print_family  (const TdFamily *family);
