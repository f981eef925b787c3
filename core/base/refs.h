/* refs.h — counts references to what threads share.
 *
 * C11 atomics, as ThreadSanitizer doesn't see through GLib's: whoever drops the last reference
 * frees what another thread has read before.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include <glib.h>
#include <stdatomic.h>

typedef struct
{
  atomic_uint n;
} TdRefs;

static inline void
td_refs_init (TdRefs *self)
{
  atomic_init (&self->n, 1);
}

static inline void
td_refs_inc (TdRefs *self)
{
  atomic_fetch_add_explicit (&self->n, 1, memory_order_relaxed);
}

/* TRUE: that was the last. */
static inline gboolean
td_refs_dec (TdRefs *self)
{
  return atomic_fetch_sub_explicit (&self->n, 1, memory_order_acq_rel) == 1;
}
