/* kernels-products.c — matrix products, tile by tile in registers.
 *
 * BLAS packs its operands first, which costs small products more than it gains. Here a tile of C, a
 * few rows of two vectors, stays in registers while the inner index runs; A is broadcast number by
 * number, so that A and Aᵀ cost the same, and only Bᵀ and a large B are packed, some panels at a
 * time. Every element is one chain of multiply-adds in the order of the inner index: its bits depend
 * neither on the tile nor on how the rows are cut.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/math/kernels-set.h"

#include "core/math/elementary.h"

#if defined __AVX512F__

#include <immintrin.h>

#define WIDTH     16 /* of a vector */
#define TILE_ROWS 8
typedef __m512    Vector;
typedef __mmask16 Mask;
#define mask_of(n)                  ((Mask) ((1u << (n)) - 1))
#define load(from)                  _mm512_loadu_ps (from)
#define load_part(from, mask)       _mm512_maskz_loadu_ps (mask, from)
#define store(to, value)            _mm512_storeu_ps (to, value)
#define broadcast(x)                _mm512_set1_ps (x)
#define multiply_add(a, b, c)       _mm512_fmadd_ps (a, b, c)

#elif defined __AVX2__

#include <immintrin.h>

#define WIDTH     8
#define TILE_ROWS 6
typedef __m256  Vector;
typedef __m256i Mask;
#define load(from)                  _mm256_loadu_ps (from)
#define load_part(from, mask)       _mm256_maskload_ps (from, mask)
#define store(to, value)            _mm256_storeu_ps (to, value)
#define broadcast(x)                _mm256_set1_ps (x)
#define multiply_add(a, b, c)       _mm256_fmadd_ps (a, b, c)

TD_INLINE Mask
mask_of (gsize n)
{
  static const gint32 bits[2 * WIDTH] = { -1, -1, -1, -1, -1, -1, -1, -1 };

  return _mm256_loadu_si256 ((const __m256i *) (gconstpointer) (bits + WIDTH - n));
}

#else

#define WIDTH     4
#define TILE_ROWS 4
typedef float Vector __attribute__ ((vector_size (WIDTH * sizeof (float))));
typedef gsize Mask; /* how many */
#define mask_of(n)            ((Mask) (n))
#define multiply_add(a, b, c) ((a) * (b) + (c))

TD_INLINE Vector
load (const float *from)
{
  Vector value;

  memcpy (&value, from, sizeof value);
  return value;
}

TD_INLINE void
store (float *to,
       Vector value)
{
  memcpy (to, &value, sizeof value);
}

TD_INLINE Vector
load_part (const float *from,
           Mask         n)
{
  Vector value = { 0 };

  for (gsize i = 0; i < n; i++)
    value[i] = from[i];
  return value;
}

TD_INLINE Vector
broadcast (float x)
{
  return (Vector) { x, x, x, x };
}

#endif

#define PANEL        (2 * WIDTH)
/* What is packed of B at a time: one panel stays in the first cache, all of it in the second. */
#define PACK_DEPTH   128
#define PACK_COLUMNS 256
/* Numbers in B, rows in A, from which on B is packed: reading a smaller one in place costs less. */
#define LARGE_B      600000
#define LARGE_ROWS   16

/* A row of tiles' worth of B, and what it makes of A. */
typedef struct
{
  gsize        m, k;
  const float *a;
  gsize        a_row, a_step; /* from row to row of A, and from one inner index to the next */
  const float *b;             /* (k, PANEL) */
  gsize        ldb;
  const float *bias;          /* (PANEL) what C starts from; NULL: zero */
  gboolean     add;           /* C starts from C */
  float       *c;
  gsize        ldc;
  gsize        last;          /* numbers in the last vector, if that isn't a whole one */
} Panel;

/* What a tile is: constants where it is inlined, so that all its sums are registers. */
typedef struct
{
  guint    rows, vectors;
  gboolean whole; /* the last vector is */
} Tile;

TD_INLINE Vector
load_vector (const Panel *panel,
             Tile         tile,
             const float *row,
             guint        vector)
{
  if (tile.whole || vector + 1 < tile.vectors)
    return load (row + vector * WIDTH);
  return load_part (row + vector * WIDTH, mask_of (panel->last));
}

/* The first @n < WIDTH numbers, by halves: masked stores are slow on some processors. */
TD_INLINE void
store_part (float *to,
            Vector value,
            gsize  n)
{
  float numbers[WIDTH];
  const float *from = numbers;

  store (numbers, value);
#pragma GCC unroll 4
  for (gsize some = WIDTH / 2; some > 0; some /= 2)
    if (n & some)
      {
        memcpy (to, from, some * sizeof *to);
        to += some;
        from += some;
      }
}

TD_INLINE void
store_vector (const Panel *panel,
              Tile         tile,
              float       *row,
              guint        vector,
              Vector       value)
{
  if (tile.whole || vector + 1 < tile.vectors)
    store (row + vector * WIDTH, value);
  else
    store_part (row + vector * WIDTH, value, panel->last);
}

TD_INLINE void
run_tile (const Panel *panel,
          gsize        row,
          Tile         tile)
{
  const float *a = panel->a + row * panel->a_row;
  const float *b = panel->b;
  const gsize a_row = panel->a_row, a_step = panel->a_step, ldb = panel->ldb;
  float *c = panel->c + row * panel->ldc;
  Vector sums[TILE_ROWS][2];

#pragma GCC unroll 8
  for (guint r = 0; r < tile.rows; r++)
#pragma GCC unroll 2
    for (guint v = 0; v < tile.vectors; v++)
      if (panel->add)
        sums[r][v] = load_vector (panel, tile, c + r * panel->ldc, v);
      else if (panel->bias != NULL)
        sums[r][v] = load_vector (panel, tile, panel->bias, v);
      else
        sums[r][v] = broadcast (0);

  for (gsize i = panel->k; i-- > 0; a += a_step, b += ldb)
    {
      Vector first = load_vector (panel, tile, b, 0);
      Vector last = load_vector (panel, tile, b, tile.vectors - 1);

#pragma GCC unroll 8
      for (guint r = 0; r < tile.rows; r++)
        {
          Vector factor = broadcast (a[r * a_row]);

          sums[r][0] = multiply_add (factor, first, sums[r][0]);
          if (tile.vectors > 1)
            sums[r][1] = multiply_add (factor, last, sums[r][1]);
        }
    }

#pragma GCC unroll 8
  for (guint r = 0; r < tile.rows; r++)
#pragma GCC unroll 2
    for (guint v = 0; v < tile.vectors; v++)
      store_vector (panel, tile, c + r * panel->ldc, v, sums[r][v]);
}

/* Whole tiles, then what is left. */
TD_INLINE void
run_rows (const Panel *panel,
          guint        vectors,
          gboolean     whole)
{
  gsize row = 0;

  for (; row + TILE_ROWS <= panel->m; row += TILE_ROWS)
    run_tile (panel, row, (Tile) { TILE_ROWS, vectors, whole });
  if (panel->m - row >= 4)
    {
      run_tile (panel, row, (Tile) { 4, vectors, whole });
      row += 4;
    }
  if (panel->m - row >= 2)
    {
      run_tile (panel, row, (Tile) { 2, vectors, whole });
      row += 2;
    }
  if (panel->m > row)
    run_tile (panel, row, (Tile) { 1, vectors, whole });
}

/* All rows of C in @columns <= PANEL columns. */
static void
run_panel (Panel *panel,
           gsize  columns)
{
  panel->last = columns % WIDTH;
  if (columns == PANEL)
    run_rows (panel, 2, TRUE);
  else if (columns > WIDTH)
    run_rows (panel, 2, FALSE);
  else if (columns == WIDTH)
    run_rows (panel, 1, TRUE);
  else
    run_rows (panel, 1, FALSE);
}

/* Of the inner index from @at on. What says where B is is left out. */
static Panel
panel_at (const TdProduct *product,
          gsize            at,
          gsize            column)
{
  gsize a_step = product->a_transposed ? product->lda : 1;

  return (Panel) {
    .m = product->m,
    .a = product->a + at * a_step,
    .a_row = product->a_transposed ? 1 : product->lda,
    .a_step = a_step,
    .bias = product->bias != NULL ? product->bias + column : NULL,
    .add = product->add || at > 0,
    .c = product->c + column,
    .ldc = product->ldc,
  };
}

typedef float Four __attribute__ ((vector_size (4 * sizeof (float))));
typedef gint32 FourIndex __attribute__ ((vector_size (4 * sizeof (gint32))));

/* to (4, @columns): the transpose of @from (4, 4). */
TD_INLINE void
transpose_four (const float *from,
                gsize        from_row,
                float       *to,
                gsize        to_row)
{
  Four row[4], low[2], high[2];

  for (gsize r = 0; r < 4; r++)
    memcpy (&row[r], from + r * from_row, sizeof row[r]);
  for (gsize r = 0; r < 2; r++)
    {
      low[r] = __builtin_shuffle (row[r], row[r + 2], (FourIndex) { 0, 4, 1, 5 });
      high[r] = __builtin_shuffle (row[r], row[r + 2], (FourIndex) { 2, 6, 3, 7 });
    }
  row[0] = __builtin_shuffle (low[0], low[1], (FourIndex) { 0, 4, 1, 5 });
  row[1] = __builtin_shuffle (low[0], low[1], (FourIndex) { 2, 6, 3, 7 });
  row[2] = __builtin_shuffle (high[0], high[1], (FourIndex) { 0, 4, 1, 5 });
  row[3] = __builtin_shuffle (high[0], high[1], (FourIndex) { 2, 6, 3, 7 });
  for (gsize r = 0; r < 4; r++)
    memcpy (to + r * to_row, &row[r], sizeof row[r]);
}

/* packed (depth, PANEL) = @b, in its first @columns: the others aren't read. */
static void
pack_rows (const float *b,
           gsize        ldb,
           gsize        columns,
           gsize        depth,
           float       *packed)
{
  for (gsize i = 0; i < depth; i++, b += ldb, packed += PANEL)
    {
      if (columns == PANEL)
        memcpy (packed, b, PANEL * sizeof *packed);
      else
        memcpy (packed, b, columns * sizeof *packed);
    }
}

/* The same of rows of B as columns. */
static void
pack_columns (const float *b,
              gsize        ldb,
              gsize        columns,
              gsize        depth,
              float       *packed)
{
  gsize whole_columns = columns - columns % 4, whole_depth = depth - depth % 4;

  for (gsize c = 0; c < whole_columns; c += 4)
    for (gsize i = 0; i < whole_depth; i += 4)
      transpose_four (b + c * ldb + i, ldb, packed + i * PANEL + c, PANEL);
  for (gsize c = 0; c < columns; c++)
    for (gsize i = c < whole_columns ? whole_depth : 0; i < depth; i++)
      packed[i * PANEL + c] = b[c * ldb + i];
}

/* B in place, some columns, the whole inner index. */
static void
run_columns (const TdProduct *product,
             gsize            column,
             gsize            columns)
{
  Panel panel = panel_at (product, 0, column);

  panel.k = product->k;
  panel.b = product->b + column;
  panel.ldb = product->ldb;
  run_panel (&panel, columns);
}

/* The same of B packed, for @depth of the inner index from @at on; C keeps the sums in between. */
static void
run_packed_columns (const TdProduct *product,
                    gsize            at,
                    gsize            depth,
                    gsize            column,
                    gsize            columns)
{
  _Alignas (64) float packed[PACK_DEPTH * PACK_COLUMNS];

  for (gsize c = 0; c < columns; c += PANEL)
    {
      if (product->b_transposed)
        pack_columns (product->b + (column + c) * product->ldb + at, product->ldb,
                      MIN (PANEL, columns - c), depth, packed + c * depth);
      else
        pack_rows (product->b + at * product->ldb + column + c, product->ldb,
                   MIN (PANEL, columns - c), depth, packed + c * depth);
    }
  for (gsize c = 0; c < columns; c += PANEL)
    {
      Panel panel = panel_at (product, at, column + c);

      panel.k = depth;
      panel.b = packed + c * depth;
      panel.ldb = PANEL;
      run_panel (&panel, MIN (PANEL, columns - c));
    }
}

void
TD_SET (product) (const TdProduct *product)
{
  gboolean packs = product->b_transposed
                   || (product->m >= LARGE_ROWS && product->n * product->k >= LARGE_B);

  if (!packs || product->k == 0)
    for (gsize column = 0; column < product->n; column += PANEL)
      run_columns (product, column, MIN (PANEL, product->n - column));
  else
    for (gsize at = 0; at < product->k; at += PACK_DEPTH)
      for (gsize column = 0; column < product->n; column += PACK_COLUMNS)
        run_packed_columns (product, at, MIN (PACK_DEPTH, product->k - at), column,
                            MIN (PACK_COLUMNS, product->n - column));
}
