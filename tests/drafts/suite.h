/* suite.h — the test cases of each file of this program, and what they share.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/session-save.h"

/* A folder with toy.csv and toy.tandem, untrained; and its drafts folder, not there yet. */
typedef struct
{
  char      *folder;
  char      *path;
  char      *drafts;
  TdSession *session; /* of @path, keeping drafts at short times */
} Place;

void place_open  (Place *self);
void place_close (Place *self); /* removes all */
/* The one abandoned draft, which there must be. */
TdDraft *place_claim (Place *self, TdDraftInfo *info);

/* Runs the main loop until @condition holds, ten seconds at most. */
void wait_until (gboolean (*condition) (gpointer), gpointer data);
/* Runs it for that long. */
void wait_for   (double seconds);
/* Saves there and returns what `saved` said, NULL for success. */
GError *save_to (TdSession *session, const char *path, gboolean overwrite);
void     edit_name (TdSession *session, const char *name);

void add_slot_tests    (void);
void add_timing_tests  (void);
void add_failure_tests (void);
void add_data_tests    (void);
void add_run_tests     (void);
