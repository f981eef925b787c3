/* undo.c — two stacks of entries.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/project/undo.h"

#include "core/project/relocate.h"
#include "core/project/undo-entry.h"
#include "core/project/undo-label.h"
#include "core/project/undo-touch.h"

#include <glib/gi18n-lib.h>

struct _TdUndo
{
  GObject parent_instance;

  TdConfig    *config;
  TdSpec       last;      /* the document as entries know it */
  GPtrArray   *done;
  GPtrArray   *undone;    /* the next to redo last */
  TdUndoEntry *moved;     /* undone or redone last; NULL: something else happened since */
  gboolean     applying;  /* changes are our own */
  gboolean     applied;   /* the run has the last document */

  TdUndoTouch  touch;     /* since the last record */
  char        *label;     /* for what comes next; NULL: named after the touch */

  guint        group_depth, group;
  gint64       merge_time;    /* microseconds */
};

enum
{
  PROP_0,
  PROP_CAN_UNDO,
  PROP_CAN_REDO,
  PROP_UNDO_LABEL,
  PROP_REDO_LABEL,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TdUndo, td_undo, G_TYPE_OBJECT)

static void
notify_all (TdUndo *self)
{
  for (guint i = PROP_0 + 1; i < N_PROPS; i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
}

static void
changed_cb (TdUndo         *self,
            TdConfig       *origin,
            const TdOption *option)
{
  if (!self->applying)
    td_undo_touch_note (&self->touch, origin, option);
}

static void
forget_touch (TdUndo *self)
{
  td_undo_touch_clear (&self->touch);
  g_clear_pointer (&self->label, g_free);
}

/* Entries */

static gboolean
is_too_much (TdUndo *self)
{
  return td_undo_get_n_entries (self) > TD_UNDO_MAX_ENTRIES
         || td_undo_stack_size (self->done) + td_undo_stack_size (self->undone) > TD_UNDO_MAX_BYTES;
}

/* The oldest first; what could be redone last of all goes when nothing else is left. */
static void
trim (TdUndo *self)
{
  while (is_too_much (self) && td_undo_get_n_entries (self) > 1)
    {
      GPtrArray *entries = self->done->len > 1 || self->undone->len == 0 ? self->done
                                                                         : self->undone;

      if (self->moved == g_ptr_array_index (entries, 0))
        self->moved = NULL;
      g_ptr_array_remove_index (entries, 0);
    }
}

/* The group under way; 0: none. */
static guint
current_group (TdUndo *self)
{
  return self->group_depth > 0 ? self->group : 0;
}

static char *
dup_label (TdUndo       *self,
           const TdSpec *spec)
{
  char *label = self->label != NULL ? g_strdup (self->label)
                                    : td_undo_dup_label (&self->last, spec);

  return label != NULL ? label : g_strdup (self->touch.label);
}

/* For the change from the last document to @spec. */
static TdUndoEntry *
new_entry (TdUndo       *self,
           const TdSpec *spec)
{
  TdUndoEntry *entry = g_new0 (TdUndoEntry, 1);
  TdUndoEntry *last = td_undo_stack_last (self->done);

  td_spec_copy (&entry->before, &self->last);
  entry->is_open = TRUE;
  entry->group = current_group (self);
  entry->control = g_strdup (td_undo_touch_get_control (&self->touch));
  entry->label = dup_label (self, spec);
  if (!self->applied && last != NULL && last->box != NULL && last->weight == NULL)
    entry->box = td_tensor_box_ref (last->box);
  else
    entry->box = td_tensor_box_new ();
  return entry;
}

/* Puts what was done now on top. */
static void
push (TdUndo      *self,
      TdUndoEntry *entry)
{
  g_ptr_array_set_size (self->undone, 0);
  self->moved = NULL;
  g_ptr_array_add (self->done, entry);
}

static void
set_last (TdUndo *self,
          TdSpec *spec)
{
  td_spec_clear (&self->last);
  self->last = *spec;
  *spec = (TdSpec) { NULL, NULL };
}

static void
td_undo_get_property (GObject    *object,
                      guint       id,
                      GValue     *value,
                      GParamSpec *pspec)
{
  TdUndo *self = TD_UNDO (object);

  switch (id)
    {
    case PROP_CAN_UNDO:
      g_value_set_boolean (value, td_undo_get_can_undo (self));
      break;
    case PROP_CAN_REDO:
      g_value_set_boolean (value, td_undo_get_can_redo (self));
      break;
    case PROP_UNDO_LABEL:
      g_value_set_string (value, td_undo_get_undo_label (self));
      break;
    case PROP_REDO_LABEL:
      g_value_set_string (value, td_undo_get_redo_label (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
td_undo_dispose (GObject *object)
{
  TdUndo *self = TD_UNDO (object);

  if (self->config != NULL)
    g_signal_handlers_disconnect_by_func (self->config, changed_cb, self);
  g_clear_object (&self->config);
  G_OBJECT_CLASS (td_undo_parent_class)->dispose (object);
}

static void
td_undo_finalize (GObject *object)
{
  TdUndo *self = TD_UNDO (object);

  forget_touch (self);
  td_spec_clear (&self->last);
  g_ptr_array_unref (self->done);
  g_ptr_array_unref (self->undone);
  G_OBJECT_CLASS (td_undo_parent_class)->finalize (object);
}

static void
td_undo_class_init (TdUndoClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = td_undo_get_property;
  object_class->dispose = td_undo_dispose;
  object_class->finalize = td_undo_finalize;

  properties[PROP_CAN_UNDO] = g_param_spec_boolean ("can-undo", NULL, NULL, FALSE, flags);
  properties[PROP_CAN_REDO] = g_param_spec_boolean ("can-redo", NULL, NULL, FALSE, flags);
  properties[PROP_UNDO_LABEL] = g_param_spec_string ("undo-label", NULL, NULL, NULL, flags);
  properties[PROP_REDO_LABEL] = g_param_spec_string ("redo-label", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
td_undo_init (TdUndo *self)
{
  self->done = td_undo_stack_new ();
  self->undone = td_undo_stack_new ();
  self->merge_time = G_USEC_PER_SEC;
  self->applied = TRUE;
}

TdUndo *
td_undo_new (TdProject *project)
{
  TdUndo *self = g_object_new (TD_TYPE_UNDO, NULL);

  self->config = g_object_ref (td_project_get_config (project));
  td_config_dup_spec (self->config, &self->last);
  g_signal_connect_swapped (self->config, "changed", G_CALLBACK (changed_cb), self);
  return self;
}

/* The top entry gets @spec as its end; it goes when that is where it began. */
static void
extend (TdUndo      *self,
        TdUndoEntry *entry,
        TdSpec      *spec)
{
  entry->time = g_get_monotonic_time ();
  td_spec_clear (&entry->after);
  td_spec_copy (&entry->after, spec);
  set_last (self, spec);
  if (td_spec_equal (&entry->before, &entry->after))
    g_ptr_array_set_size (self->done, (int) self->done->len - 1);
}

TdTensorBox *
td_undo_record (TdUndo *self)
{
  g_auto(TdSpec) spec = { NULL, NULL };
  g_autoptr(TdTensorBox) box = NULL;
  TdUndoEntry *entry;

  g_return_val_if_fail (TD_IS_UNDO (self), NULL);

  if (!self->touch.touched)
    return NULL;
  td_config_dup_spec (self->config, &spec);
  if (td_spec_equal (&spec, &self->last))
    {
      forget_touch (self);
      return NULL;
    }
  entry = td_undo_stack_last (self->done);
  if (!td_undo_entry_takes (entry, current_group (self),
                            td_undo_touch_get_control (&self->touch), self->merge_time))
    {
      entry = new_entry (self, &spec);
      push (self, entry);
    }
  box = td_tensor_box_ref (entry->box);
  extend (self, entry, &spec);
  self->applied = FALSE;
  forget_touch (self);
  trim (self);
  notify_all (self);
  return g_steal_pointer (&box);
}

void
td_undo_set_label (TdUndo     *self,
                   const char *label)
{
  char *copy = g_strdup (label);

  g_free (self->label);
  self->label = copy;
}

void
td_undo_applied (TdUndo *self)
{
  self->applied = TRUE;
}

void
td_undo_record_since (TdUndo       *self,
                      const TdSpec *before,
                      const char   *label)
{
  TdUndoEntry *entry;

  g_return_if_fail (TD_IS_UNDO (self));
  g_return_if_fail (td_undo_get_n_entries (self) == 0);

  if (td_spec_equal (before, &self->last))
    return;
  entry = g_new0 (TdUndoEntry, 1);
  td_spec_copy (&entry->before, before);
  td_spec_copy (&entry->after, &self->last);
  entry->label = g_strdup (label);
  entry->box = td_tensor_box_new ();
  push (self, entry);
  notify_all (self);
}

void
td_undo_begin_group (TdUndo *self)
{
  if (self->group_depth++ == 0)
    self->group++;
}

void
td_undo_end_group (TdUndo *self)
{
  g_return_if_fail (self->group_depth > 0);

  self->group_depth--;
}

void
td_undo_set_merge_seconds (TdUndo *self,
                           double  seconds)
{
  self->merge_time = (gint64) (seconds * G_USEC_PER_SEC);
}

/* What follows now is a new entry, whatever the control. */
static void
close_entry (TdUndo *self)
{
  TdUndoEntry *last = td_undo_stack_last (self->done);

  if (last != NULL)
    last->is_open = FALSE;
}

static void
apply (TdUndo       *self,
       const TdSpec *spec)
{
  g_auto(TdSpec) copy = { NULL, NULL };

  td_spec_copy (&copy, spec);
  self->applying = TRUE;
  td_config_apply_spec (self->config, &copy);
  self->applying = FALSE;
  set_last (self, &copy);
  self->applied = FALSE;
}

/* Moves the last entry of @from to @to; its document is then as before or after it. */
static TdUndoResult
move (TdUndo       *self,
      GPtrArray    *from,
      GPtrArray    *to,
      gboolean      back,
      TdTensorBox **box)
{
  TdUndoEntry *entry;

  *box = NULL;
  if (from->len == 0)
    return TD_UNDO_NOTHING;
  entry = g_ptr_array_steal_index (from, from->len - 1);
  g_ptr_array_add (to, entry);
  close_entry (self);
  self->moved = entry;
  if (entry->box != NULL)
    *box = td_tensor_box_ref (entry->box);
  if (!entry->is_reset && entry->weight == NULL)
    apply (self, back ? &entry->before : &entry->after);
  notify_all (self);
  if (entry->weight != NULL)
    return TD_UNDO_WEIGHT;
  return entry->past != NULL ? TD_UNDO_RUN : TD_UNDO_EDIT;
}

/* An edit that nobody has recorded yet is the first to be undone. */
static void
record_rest (TdUndo *self)
{
  g_autoptr(TdTensorBox) box = td_undo_record (self);
}

TdUndoResult
td_undo_undo (TdUndo       *self,
              TdTensorBox **box)
{
  g_return_val_if_fail (TD_IS_UNDO (self), TD_UNDO_NOTHING);

  record_rest (self);
  return move (self, self->done, self->undone, TRUE, box);
}

TdUndoResult
td_undo_redo (TdUndo       *self,
              TdTensorBox **box)
{
  g_return_val_if_fail (TD_IS_UNDO (self), TD_UNDO_NOTHING);

  record_rest (self);
  return move (self, self->undone, self->done, FALSE, box);
}

TdTensorBox *
td_undo_record_weight (TdUndo              *self,
                       const TdWeightPlace *place,
                       const char          *label)
{
  TdUndoEntry *entry;

  g_return_val_if_fail (TD_IS_UNDO (self), NULL);

  record_rest (self);
  entry = td_undo_stack_last (self->done);
  if (!td_undo_entry_takes_weight (entry, place, self->merge_time))
    {
      entry = g_new0 (TdUndoEntry, 1);
      entry->label = g_strdup (label);
      entry->box = td_tensor_box_new ();
      entry->weight = td_weight_place_copy (place);
      entry->is_open = TRUE;
      push (self, entry);
    }
  entry->time = g_get_monotonic_time ();
  trim (self);
  notify_all (self);
  return td_tensor_box_ref (entry->box);
}

const TdWeightPlace *
td_undo_get_weight (TdUndo *self)
{
  g_return_val_if_fail (self->moved != NULL, NULL);
  return self->moved->weight;
}

void
td_undo_record_reset (TdUndo        *self,
                      gpointer       past,
                      gsize          size,
                      GDestroyNotify free_past)
{
  TdUndoEntry *entry = g_new0 (TdUndoEntry, 1);

  record_rest (self);
  entry->label = g_strdup (_("Reset"));
  entry->is_reset = TRUE;
  entry->past = past;
  entry->past_size = size;
  entry->free_past = free_past;
  push (self, entry);
  trim (self);
  notify_all (self);
}

void
td_undo_keep_past (TdUndo        *self,
                   gpointer       past,
                   gsize          size,
                   GDestroyNotify free_past)
{
  TdUndoEntry *entry = td_undo_stack_last (self->done);

  g_return_if_fail (entry != NULL && entry->past == NULL);

  entry->is_open = FALSE;
  entry->past = past;
  entry->past_size = size;
  entry->free_past = free_past;
  trim (self);
}

gpointer
td_undo_exchange (TdUndo  *self,
                  gpointer past,
                  gsize    size)
{
  gpointer kept;

  g_return_val_if_fail (self->moved != NULL && self->moved->past != NULL, NULL);

  kept = self->moved->past;
  self->moved->past = past;
  self->moved->past_size = size;
  trim (self);
  return kept;
}

gboolean
td_undo_get_can_undo (TdUndo *self)
{
  return self->done->len > 0;
}

gboolean
td_undo_get_can_redo (TdUndo *self)
{
  return self->undone->len > 0;
}

const char *
td_undo_get_undo_label (TdUndo *self)
{
  const TdUndoEntry *entry = td_undo_stack_last (self->done);

  return entry != NULL ? entry->label : NULL;
}

const char *
td_undo_get_redo_label (TdUndo *self)
{
  const TdUndoEntry *entry = td_undo_stack_last (self->undone);

  return entry != NULL ? entry->label : NULL;
}

guint
td_undo_get_n_entries (TdUndo *self)
{
  return self->done->len + self->undone->len;
}

void
td_undo_relocate (TdUndo         *self,
                  const TdFolder *from,
                  const TdFolder *to)
{
  td_undo_stack_relocate (self->done, from, to);
  td_undo_stack_relocate (self->undone, from, to);
  td_project_follow (&self->last, from, to);
}
