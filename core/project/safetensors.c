/* safetensors.c — arrays in memory and their file form.
 *
 * Eight-byte types are written first, so that every array is aligned in the file as well.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/project/safetensors.h"

#include "core/base/json.h"
#include "core/project/document.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_HEADER (100u << 20)
#define MAX_DIMS G_N_ELEMENTS (((TdArray *) NULL)->dims)
#define ALIGNMENT 8

G_STATIC_ASSERT (G_BYTE_ORDER == G_LITTLE_ENDIAN);

static const struct
{
  const char *name;
  gsize       size;
} dtypes[] = {
  [TD_F32] = { "F32", 4 }, [TD_F64] = { "F64", 8 }, [TD_U64] = { "U64", 8 },
  [TD_F16] = { "F16", 2 }, [TD_BF16] = { "BF16", 2 }, [TD_I64] = { "I64", 8 },
  [TD_I32] = { "I32", 4 }, [TD_I16] = { "I16", 2 }, [TD_I8] = { "I8", 1 },
  [TD_U32] = { "U32", 4 }, [TD_U16] = { "U16", 2 }, [TD_U8] = { "U8", 1 },
  [TD_BOOL] = { "BOOL", 1 },
};

struct _TdArraySet
{
  GPtrArray  *arrays;   /* of TdArray */
  GHashTable *by_name;  /* borrows names and arrays */
  GPtrArray  *keys;     /* of the metadata, in order */
  GHashTable *metadata;
};

/* What is being read. */
typedef struct
{
  const char   *what;
  const guint8 *data;   /* after the header */
  gsize         length; /* of it */
  GError      **error;
} Reader;

typedef struct
{
  TdArray array;
  gsize   begin, end; /* in the data */
} Place;

static void
array_free (gpointer data)
{
  TdArray *array = data;

  g_free (array->name);
  g_free ((gpointer) array->data);
  g_free (array);
}

/* FALSE when the product is beyond @limit, which itself can't overflow. */
static gboolean
count_elements (TdArray *array,
                gsize    limit)
{
  gboolean is_empty = FALSE;

  array->n = 1;
  for (guint i = 0; i < array->n_dims; i++)
    is_empty = is_empty || array->dims[i] == 0;
  for (guint i = 0; i < array->n_dims && !is_empty; i++)
    if (!g_size_checked_mul (&array->n, array->n, array->dims[i]) || array->n > limit)
      return FALSE;
  array->n = is_empty ? 0 : array->n;
  return TRUE;
}

static void
take_array (TdArraySet *self,
            TdArray    *array)
{
  g_ptr_array_add (self->arrays, array);
  g_hash_table_insert (self->by_name, array->name, array);
}

static gboolean
refuse (const Reader *reader,
        const char   *name,
        const char   *why)
{
  if (name != NULL)
    g_set_error (reader->error, TD_PROJECT_ERROR, TD_PROJECT_ERROR_FORMAT,
                 _("%s, tensor “%s”: %s"), reader->what, name, why);
  else
    g_set_error (reader->error, TD_PROJECT_ERROR, TD_PROJECT_ERROR_FORMAT, "%s: %s", reader->what,
                 why);
  return FALSE;
}

/* Whole numbers of an array, each from 0 to @limit. */
static gboolean
read_sizes (JsonNode *node,
            gsize    *sizes,
            guint     max,
            guint    *n,
            gsize     limit)
{
  JsonArray *array;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return FALSE;
  array = json_node_get_array (node);
  *n = json_array_get_length (array);
  if (*n > max)
    return FALSE;
  for (guint i = 0; i < *n; i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_VALUE (element) || json_node_get_value_type (element) != G_TYPE_INT64
          || json_node_get_int (element) < 0 || (guint64) json_node_get_int (element) > limit)
        return FALSE;
      sizes[i] = json_node_get_int (element);
    }
  return TRUE;
}

static gboolean
read_dtype (JsonNode *node,
            TdDtype  *dtype)
{
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node)
      || json_node_get_value_type (node) != G_TYPE_STRING)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (dtypes); i++)
    if (strcmp (dtypes[i].name, json_node_get_string (node)) == 0)
      {
        *dtype = i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
read_place (const Reader *reader,
            const char   *name,
            JsonNode     *node,
            Place        *place)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  TdArray *array = &place->array;
  gsize offsets[2];
  guint n_offsets;

  array->name = (char *) name;
  if (object == NULL)
    return refuse (reader, name, _("its description isn't an object."));
  if (!read_dtype (json_object_get_member (object, "dtype"), &array->dtype))
    return refuse (reader, name, _("its dtype isn't one that safetensors files have."));
  if (!read_sizes (json_object_get_member (object, "shape"), array->dims, MAX_DIMS, &array->n_dims,
                   G_MAXSSIZE))
    return refuse (reader, name, _("its shape isn't a list of at most 8 sizes."));
  if (!read_sizes (json_object_get_member (object, "data_offsets"), offsets, 2, &n_offsets,
                   reader->length)
      || n_offsets != 2 || offsets[0] > offsets[1])
    return refuse (reader, name, _("its data_offsets don't lie within the file."));
  if (!count_elements (array, reader->length)
      || array->n * dtypes[array->dtype].size != offsets[1] - offsets[0])
    return refuse (reader, name, _("its shape doesn't match the length of its data."));
  place->begin = offsets[0];
  place->end = offsets[1];
  return TRUE;
}

static gboolean
read_metadata (TdArraySet   *self,
               const Reader *reader,
               JsonNode     *node)
{
  JsonObjectIter iterator;
  const char *key;
  JsonNode *value;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return refuse (reader, NULL, _("its “__metadata__” isn't an object of texts."));
  json_object_iter_init_ordered (&iterator, json_node_get_object (node));
  while (json_object_iter_next_ordered (&iterator, &key, &value))
    {
      if (!JSON_NODE_HOLDS_VALUE (value) || json_node_get_value_type (value) != G_TYPE_STRING)
        return refuse (reader, NULL, _("its “__metadata__” isn't an object of texts."));
      td_array_set_set_metadata (self, key, json_node_get_string (value));
    }
  return TRUE;
}

/* By begin; empty arrays before the one that starts where they are. */
static int
compare_places (gconstpointer a,
                gconstpointer b)
{
  const Place *x = a;
  const Place *y = b;

  if (x->begin != y->begin)
    return x->begin < y->begin ? -1 : 1;
  return (x->end > y->end) - (x->end < y->end);
}

/* Whether the places, in order, cover all data without gap or overlap; takes copies of them. */
static gboolean
take_places (TdArraySet   *self,
             const Reader *reader,
             GArray       *places)
{
  gsize at = 0;

  g_array_sort (places, compare_places);
  for (guint i = 0; i < places->len; i++)
    {
      Place *place = &g_array_index (places, Place, i);
      TdArray *array;

      if (place->begin != at)
        return refuse (reader, place->array.name,
                       place->begin > at ? _("there is a gap in the file before its data.")
                                         : _("its data overlap another tensor's."));
      at = place->end;
      array = g_memdup2 (&place->array, sizeof *array);
      array->name = g_strdup (place->array.name);
      array->data = g_malloc (MAX (place->end - place->begin, 1));
      memcpy ((gpointer) array->data, reader->data + place->begin, place->end - place->begin);
      take_array (self, array);
    }
  if (at != reader->length)
    return refuse (reader, NULL, _("the file ends with data that belong to no tensor."));
  return TRUE;
}

static gboolean
read_header (TdArraySet   *self,
             const Reader *reader,
             JsonNode     *root)
{
  g_autoptr(GArray) places = g_array_new (FALSE, TRUE, sizeof (Place));
  JsonObjectIter iterator;
  const char *name;
  JsonNode *node;

  if (!JSON_NODE_HOLDS_OBJECT (root))
    return refuse (reader, NULL, _("its header isn't a JSON object."));
  json_object_iter_init_ordered (&iterator, json_node_get_object (root));
  while (json_object_iter_next_ordered (&iterator, &name, &node))
    {
      Place place = { 0 };

      if (strcmp (name, "__metadata__") == 0)
        {
          if (!read_metadata (self, reader, node))
            return FALSE;
          continue;
        }
      if (!read_place (reader, name, node, &place))
        return FALSE;
      g_array_append_val (places, place);
    }
  return take_places (self, reader, places);
}

static gsize
size_of (const TdArray *array)
{
  return array->n * dtypes[array->dtype].size;
}

/* In file order: eight-byte types, then the others. */
static GPtrArray *
dup_in_file_order (TdArraySet *self)
{
  GPtrArray *ordered = g_ptr_array_new ();

  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < self->arrays->len; i++)
      {
        TdArray *array = g_ptr_array_index (self->arrays, i);

        if ((dtypes[array->dtype].size == 8) == (pass == 0))
          g_ptr_array_add (ordered, array);
      }
  return ordered;
}

static void
write_metadata (TdArraySet   *self,
                TdJsonWriter *writer)
{
  if (self->keys->len == 0)
    return;
  td_json_writer_name (writer, "__metadata__");
  td_json_writer_begin_object (writer);
  for (guint i = 0; i < self->keys->len; i++)
    {
      const char *key = g_ptr_array_index (self->keys, i);

      td_json_writer_name (writer, key);
      td_json_writer_text (writer, g_hash_table_lookup (self->metadata, key));
    }
  td_json_writer_end_object (writer);
}

static void
write_place (TdJsonWriter  *writer,
             const TdArray *array,
             gsize          begin)
{
  td_json_writer_name (writer, array->name);
  td_json_writer_begin_object (writer);
  td_json_writer_name (writer, "dtype");
  td_json_writer_text (writer, dtypes[array->dtype].name);
  td_json_writer_name (writer, "shape");
  td_json_writer_begin_array (writer);
  for (guint i = 0; i < array->n_dims; i++)
    td_json_writer_integer (writer, array->dims[i]);
  td_json_writer_end_array (writer);
  td_json_writer_name (writer, "data_offsets");
  td_json_writer_begin_array (writer);
  td_json_writer_integer (writer, begin);
  td_json_writer_integer (writer, begin + size_of (array));
  td_json_writer_end_array (writer);
  td_json_writer_end_object (writer);
}

static char *
make_header (TdArraySet      *self,
             const GPtrArray *ordered,
             gsize           *length)
{
  TdJsonWriter *writer = td_json_writer_new (FALSE);
  gsize begin = 0;

  td_json_writer_begin_object (writer);
  write_metadata (self, writer);
  for (guint i = 0; i < ordered->len; i++)
    {
      const TdArray *array = g_ptr_array_index (ordered, i);

      write_place (writer, array, begin);
      begin += size_of (array);
    }
  td_json_writer_end_object (writer);
  return td_json_writer_finish (writer, length);
}

const char *
td_dtype_name (TdDtype dtype)
{
  g_return_val_if_fail (dtype < G_N_ELEMENTS (dtypes), NULL);

  return dtypes[dtype].name;
}

TdArraySet *
td_array_set_new (void)
{
  TdArraySet *self = g_new0 (TdArraySet, 1);

  self->arrays = g_ptr_array_new_with_free_func (array_free);
  self->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  self->keys = g_ptr_array_new ();
  self->metadata = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
td_array_set_free (TdArraySet *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->by_name);
  g_ptr_array_unref (self->arrays);
  g_ptr_array_unref (self->keys);
  g_hash_table_unref (self->metadata);
  g_free (self);
}

gpointer
td_array_set_add (TdArraySet  *self,
                  const char  *name,
                  TdDtype      dtype,
                  guint        n_dims,
                  const gsize *dims)
{
  TdArray *array;

  g_return_val_if_fail (n_dims <= MAX_DIMS && td_array_set_find (self, name) == NULL, NULL);
  g_return_val_if_fail (dtype <= TD_U64, NULL);

  array = g_new0 (TdArray, 1);
  array->name = g_strdup (name);
  array->dtype = dtype;
  array->n_dims = n_dims;
  for (guint i = 0; i < n_dims; i++)
    array->dims[i] = dims[i];
  if (!count_elements (array, G_MAXSSIZE / 8))
    g_error ("tensor “%s” is larger than memory can be", name);
  array->data = g_malloc0 (MAX (size_of (array), 1));
  take_array (self, array);
  return (gpointer) array->data;
}

void
td_array_set_set_metadata (TdArraySet *self,
                           const char *key,
                           const char *value)
{
  char *owned = g_strdup (key);

  if (!g_hash_table_contains (self->metadata, key))
    {
      g_ptr_array_add (self->keys, owned);
      g_hash_table_insert (self->metadata, owned, g_strdup (value));
    }
  else
    g_hash_table_insert (self->metadata, owned, g_strdup (value)); /* keeps the old key */
}

const char *
td_array_set_get_metadata (TdArraySet *self,
                           const char *key)
{
  return g_hash_table_lookup (self->metadata, key);
}

guint
td_array_set_n (TdArraySet *self)
{
  return self->arrays->len;
}

const TdArray *
td_array_set_get (TdArraySet *self,
                  guint       index)
{
  g_return_val_if_fail (index < self->arrays->len, NULL);

  return g_ptr_array_index (self->arrays, index);
}

const TdArray *
td_array_set_find (TdArraySet *self,
                   const char *name)
{
  return g_hash_table_lookup (self->by_name, name);
}

GBytes *
td_array_set_to_bytes (TdArraySet *self)
{
  g_autoptr(GPtrArray) ordered = dup_in_file_order (self);
  gsize length;
  g_autofree char *header = make_header (self, ordered, &length);
  guint64 padded = (length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  gsize total = sizeof padded + padded;
  guint8 *bytes, *at;

  for (guint i = 0; i < ordered->len; i++)
    total += size_of (g_ptr_array_index (ordered, i));
  bytes = g_malloc (total);
  memcpy (bytes, &padded, sizeof padded);
  memset (bytes + sizeof padded, ' ', padded);
  memcpy (bytes + sizeof padded, header, length);
  at = bytes + sizeof padded + padded;
  for (guint i = 0; i < ordered->len; i++)
    {
      const TdArray *array = g_ptr_array_index (ordered, i);

      memcpy (at, array->data, size_of (array));
      at += size_of (array);
    }
  return g_bytes_new_take (bytes, total);
}

TdArraySet *
td_array_set_from_bytes (GBytes     *bytes,
                         const char *what,
                         GError    **error)
{
  g_autoptr(TdArraySet) self = td_array_set_new ();
  g_autoptr(JsonNode) root = NULL;
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  Reader reader = { what, NULL, 0, error };
  guint64 header;

  if (length < sizeof header)
    return refuse (&reader, NULL, _("this isn't a safetensors file; it is too short.")), NULL;
  memcpy (&header, data, sizeof header);
  if (header > MAX_HEADER || header > length - sizeof header)
    return refuse (&reader, NULL, _("this isn't a complete safetensors file.")), NULL;
  root = td_json_parse ((const char *) data + sizeof header, header, what, error);
  if (root == NULL)
    return NULL;
  reader.data = data + sizeof header + header;
  reader.length = length - sizeof header - header;
  if (!read_header (self, &reader, root))
    return NULL;
  return g_steal_pointer (&self);
}
