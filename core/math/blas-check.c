/* blas-check.c — compares BLAS with plain loops at start-up, in a few milliseconds.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/math/blas.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define PADDING   3       /* what lies between a row's end and the next row must stay */
#define SENTINEL  12345.0f
#define TOLERANCE 1e-7    /* per product: each is below ¼ in size */
#define MAX_COLUMNS 70
#define WRONG_VARIABLE "TANDEM_TEST_WRONG_BLAS" /* tests set it, to have no product found right */
#define ROW_STEP  3       /* of tall matrices: enough to find a wrong kernel */

typedef struct
{
  gsize m, n, k;
} Shape;

typedef void (*Product) (gsize m, gsize n, gsize k, const float *a, gsize lda, const float *b,
                         gsize ldb, float beta, float *c, gsize ldc);

/* One of the three products, and how its operands lie. */
typedef struct
{
  Product  multiply;
  gboolean a_transposed;
  gboolean b_transposed;
} Form;

static const Shape shapes[] = {
  { 1, 1, 1 }, { 2, 3, 5 }, { 7, 1, 33 }, { 1, 17, 64 }, { 17, 70, 9 }, { 33, 31, 65 },
  { 70, 48, 70 }, { 32, 8, 8 }, { 64, 12, 64 }, { 128, 64, 64 },
};

static const Form forms[] = {
  { td_gemm_nn, FALSE, FALSE },
  { td_gemm_nt, FALSE, TRUE },
  { td_gemm_tn, TRUE, FALSE },
};

/* Scattered numbers in [-½, ½), from Knuth's multiplicative hash. */
static float *
make_matrix (gsize rows,
             gsize columns,
             guint seed)
{
  gsize ld = columns + PADDING;
  float *a = g_new (float, rows * ld);

  for (gsize i = 0; i < rows * ld; i++)
    {
      guint32 hash = ((guint32) i + seed) * 2654435761u;

      a[i] = i % ld < columns ? (float) (hash >> 8) * 0x1p-24f - 0.5f : SENTINEL;
    }
  return a;
}

/* Is row @i of c = a b + ½ c0 within rounding, and what follows it untouched? */
static gboolean
is_row_right (const Form  *form,
              const Shape *shape,
              gsize        i,
              const float *a,
              gsize        lda,
              const float *b,
              gsize        ldb,
              const float *c,
              const float *c0)
{
  double row[MAX_COLUMNS];

  for (gsize j = 0; j < shape->n; j++)
    row[j] = 0.5 * c0[j];
  for (gsize p = 0; p < shape->k; p++)
    {
      double factor = a[form->a_transposed ? p * lda + i : i * lda + p];

      for (gsize j = 0; j < shape->n; j++)
        row[j] += factor * b[form->b_transposed ? j * ldb + p : p * ldb + j];
    }
  for (gsize j = 0; j < shape->n; j++)
    if (!(fabs (c[j] - row[j]) <= TOLERANCE * (double) (shape->k + 1)))
      return FALSE;
  for (gsize j = shape->n; j < shape->n + PADDING; j++)
    if (c[j] != SENTINEL)
      return FALSE;
  return TRUE;
}

static gboolean
is_product_right (const Form  *form,
                  const Shape *shape)
{
  gsize lda = (form->a_transposed ? shape->m : shape->k) + PADDING;
  gsize ldb = (form->b_transposed ? shape->k : shape->n) + PADDING;
  gsize ldc = shape->n + PADDING;
  g_autofree float *a = make_matrix (form->a_transposed ? shape->k : shape->m, lda - PADDING, 0);
  g_autofree float *b = make_matrix (form->b_transposed ? shape->n : shape->k, ldb - PADDING, 77);
  g_autofree float *c = make_matrix (shape->m, shape->n, 555);
  g_autofree float *c0 = g_memdup2 (c, shape->m * ldc * sizeof (float));

  form->multiply (shape->m, shape->n, shape->k, a, lda, b, ldb, 0.5f, c, ldc);
  for (gsize i = 0; i < shape->m; i += shape->m > 100 ? ROW_STEP : 1)
    if (!is_row_right (form, shape, i, a, lda, b, ldb, c + i * ldc, c0 + i * ldc))
      return FALSE;
  return TRUE;
}

gboolean
td_blas_self_check (GError **error)
{
  gboolean wrong = g_getenv (WRONG_VARIABLE) != NULL;

  td_blas_init ();
  for (gsize i = 0; i < G_N_ELEMENTS (shapes); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (forms); j++)
      if (wrong || !is_product_right (&forms[j], &shapes[i]))
        {
          g_set_error (error, g_quark_from_static_string ("td-blas-error"), 0,
                       _("The BLAS library computes wrong matrix products on this processor "
                         "(kernel %s). Install another version of OpenBLAS, or choose another "
                         "kernel with the environment variable OPENBLAS_CORETYPE."),
                       td_blas_kernel ());
          return FALSE;
        }
  return TRUE;
}
