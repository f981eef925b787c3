/* edits.h — how a run came to be: the project it started with, and what was changed on the way.
 *
 * A run's edits are a chain from the last one back to the start. Edits are immutable, and a chain
 * is shared by whoever holds its end, so a state says exactly how it came to be without a copy.
 * Where an edit took effect is (steps done, epochs done): an epoch's last step and its evaluation
 * are two places.
 *
 * Reference-counted: any thread may read.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/base/refs.h"
#include "core/base/spec-diff.h"
#include "core/nn/weight-place.h"
#include "core/project/safetensors.h"
#include "core/train/history.h"

#define TD_MAX_EARLIER_RUNS 16

typedef enum
{
  TD_EDIT_START,  /* of the run */
  TD_EDIT_CHANGE, /* of the project */
  TD_EDIT_BEST,   /* the run ended, and the best weights were put in place */
  TD_EDIT_GO_ON,  /* and it went on from these */
  TD_EDIT_WEIGHT, /* one weight was set by hand */
} TdEditKind;

typedef struct _TdEdit TdEdit;

/* A run that ended in a reset. Immutable. */
typedef struct
{
  TdRefs refs;
  TdEdit     *edits;
  TdHistory  *history;
  TdArraySet *weights;
} TdPastRun;

typedef struct
{
  TdSpec     project;      /* as the run started */
  gboolean   from_scratch; /* it started at step 0 with first weights; else it can't be repeated */
  guint      number;       /* of the run, from 1 */
  GPtrArray *earlier;      /* of TdPastRun, the oldest first */
} TdRunStart;

struct _TdEdit
{
  TdEditKind  kind;
  guint64     step, epoch; /* done when it took effect */
  TdEdit     *before;      /* NULL: START */
  TdRunStart *start;       /* START only, NULL for the others */
  GPtrArray  *changes;     /* CHANGE: of TdSpecChange */
  guint       box;         /* CHANGE: which box it exchanged tensors with; 0: none */
  guint       n_boxes;     /* the highest box up to here */
  gboolean    plain;       /* CHANGE: nothing but values of options is different after it */
  TdWeightPlace *weight;   /* WEIGHT only, NULL for the others */
  float       value, was;  /* WEIGHT: after it, and before (NaN: not known, from a file) */
  TdRefs refs;
};

TdPastRun *td_past_run_new   (TdEdit *edits, TdHistory *history, TdArraySet *weights); /* takes */
TdPastRun *td_past_run_ref   (TdPastRun *self);
void       td_past_run_unref (TdPastRun *self);

/* @earlier is referenced; NULL: none. */
TdEdit *td_edit_start  (const TdSpec *project, guint64 step, guint64 epoch, gboolean from_scratch,
                        guint number, GPtrArray *earlier);
/* The same run, of which nothing is known but where it is: it can't be repeated. */
TdEdit *td_edit_lose_start (const TdEdit *self, const TdSpec *project, guint64 step, guint64 epoch);
TdEdit *td_edit_ref    (TdEdit *self);
void    td_edit_unref  (TdEdit *self);
const TdRunStart *td_edit_get_start (const TdEdit *self);
/* From the start on; borrowed. */
GPtrArray *td_edit_list (const TdEdit *self);

/* Where an edit takes effect. */
typedef struct
{
  guint64  step, epoch;
  guint    box;
  gboolean plain;
} TdEditPlace;

/* Both add to @last, which is taken. td_edit_change(), from one project to the next, gives it back
 * as it is when they are equal, and makes one of two plain changes at the same place. */
TdEdit *td_edit_change (TdEdit *last, const TdEditPlace *place, const TdSpec *from,
                        const TdSpec *to) G_GNUC_WARN_UNUSED_RESULT;
TdEdit *td_edit_append (TdEdit *last, TdEditKind kind, const TdEditPlace *place,
                        GPtrArray *changes /* taken */) G_GNUC_WARN_UNUSED_RESULT;

/* One weight is set, at @place. Setting it again there makes one of both, or none when that brings
 * back what it was. @last is taken. */
TdEdit *td_edit_weight (TdEdit *last, const TdEditPlace *place, const TdWeightPlace *weight,
                        float value, float was) G_GNUC_WARN_UNUSED_RESULT;

/* The last weight that was set by hand; NULL: none. Borrowed. */
const TdEdit *td_edit_find_weight (const TdEdit *self);

/* The project after @self. */
gboolean td_edit_dup_project (const TdEdit *self, TdSpec *project, GError **error);

/* Files are named by the project as it is saved, which may lie elsewhere or have them inside. How
 * it names those that @self ends with; and the same edits with these names. */
GHashTable *td_edit_find_names (const TdEdit *self, const TdSpec *project);
TdEdit     *td_edit_rename     (TdEdit *self, GHashTable *names);
/* Gives @to the file names of @from, option by option. */
void        td_edit_keep_names (TdSpec *to, const TdSpec *from);

/* edits.json; and back, on top of @start, which is taken. */
char   *td_edits_to_json   (const TdEdit *self, gsize *length);
TdEdit *td_edits_from_json (TdEdit *start, const char *text, gsize length, const char *what,
                            GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TdEdit, td_edit_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TdPastRun, td_past_run_unref)
