/* monkey-hands.h — one random thing at a time done to an open window.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "harness.h"

typedef struct
{
  TdWindow  *window;
  TdTable   *table;  /* its columns may become targets */
  GRand     *random;
} TdMonkey;

/* Edits the document, undoes or redoes, handles the run, or looks elsewhere. What it asks for may
 * make no sense, but is something that a person can ask for. */
void td_monkey_do_something (TdMonkey *self);
