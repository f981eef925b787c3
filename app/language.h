/* language.h — the user's language, for both programs.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

/* First thing in main(), before there are threads. Texts are UTF-8, whatever the terminal's. */
void td_language_start (void);
