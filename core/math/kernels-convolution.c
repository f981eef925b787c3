/* kernels-convolution.c — convolution of images that stand side by side, forward and backward.
 *
 * Every number is a sum over taps: products of one image's pixels and one weight, or, for weights,
 * of one image's pixels and derivatives. All three directions keep a tile of sums in registers: as
 * many as hide the latency of fused multiply-add, and few enough that registers hold them and what
 * they are made of. Where registers hold 16 floats, two blocks share one. Nothing is unrolled into
 * matrices, so nothing is copied.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/math/kernels-wide.h"
#include "core/math/kernels-set.h"

#define MAX_GROUP 6 /* outputs of one pixel whose sums are kept in registers, of MAX_BLOCKS blocks */
#define MAX_TAPS 5  /* weights whose derivatives are summed in registers, of N_FILTERS filters */
#ifdef __AVX512F__
#define MAX_BLOCKS 4 /* as two pairs */
#define N_FILTERS 4
#else
#define MAX_BLOCKS 2
#define N_FILTERS 2
#endif

/* Where the products of one sum are: planes of rows of columns, in floats from one to the next. */
typedef struct
{
  gsize  n_planes, n_rows, n_columns;
  gssize x_plane, x_row, x_column, x_block;
  gssize w_plane, w_row, w_column, w_group;
} Taps;

/* Adds to @sums (group, blocks) what the taps from @x and @w on give. */
typedef void SumTaps (const Taps *taps, const float *x, const float *w, Lane *sums);

TD_INLINE void
sum_taps (const Taps  *taps,
          const float *x,
          const float *w,
          Lane        *sums,
          const gsize  n_group,
          const gsize  n_blocks)
{
  const gsize n_columns = taps->n_columns, n_wide = (n_blocks + WIDE_BLOCKS - 1) / WIDE_BLOCKS;
  const gssize x_column = taps->x_column, x_block = n_blocks > 1 ? taps->x_block : 0;
  const gssize w_column = taps->w_column, w_group = taps->w_group;
  Wide sum[MAX_GROUP * MAX_BLOCKS / WIDE_BLOCKS];

#pragma GCC unroll 12
  for (gsize i = 0; i < n_group * n_wide; i++)
    sum[i] = take_wide (sums, i, n_blocks);
  for (gsize plane = 0; plane < taps->n_planes; plane++)
    for (gsize row = 0; row < taps->n_rows; row++)
      {
        const float *xs = x + plane * taps->x_plane + row * taps->x_row;
        const float *ws = w + plane * taps->w_plane + row * taps->w_row;

        for (gsize column = 0; column < n_columns; column++)
          {
            Wide pixel[MAX_BLOCKS / WIDE_BLOCKS];

#pragma GCC unroll 2
            for (gsize b = 0; b < n_wide; b++)
              pixel[b] = load_blocks (xs + b * WIDE_BLOCKS * x_block, x_block);
#pragma GCC unroll 6
            for (gsize g = 0; g < n_group; g++)
              {
                Wide weight = all_wide (ws[g * w_group]);

#pragma GCC unroll 2
                for (gsize b = 0; b < n_wide; b++)
                  sum[g * n_wide + b] = fused_wide (weight, pixel[b], sum[g * n_wide + b]);
              }
            xs += x_column;
            ws += w_column;
          }
      }
#pragma GCC unroll 12
  for (gsize i = 0; i < n_group * n_wide; i++)
    give_wide (sums, i, n_blocks, sum[i]);
}

#define SUM_TAPS(group, blocks)                                                             \
  static void                                                                               \
  sum_taps_##group##_##blocks (const Taps *taps, const float *x, const float *w, Lane *sums) \
  {                                                                                         \
    sum_taps (taps, x, w, sums, group, blocks);                                             \
  }

#define SUM_GROUPS(blocks)                                                                  \
  SUM_TAPS (1, blocks) SUM_TAPS (2, blocks) SUM_TAPS (3, blocks)                            \
  SUM_TAPS (4, blocks) SUM_TAPS (5, blocks) SUM_TAPS (6, blocks)
#define SUMMERS(blocks)                                                                     \
  { sum_taps_1_##blocks, sum_taps_2_##blocks, sum_taps_3_##blocks, sum_taps_4_##blocks,     \
    sum_taps_5_##blocks, sum_taps_6_##blocks }

SUM_GROUPS (1)
SUM_GROUPS (2)
#if MAX_BLOCKS > 2
SUM_GROUPS (4)
#endif

static SumTaps *const summers[MAX_BLOCKS][MAX_GROUP] = {
  SUMMERS (1),
  SUMMERS (2),
#if MAX_BLOCKS > 2
  { NULL },
  SUMMERS (4),
#endif
};

/* The first of group @group, when @n outputs are cut into as few groups as can be, of sizes that
 * differ by one at most: group n_groups is @n. */
static gsize
group_start (gsize n,
             gsize group)
{
  gsize n_groups = (n + MAX_GROUP - 1) / MAX_GROUP;

  return n * group / n_groups;
}

/* As many blocks at a time as there may be, then what is left: 4, 2 or 1. */
static gsize
blocks_from (gsize block,
             gsize n_blocks)
{
  gsize n = MAX_BLOCKS;

  while (n > n_blocks - block)
    n /= 2;
  return n;
}

static Taps
forward_taps (const TdConvolution *conv)
{
  gsize area = conv->size * conv->size;

  return (Taps) {
    .n_planes = conv->channels, .n_rows = conv->size, .n_columns = conv->size,
    .x_plane = conv->height * conv->width * TD_LANES, .x_row = conv->width * TD_LANES,
    .x_column = TD_LANES, .x_block = conv->x_block,
    .w_plane = area, .w_row = conv->size, .w_column = 1, .w_group = conv->channels * area,
  };
}

static void
start_sums (Lane        *sums,
            const float *bias,
            gsize        n_group,
            gsize        n_blocks)
{
  for (gsize g = 0; g < n_group; g++)
    for (gsize b = 0; b < n_blocks; b++)
      sums[g * n_blocks + b] = all (bias != NULL ? bias[g] : 0);
}

/* Some filters on some blocks. */
typedef struct
{
  const TdConvolution *conv;
  Taps                 taps;
  SumTaps             *sum;
  const float         *x, *w, *bias;
  float               *y;
  gsize                first, n_group, n_blocks;
} Tile;

static void
forward_pixel (const Tile *tile,
               gsize       row,
               gsize       column,
               Lane       *sums)
{
  const TdConvolution *conv = tile->conv;

  start_sums (sums, tile->bias, tile->n_group, tile->n_blocks);
  tile->sum (&tile->taps,
             tile->x + (row * conv->width + column) * conv->stride * TD_LANES, tile->w, sums);
}

static void
store_pixel (const Tile *tile,
             gsize       place,
             gsize       plane,
             const Lane *sums)
{
  for (gsize g = 0; g < tile->n_group; g++)
    for (gsize b = 0; b < tile->n_blocks; b++)
      store (tile->y + b * tile->conv->y_block + ((tile->first + g) * plane + place) * TD_LANES,
             sums[g * tile->n_blocks + b]);
}

static void
forward_tile (const Tile *tile,
              gboolean    relu)
{
  const TdConvolution *conv = tile->conv;
  gsize plane = conv->out_height * conv->out_width;
  Lane sums[MAX_GROUP * MAX_BLOCKS];

  for (gsize row = 0; row < conv->out_height; row++)
    for (gsize column = 0; column < conv->out_width; column++)
      {
        forward_pixel (tile, row, column, sums);
        for (gsize i = 0; relu && i < tile->n_group * tile->n_blocks; i++)
          sums[i] = positive (sums[i]);
        store_pixel (tile, row * conv->out_width + column, plane, sums);
      }
}

/* The largest of each window of 2 x 2, and which of its four pixels that was (0 … 3; the first of
 * equal ones). */
static void
pooled_pixel (const Tile *tile,
              gsize       row,
              gsize       column,
              Lane       *best,
              LaneIndex  *winner)
{
  Lane sums[MAX_GROUP * MAX_BLOCKS];

  forward_pixel (tile, 2 * row, 2 * column, best);
  for (gsize i = 0; i < tile->n_group * tile->n_blocks; i++)
    winner[i] = (LaneIndex) { 0 };
  for (gint place = 1; place < 4; place++)
    {
      forward_pixel (tile, 2 * row + place / 2, 2 * column + place % 2, sums);
      for (gsize i = 0; i < tile->n_group * tile->n_blocks; i++)
        {
          LaneIndex wins = sums[i] > best[i];

          best[i] = choose (wins, sums[i], best[i]);
          winner[i] = (wins & place) | (~wins & winner[i]);
        }
    }
}

static void
pooled_tile (const Tile *tile,
             gboolean    relu,
             float      *winners,
             gsize       winners_block)
{
  const TdConvolution *conv = tile->conv;
  gsize rows = conv->out_height / 2, columns = conv->out_width / 2;
  Lane best[MAX_GROUP * MAX_BLOCKS];
  LaneIndex winner[MAX_GROUP * MAX_BLOCKS];

  for (gsize row = 0; row < rows; row++)
    for (gsize column = 0; column < columns; column++)
      {
        gsize place = row * columns + column;

        pooled_pixel (tile, row, column, best, winner);
        for (gsize g = 0; g < tile->n_group; g++)
          for (gsize b = 0; b < tile->n_blocks; b++)
            {
              gsize i = g * tile->n_blocks + b;
              gsize to = ((tile->first + g) * rows * columns + place) * TD_LANES;

              if (relu)
                best[i] = positive (best[i]);
              store (tile->y + b * conv->y_block + to, best[i]);
              memcpy (winners + b * winners_block + to, &winner[i], sizeof winner[i]);
            }
      }
}

static void
run_tile (const Tile *tile,
          gboolean    relu,
          float      *winners,
          gsize       winners_block)
{
  if (winners != NULL)
    pooled_tile (tile, relu, winners, winners_block);
  else
    forward_tile (tile, relu);
}

/* One block or two. */
static void
run_blocks (Tile        *tile,
            const float *w,
            const float *bias,
            gboolean     relu,
            float       *winners,
            gsize        winners_block)
{
  gsize n = tile->conv->filters;

  for (gsize group = 0; group_start (n, group) < n; group++)
    {
      tile->first = group_start (n, group);
      tile->n_group = group_start (n, group + 1) - tile->first;
      tile->w = w + tile->first * tile->taps.w_group;
      tile->bias = bias != NULL ? bias + tile->first : NULL;
      tile->sum = summers[tile->n_blocks - 1][tile->n_group - 1];
      run_tile (tile, relu, winners, winners_block);
    }
}

void
TD_SET (convolve) (const TdConvolution *conv,
                   const float         *x,
                   const float         *w,
                   const float         *bias,
                   gboolean             relu,
                   float               *y,
                   float               *winners,
                   gsize                winners_block,
                   gsize                n_blocks)
{
  Tile tile = { .conv = conv, .taps = forward_taps (conv) };

  for (gsize block = 0; block < n_blocks; block += tile.n_blocks)
    {
      tile.n_blocks = blocks_from (block, n_blocks);
      tile.x = x + block * conv->x_block;
      tile.y = y + block * conv->y_block;
      run_blocks (&tile, w, bias, relu,
                  winners != NULL ? winners + block * winners_block : NULL, winners_block);
    }
}

/* The taps that reach input @at of one direction: from the weight @first on, every stride-th, which
 * meet outputs from @out on downwards. */
typedef struct
{
  gsize n, first, out;
} Reach;

static Reach
reach_of (const TdConvolution *conv,
          gsize                at,
          gsize                n_out)
{
  gsize last = MIN (at, conv->size - 1);
  gsize beyond = at > (n_out - 1) * conv->stride ? at - (n_out - 1) * conv->stride : 0;
  gsize first = MAX (beyond, at % conv->stride);

  if (first > last)
    return (Reach) { 0 };
  return (Reach) { (last - first) / conv->stride + 1, first, (at - first) / conv->stride };
}

static Taps
back_taps (const TdConvolution *conv)
{
  gsize area = conv->size * conv->size;

  return (Taps) {
    .n_planes = conv->filters,
    .x_plane = conv->out_height * conv->out_width * TD_LANES,
    .x_row = -(gssize) (conv->out_width * TD_LANES), .x_column = -TD_LANES,
    .x_block = conv->y_block,
    .w_plane = conv->channels * area, .w_row = conv->stride * conv->size,
    .w_column = conv->stride, .w_group = area,
  };
}

/* Derivatives of @n_group channels from @channel on, by pixels within the border. */
static void
back_tile (const TdConvolution *conv,
           Taps                 taps,
           const float         *d,
           const float         *w,
           gsize                border,
           float               *dx,
           gsize                dx_block,
           gsize                n_group,
           gsize                n_blocks,
           gboolean             add)
{
  gsize height = conv->height - 2 * border, width = conv->width - 2 * border;
  SumTaps *sum = summers[n_blocks - 1][n_group - 1];
  Lane sums[MAX_GROUP * MAX_BLOCKS];

  for (gsize y = 0; y < height; y++)
    for (gsize x = 0; x < width; x++)
      {
        Reach down = reach_of (conv, y + border, conv->out_height);
        Reach across = reach_of (conv, x + border, conv->out_width);
        float *to = dx + (y * width + x) * TD_LANES;

        for (gsize i = 0; i < n_group * n_blocks; i++)
          sums[i] = add ? load (to + i % n_blocks * dx_block
                                + i / n_blocks * height * width * TD_LANES) : all (0);
        taps.n_rows = down.n;
        taps.n_columns = across.n;
        sum (&taps, d + (down.out * conv->out_width + across.out) * TD_LANES,
             w + down.first * conv->size + across.first, sums);
        for (gsize i = 0; i < n_group * n_blocks; i++)
          store (to + i % n_blocks * dx_block + i / n_blocks * height * width * TD_LANES, sums[i]);
      }
}

void
TD_SET (convolve_back) (const TdConvolution *conv,
                        const float         *d,
                        const float         *w,
                        gsize                border,
                        float               *dx,
                        gsize                dx_block,
                        gboolean             add,
                        gsize                n_blocks)
{
  gsize plane = (conv->height - 2 * border) * (conv->width - 2 * border) * TD_LANES;
  gsize n = conv->channels, n_now;

  for (gsize block = 0; block < n_blocks; block += n_now)
    {
      n_now = blocks_from (block, n_blocks);
      for (gsize group = 0; group_start (n, group) < n; group++)
        {
          gsize first = group_start (n, group);

          back_tile (conv, back_taps (conv), d + block * conv->y_block,
                     w + first * conv->size * conv->size, border,
                     dx + block * dx_block + first * plane, dx_block,
                     group_start (n, group + 1) - first, n_now, add);
        }
    }
}

/* Adds to @dw (filters, taps), whose rows are @dw_filter apart, the products of a plane of
 * derivatives and the pixels that each tap, at @x + offsets[tap], meets. */
typedef void SumPixels (const TdConvolution *conv, const float *d, const float *x,
                        const gsize *offsets, float *dw, gsize dw_filter);

TD_INLINE void
sum_pixels (const TdConvolution *conv,
            const float         *d,
            const float         *x,
            const gsize         *offsets,
            float               *dw,
            gsize                dw_filter,
            const gsize          n_filters,
            const gsize          n_taps)
{
  const gsize plane = conv->out_height * conv->out_width * TD_LANES;
  const gsize step = conv->stride * TD_LANES, n = conv->out_width;
  Wide sum[N_FILTERS * MAX_TAPS];

#pragma GCC unroll 20
  for (gsize i = 0; i < n_filters * n_taps; i++)
    sum[i] = all_wide (0);
  for (gsize row = 0; row < conv->out_height; row++)
    {
      const float *ds = d + row * n * TD_LANES;
      const float *xs[MAX_TAPS];

#pragma GCC unroll 5
      for (gsize t = 0; t < n_taps; t++)
        xs[t] = x + offsets[t] + row * conv->width * step;
      for (gsize column = 0, at = 0; column < n; column += WIDE_BLOCKS, at += WIDE_BLOCKS * step)
        {
          Wide delta[N_FILTERS];
          const gboolean whole = column + WIDE_BLOCKS <= n;

#pragma GCC unroll 4
          for (gsize f = 0; f < n_filters; f++)
            delta[f] = load_pixels (ds + f * plane, TD_LANES, whole);
#pragma GCC unroll 5
          for (gsize t = 0; t < n_taps; t++)
            {
              Wide pixel = load_pixels (xs[t] + at, step, whole);

#pragma GCC unroll 4
              for (gsize f = 0; f < n_filters; f++)
                sum[f * n_taps + t] = fused_wide (delta[f], pixel, sum[f * n_taps + t]);
            }
          ds += WIDE_BLOCKS * TD_LANES;
        }
    }
#pragma GCC unroll 4
  for (gsize f = 0; f < n_filters; f++)
#pragma GCC unroll 5
    for (gsize t = 0; t < n_taps; t++)
      dw[f * dw_filter + t] += sum_wide (sum[f * n_taps + t]);
}

#define SUM_PIXELS(filters, taps)                                                               \
  static void                                                                                   \
  sum_pixels_##filters##_##taps (const TdConvolution *conv, const float *d, const float *x,     \
                                 const gsize *offsets, float *dw, gsize dw_filter)              \
  {                                                                                             \
    sum_pixels (conv, d, x, offsets, dw, dw_filter, filters, taps);                             \
  }
#define SUM_FILTERS(filters)                                                                    \
  SUM_PIXELS (filters, 1) SUM_PIXELS (filters, 2) SUM_PIXELS (filters, 3)                       \
  SUM_PIXELS (filters, 4) SUM_PIXELS (filters, 5)
#define PIXEL_SUMMERS(filters)                                                                  \
  { sum_pixels_##filters##_1, sum_pixels_##filters##_2, sum_pixels_##filters##_3,               \
    sum_pixels_##filters##_4, sum_pixels_##filters##_5 }

SUM_FILTERS (1)
SUM_FILTERS (2)
#if N_FILTERS > 2
SUM_FILTERS (3)
SUM_FILTERS (4)
#endif

static SumPixels *const pixel_summers[N_FILTERS][MAX_TAPS] = {
  PIXEL_SUMMERS (1),
  PIXEL_SUMMERS (2),
#if N_FILTERS > 2
  PIXEL_SUMMERS (3),
  PIXEL_SUMMERS (4),
#endif
};

/* Where the pixels of tap @tap of a filter begin. */
static gsize
tap_offset (const TdConvolution *conv,
            gsize                tap)
{
  gsize area = conv->size * conv->size, plane = tap / area;
  gsize row = tap % area / conv->size, column = tap % conv->size;

  return ((plane * conv->height + row) * conv->width + column) * TD_LANES;
}

/* As many taps at a time as there may be, in groups that differ by one at most. */
static void
gradient_of_block (const TdConvolution *conv,
                   const float         *x,
                   const float         *d,
                   gsize                n_filters,
                   gsize                first_tap,
                   gsize                last_tap,
                   float               *dw)
{
  gsize n = last_tap - first_tap, n_groups = (n + MAX_TAPS - 1) / MAX_TAPS;
  gsize n_taps = conv->channels * conv->size * conv->size;

  for (gsize group = 0; group < n_groups; group++)
    {
      gsize first = first_tap + n * group / n_groups;
      gsize n_now = first_tap + n * (group + 1) / n_groups - first;
      gsize offsets[MAX_TAPS];

      for (gsize t = 0; t < n_now; t++)
        offsets[t] = tap_offset (conv, first + t);
      pixel_summers[n_filters - 1][n_now - 1] (conv, d, x, offsets, dw + first, n_taps);
    }
}

void
TD_SET (convolve_gradient) (const TdConvolution *conv,
                            const float         *x,
                            const float         *d,
                            gsize                n_blocks,
                            gsize                first_filter,
                            gsize                last_filter,
                            gsize                first_tap,
                            gsize                last_tap,
                            float               *dw)
{
  gsize n_taps = conv->channels * conv->size * conv->size;
  gsize plane = conv->out_height * conv->out_width * TD_LANES;

  for (gsize filter = first_filter; filter < last_filter; filter++)
    memset (dw + filter * n_taps + first_tap, 0, (last_tap - first_tap) * sizeof (float));
  for (gsize filter = first_filter; filter < last_filter; filter += N_FILTERS)
    for (gsize block = 0; block < n_blocks; block++)
      gradient_of_block (conv, x + block * conv->x_block,
                         d + block * conv->y_block + filter * plane,
                         MIN (last_filter - filter, N_FILTERS), first_tap, last_tap,
                         dw + filter * n_taps);
}

void
TD_SET (sum_planes) (const float *d,
                     gsize        n_planes,
                     gsize        plane,
                     gsize        n_blocks,
                     gsize        first,
                     gsize        last,
                     float       *sums)
{
  for (gsize p = first; p < last; p++)
    {
      float sum = 0;

      for (gsize block = 0; block < n_blocks; block++)
        {
          const float *at = d + (block * n_planes + p) * plane * TD_LANES;
          Lane parts[4] = { all (0), all (0), all (0), all (0) };

          for (gsize i = 0; i < plane; i++)
            parts[i % 4] += load (at + i * TD_LANES);
          sum += sum_lanes ((parts[0] + parts[2]) + (parts[1] + parts[3]));
        }
      sums[p] = sum;
    }
}
