/* gradient-trail.c — a bounded list of cosines.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/gradient-trail.h"

#include <string.h>

#define MOST_ENTRIES 4096
#define MOST_FLOATS (4 * 1024 * 1024)

struct _TdGradientTrail
{
  char   *key; /* layers and tasks: what entries are about */
  guint   n_tasks, n_layers;
  gsize   n;   /* entries */
  gsize   room;
  double *x;       /* (room) */
  float  *cosines; /* (room)(n_layers + 1, n_tasks, n_tasks) */
};

TdGradientTrail *
td_gradient_trail_new (void)
{
  return g_new0 (TdGradientTrail, 1);
}

void
td_gradient_trail_free (TdGradientTrail *self)
{
  if (self == NULL)
    return;
  g_free (self->key);
  g_free (self->x);
  g_free (self->cosines);
  g_free (self);
}

static gsize
entry_size (const TdGradientTrail *self)
{
  return (gsize) (self->n_layers + 1) * self->n_tasks * self->n_tasks;
}

static char *
dup_key (const TdGradients *gradients)
{
  GString *key = g_string_new (NULL);

  for (guint k = 0; k < gradients->n_tasks; k++)
    g_string_append_printf (key, "%s ", td_task_options (td_plan_task (gradients->plan, k))->id);
  for (guint i = 0; i < gradients->n_layers; i++)
    g_string_append_printf (key, "/%s", gradients->layers[i]);
  return g_string_free (key, FALSE);
}

/* Empties the list when entries are about something else from now on. */
static void
begin (TdGradientTrail *self, const TdGradients *gradients)
{
  g_autofree char *key = dup_key (gradients);

  if (g_strcmp0 (key, self->key) == 0)
    return;
  g_free (self->key);
  self->key = g_steal_pointer (&key);
  self->n_tasks = gradients->n_tasks;
  self->n_layers = gradients->n_layers;
  self->n = 0;
  self->room = CLAMP (MOST_FLOATS / MAX (entry_size (self), 1), 16, MOST_ENTRIES);
  self->x = g_renew (double, self->x, self->room);
  self->cosines = g_renew (float, self->cosines, MAX (self->room * entry_size (self), 1));
}

static void
thin_out (TdGradientTrail *self)
{
  gsize size = entry_size (self);

  for (gsize i = 0; 2 * i < self->n; i++)
    {
      self->x[i] = self->x[2 * i];
      memmove (self->cosines + i * size, self->cosines + 2 * i * size, size * sizeof (float));
    }
  self->n = (self->n + 1) / 2;
}

void
td_gradient_trail_add (TdGradientTrail *self, const TdGradients *gradients)
{
  guint64 steps = td_plan_steps_per_epoch (gradients->plan);
  double x = (double) gradients->step / (double) MAX (steps, 1);
  float *to;

  begin (self, gradients);
  if (gradients->n_layers == 0) /* there is nothing to compare */
    return;
  while (self->n > 0 && self->x[self->n - 1] >= x)
    self->n--;
  if (self->n == self->room)
    thin_out (self);
  to = self->cosines + self->n * entry_size (self);
  self->x[self->n++] = x;
  for (guint layer = 0; layer <= self->n_layers; layer++)
    for (guint a = 0; a < self->n_tasks; a++)
      for (guint b = 0; b < self->n_tasks; b++)
        *to++ = (float) td_gradients_cosine (gradients, layer, a, b);
}

gsize
td_gradient_trail_get_n (const TdGradientTrail *self)
{
  return self->n;
}

const double *
td_gradient_trail_get_x (const TdGradientTrail *self)
{
  return self->x;
}

const float *
td_gradient_trail_get_cosines (const TdGradientTrail *self, gint layer, guint a, guint b,
                               gsize *stride)
{
  guint place = layer < 0 ? self->n_layers : (guint) layer;

  *stride = entry_size (self);
  if (self->key == NULL || place > self->n_layers || a >= self->n_tasks || b >= self->n_tasks)
    return NULL;
  return self->cosines + ((gsize) place * self->n_tasks + a) * self->n_tasks + b;
}
