/* kernels-choose.c — which builds of kernels.c this processor can run.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/math/kernels.h"

#include <pthread.h>

#ifdef __SSE2__
#include <xmmintrin.h>
#endif

#define FLUSH_TO_ZERO      0x8000u
#define DENORMALS_ARE_ZERO 0x0040u

extern const TdKernels td_kernels_baseline;
#ifdef __x86_64__
extern const TdKernels td_kernels_avx2;
extern const TdKernels td_kernels_avx512;
#endif

static const TdKernels *tables[4];
static guint n_tables;
static const TdKernels *best; /* once chosen */
static pthread_once_t chosen = PTHREAD_ONCE_INIT;

static void
choose (void)
{
  tables[n_tables++] = &td_kernels_baseline;
#ifdef __x86_64__
  __builtin_cpu_init ();
  if (__builtin_cpu_supports ("avx2") && __builtin_cpu_supports ("fma"))
    tables[n_tables++] = &td_kernels_avx2;
  if (__builtin_cpu_supports ("avx512f") && __builtin_cpu_supports ("avx512dq")
      && __builtin_cpu_supports ("avx512bw") && __builtin_cpu_supports ("avx512vl"))
    tables[n_tables++] = &td_kernels_avx512;
#endif
}

const TdKernels *
td_kernels (void)
{
  const TdKernels *kernels = g_atomic_pointer_get (&best);

  if (kernels != NULL)
    return kernels;
  pthread_once (&chosen, choose);
  g_atomic_pointer_set (&best, tables[n_tables - 1]);
  return tables[n_tables - 1];
}

const TdKernels *const *
td_kernels_all (void)
{
  pthread_once (&chosen, choose);
  return tables;
}

void
td_flush_denormals (void)
{
#ifdef __SSE2__
  _mm_setcsr (_mm_getcsr () | FLUSH_TO_ZERO | DENORMALS_ARE_ZERO);
#endif
}
