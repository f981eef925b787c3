/* spec.h — a kind together with values for its options, as plain C.
 *
 * A spec owns its options struct and everything in it. Specs nest (a head is a list of layers, a
 * residual block is a layer that holds layers), at most TD_SPEC_MAX_DEPTH deep. They are plain
 * values: copy them to hand them to another thread.
 *
 * Values are always within their option's range: every setter checks and leaves the spec
 * unchanged when it refuses.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/base/json.h"
#include "core/base/kind.h"

#define TD_SPEC_MAX_DEPTH 8
#define TD_SPEC_ERROR (td_spec_error_quark ())
GQuark td_spec_error_quark (void);

typedef enum
{
  TD_SPEC_ERROR_UNKNOWN, /* no such kind or option */
  TD_SPEC_ERROR_VALUE,   /* wrong type, out of range, not one of the choices */
} TdSpecError;

struct _TdSpec
{
  const TdKind *kind;    /* NULL: absent */
  gpointer      options; /* kind->options_size bytes; NULL when the kind has no options */
};

typedef struct
{
  gsize   n;
  TdSpec *items;
} TdSpecList;

typedef struct
{
  gsize   n;
  double *values;
} TdNumbers;

/* Make and free. td_spec_init() sets every option to its default (lists empty, nested kinds to
 * their default kind); @kind may be NULL. */
void     td_spec_init  (TdSpec *self, const TdKind *kind);
void     td_spec_copy  (TdSpec *self, const TdSpec *from); /* @self is overwritten, not cleared */
void     td_spec_clear (TdSpec *self);
gboolean td_spec_equal (const TdSpec *a, const TdSpec *b);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TdSpec, td_spec_clear)

void td_spec_list_clear (TdSpecList *self);
void td_spec_list_copy  (TdSpecList *self, const TdSpecList *from);

/* The value of @option inside @self. */
gpointer td_spec_value (const TdSpec *self, const TdOption *option);

/* What its "id" option says; NULL when the kind has none or it is empty. */
const char *td_spec_get_id (const TdSpec *self);

/* JSON. A kind is an object with "kind" and its options, or just the kind's id as a string; absent
 * options take their defaults; null stands for an absent optional kind. Unknown keys, wrong types
 * and values out of range are refused with @path ("training.optimizer") in the message.
 * td_spec_from_json() initialises @self; on error it is left as kind NULL. @allowed as
 * TdOption.choices. The writer writes every option. */
gboolean td_spec_from_json  (TdSpec            *self,
                             const TdFamily    *family,
                             const char *const *allowed,
                             JsonNode          *node,
                             const char        *path,
                             GError           **error);
void     td_spec_write_json (const TdSpec *self, const TdFamily *family, TdJsonWriter *writer);

/* Reads one option's value from JSON, or resets it to its default when @node is NULL. */
gboolean td_spec_set_json (TdSpec *self, const TdOption *option, JsonNode *node, const char *path,
                           GError **error);

/* `--set`: @path as in the JSON, "training.optimizer.learning-rate", "tasks.0.weight"; @text as a
 * person types it: a number, true, a bare id or word, or JSON for anything structured. Naming a
 * kind resets its options. */
gboolean td_spec_set_path (TdSpec *self, const char *path, const char *text, GError **error);

/* The value at @path as text, in the form td_spec_set_path() reads; NULL with an error when there
 * is no such place. */
char *td_spec_get_path (const TdSpec *self, const char *path, GError **error);
