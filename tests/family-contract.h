/* family-contract.h — what every family of kinds must fulfil.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/base/spec.h"

/* Asserts that ids are unique, tables well-formed, and that options survive JSON. */
void check_family (const TdFamily *family);
