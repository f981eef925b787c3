/* random.c — Threefry-2x32-20 and what is made from its words.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/base/random.h"

#include <math.h>

#define ROUNDS 20
#define PARITY 0x1bd11bdau
#define LANES  8 /* numbers made at once, where many are wanted */

typedef guint32 Words __attribute__ ((vector_size (LANES * sizeof (guint32))));

static const guint8 rotations[8] = { 13, 15, 26, 6, 17, 29, 16, 24 };

static guint32
rotate (guint32 x,
        guint   by)
{
  return (x << by) | (x >> (32 - by));
}

/* @words holds the counter and receives the result. */
static void
threefry (const guint32 key[2],
          guint32       words[2])
{
  const guint32 schedule[3] = { key[0], key[1], PARITY ^ key[0] ^ key[1] };

  words[0] += schedule[0];
  words[1] += schedule[1];
  for (guint round = 0; round < ROUNDS; round++)
    {
      words[0] += words[1];
      words[1] = rotate (words[1], rotations[round % 8]) ^ words[0];
      if (round % 4 == 3)
        {
          guint injection = round / 4 + 1;

          words[0] += schedule[injection % 3];
          words[1] += schedule[(injection + 1) % 3] + injection;
        }
    }
}

static guint64
join (const guint32 words[2])
{
  return (guint64) words[0] << 32 | words[1];
}

/* FNV-1a. */
static guint64
hash_name (const char *name)
{
  guint64 hash = 0xcbf29ce484222325u;

  for (; *name != '\0'; name++)
    hash = (hash ^ (guchar) *name) * 0x100000001b3u;
  return hash;
}

TdStream
td_stream (guint64     seed,
           const char *name)
{
  const guint32 key[2] = { (guint32) seed, (guint32) (seed >> 32) };
  guint64 hash = hash_name (name);
  TdStream self = { { (guint32) (hash >> 32), (guint32) hash } };

  threefry (key, self.key);
  return self;
}

void
td_stream_words (TdStream self,
                 guint32  high,
                 guint32  low,
                 guint32  words[2])
{
  words[0] = high;
  words[1] = low;
  threefry (self.key, words);
}

guint64
td_stream_bits (TdStream self,
                guint32  step,
                guint32  index)
{
  guint32 words[2];

  td_stream_words (self, step, index, words);
  return join (words);
}

double
td_stream_unit (TdStream self,
                guint32  step,
                guint32  index)
{
  return (double) (td_stream_bits (self, step, index) >> 11) * 0x1p-53;
}

/* Box and Muller. */
double
td_stream_normal (TdStream self,
                  guint32  step,
                  guint32  index)
{
  guint32 words[2];
  double radius;
  double angle;

  td_stream_words (self, step, index, words);
  radius = sqrt (-2.0 * log (((double) words[0] + 0.5) * 0x1p-32));
  angle = 2.0 * G_PI * ((double) words[1] * 0x1p-32);
  return radius * cos (angle);
}

/* Of counters (@step, @first) … (@step, @first + LANES - 1), all at once. */
static void
threefry_lanes (const guint32 key[2],
                guint32       step,
                guint32       first,
                Words         words[2])
{
  const guint32 schedule[3] = { key[0], key[1], PARITY ^ key[0] ^ key[1] };
  const Words order = { 0, 1, 2, 3, 4, 5, 6, 7 };
  Words x = (Words) { 0 } + step + schedule[0];
  Words y = order + first + schedule[1];

#pragma GCC unroll 20
  for (guint round = 0; round < ROUNDS; round++)
    {
      x += y;
      y = ((y << rotations[round % 8]) | (y >> (32 - rotations[round % 8]))) ^ x;
      if (round % 4 == 3)
        {
          guint injection = round / 4 + 1;

          x += schedule[injection % 3];
          y += schedule[(injection + 1) % 3] + injection;
        }
    }
  words[0] = x;
  words[1] = y;
}

/* The high half of a 64 x 64 bit product maps bits to 0 … i with a bias below 2^-32. Bits are those
 * of td_stream_bits (self, step, i). */
void
td_stream_permute (TdStream self,
                   guint32  step,
                   guint32 *order,
                   gsize    n)
{
  Words words[2] = { { 0 } };

  for (gsize i = 0; i < n; i++)
    order[i] = (guint32) i;
  for (gsize i = n; i-- > 1;)
    {
      guint lane = i % LANES;
      guint64 bits;
      gsize j;
      guint32 kept = order[i];

      if (i == n - 1 || lane == LANES - 1)
        threefry_lanes (self.key, step, (guint32) (i - lane), words);
      bits = (guint64) words[0][lane] << 32 | words[1][lane];
      j = (gsize) ((unsigned __int128) bits * (i + 1) >> 64);
      order[i] = order[j];
      order[j] = kept;
    }
}

guint64
td_random_hash (guint64 seed,
                guint64 row)
{
  const guint32 key[2] = { (guint32) seed, (guint32) (seed >> 32) };
  guint32 words[2] = { (guint32) (row >> 32), (guint32) row };

  threefry (key, words);
  return join (words);
}
