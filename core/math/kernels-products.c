/* kernels-products.c — matrix products, tile by tile in registers.
 *
 * BLAS packs its operands first, which costs small products more than it gains. Here a tile of C, a
 * few rows of two vectors, stays in registers while the inner index runs; A is broadcast number by
 * number, so that A and Aᵀ cost the same, and only Bᵀ and a large B are packed, some panels at a
 * time. Every element is one chain of multiply-adds in the order of the inner index: its bits
 * depend neither on the tile nor on how the rows are cut.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/math/kernels-set.h"
#include "core/math/kernels-parts.h"

/* A tile: as many rows as registers have room for, of two vectors. */
#if WIDTH == 16
#define TILE_ROWS    8
#elif WIDTH == 8
#define TILE_ROWS    6
#else
#define TILE_ROWS    4
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
load_vector (Tile         tile,
             Mask         last,
             const float *row,
             guint        vector)
{
  if (tile.whole || vector + 1 < tile.vectors)
    return load (row + vector * WIDTH);
  return load_part (row + vector * WIDTH, last);
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
  const Mask last = mask_of (panel->last);
  Vector sums[TILE_ROWS][2];

#pragma GCC unroll 8
  for (guint r = 0; r < tile.rows; r++)
#pragma GCC unroll 2
    for (guint v = 0; v < tile.vectors; v++)
      if (panel->add)
        sums[r][v] = load_vector (tile, last, c + r * panel->ldc, v);
      else if (panel->bias != NULL)
        sums[r][v] = load_vector (tile, last, panel->bias, v);
      else
        sums[r][v] = broadcast (0);

  for (gsize i = panel->k; i-- > 0; a += a_step, b += ldb)
    {
      Vector left = load_vector (tile, last, b, 0);
      Vector right = load_vector (tile, last, b, tile.vectors - 1);

#pragma GCC unroll 8
      for (guint r = 0; r < tile.rows; r++)
        {
          Vector factor = broadcast (a[r * a_row]);

          sums[r][0] = multiply_add (factor, left, sums[r][0]);
          if (tile.vectors > 1)
            sums[r][1] = multiply_add (factor, right, sums[r][1]);
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

/* Panels of B in place where that costs least, else packed. */
static void
run_panels (const TdProduct *product)
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

void
TD_SET (product) (const TdProduct *product)
{
  if (product->n == 1 && (product->b_transposed || product->ldb == 1))
    TD_SET (one_column) (product);
  else if (product->k == 1 && (!product->b_transposed || product->ldb == 1))
    TD_SET (outer_product) (product);
  else
    run_panels (product);
}
