/* archive.c — a ZIP read into memory with limits, and written so that equal content gives equal
 * bytes.
 *
 * The central directory decides what a ZIP holds; libarchive checks each entry's CRC. Sizes are
 * counted while data comes out, as what a header says is only a claim.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/project/archive.h"

#include "core/project/atomic-file.h"
#include "core/project/document.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#define MAX_TOTAL   (G_GUINT64_CONSTANT (4) << 30)
#define MAX_ENTRY   (G_GUINT64_CONSTANT (2) << 30)
#define MAX_ENTRIES 10000
#define MAX_RATIO   100 /* a project that is packed has 3 to 20; deflate's limit is 1032 */
#define FREE_SIZE   (1u << 24) /* may be any ratio up to here */
#define CHUNK       (1u << 16)

typedef struct archive Zip;
typedef struct archive_entry ZipEntry;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Zip, archive_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZipEntry, archive_entry_free)

typedef struct
{
  char   *name;
  GBytes *bytes;
} Entry;

struct _TdArchive
{
  GArray *entries; /* of Entry, in order of adding */
};

typedef struct
{
  const char *path;
  guint64     file_size;
  guint64     total; /* read so far, all entries */
  GError    **error;
} Reader;

typedef struct
{
  TdAtomicFile *file;
  GError       *error; /* the first failure */
} Writer;

static void
entry_clear (gpointer data)
{
  Entry *entry = data;

  g_free (entry->name);
  g_bytes_unref (entry->bytes);
}

static Entry *
find (TdArchive  *self,
      const char *name)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = &g_array_index (self->entries, Entry, i);

      if (strcmp (entry->name, name) == 0)
        return entry;
    }
  return NULL;
}

/* One path component that is safe to show and to keep. */
static gboolean
is_plain_name (const char *name)
{
  if (*name == '\0' || *name == '.' || strlen (name) > 255 || !g_utf8_validate (name, -1, NULL))
    return FALSE;
  for (const char *p = name; *p != '\0'; p++)
    if (*p == '/' || *p == '\\' || (guchar) *p < 0x20 || *p == 0x7f)
      return FALSE;
  return TRUE;
}

/* "12/history.csv": a number without leading zeros, then one of the run's files. */
static gboolean
is_run_name (const char *name)
{
  static const char *const files[] = { "project.json", "edits.json", "history.csv",
                                       "weights.safetensors", NULL };
  gsize n_digits = strspn (name, "0123456789");

  return n_digits >= 1 && n_digits <= 6 && name[0] != '0' && name[n_digits] == '/'
         && g_strv_contains (files, name + n_digits + 1);
}

static gboolean
is_kept (const char *name)
{
  static const char *const files[] = { "project.json", "fit.json", "weights.safetensors",
                                       "state.safetensors", "history.csv", "view.json", NULL };

  if (g_str_has_prefix (name, "runs/"))
    return is_run_name (name + strlen ("runs/"));
  if (g_str_has_prefix (name, "data/"))
    return is_plain_name (name + strlen ("data/"));
  return g_strv_contains (files, name);
}

G_GNUC_PRINTF (2, 3)
static gboolean
refuse (const Reader *reader,
        const char   *format,
        ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (reader->error, TD_PROJECT_ERROR, TD_PROJECT_ERROR_FORMAT,
               _("“%s” can't be opened: %s"), reader->path, message);
  return FALSE;
}

/* @size more bytes have come out of an entry that now has @entry_size. */
static gboolean
check_size (Reader     *reader,
            const char *name,
            guint64     entry_size,
            gsize       size)
{
  reader->total += size;
  if (entry_size > MAX_ENTRY || reader->total > MAX_TOTAL)
    return refuse (reader, _("“%s” in it is larger than a project may be."), name);
  if (reader->total > FREE_SIZE && reader->total > MAX_RATIO * reader->file_size)
    return refuse (reader, _("“%s” in it is compressed beyond reason."), name);
  return TRUE;
}

static GBytes *
read_entry (Reader     *reader,
            Zip        *zip,
            const char *name)
{
  g_autofree char *data = NULL;
  gsize capacity = 0;
  gsize length = 0;
  gssize n;

  do
    {
      if (capacity - length < CHUNK)
        {
          gsize wanted = MAX (capacity * 2, 2 * CHUNK);
          char *grown = g_try_realloc (data, wanted);

          if (grown == NULL)
            return refuse (reader, _("there isn't enough memory for “%s” in it."), name), NULL;
          data = grown;
          capacity = wanted;
        }
      n = archive_read_data (zip, data + length, capacity - length);
      if (n < 0)
        return refuse (reader, _("“%s” in it is damaged."), name), NULL;
      length += n;
      if (!check_size (reader, name, length, n))
        return NULL;
    }
  while (n > 0);
  return g_bytes_new_take (g_realloc (g_steal_pointer (&data), MAX (length, 1)), length);
}

static gboolean
take_entry (TdArchive *self,
            Reader    *reader,
            Zip       *zip,
            ZipEntry  *entry)
{
  const char *utf8 = archive_entry_pathname_utf8 (entry);
  g_autofree char *name = g_strdup (utf8 != NULL ? utf8 : archive_entry_pathname (entry));
  g_autoptr(GBytes) bytes = NULL;

  if (name == NULL || !is_kept (name))
    return TRUE;
  if (archive_entry_filetype (entry) != AE_IFREG || archive_entry_is_encrypted (entry))
    return refuse (reader, _("“%s” in it isn't a plain file."), name);
  if (find (self, name) != NULL)
    return refuse (reader, _("“%s” stands in it twice."), name);
  bytes = read_entry (reader, zip, name);
  if (bytes == NULL)
    return FALSE;
  td_archive_add (self, name, bytes);
  return TRUE;
}

static gboolean
take_entries (TdArchive *self,
              Reader    *reader,
              Zip       *zip)
{
  ZipEntry *entry;
  guint n_entries = 0;
  int status;

  while ((status = archive_read_next_header (zip, &entry)) == ARCHIVE_OK || status == ARCHIVE_WARN)
    {
      if (++n_entries > MAX_ENTRIES)
        return refuse (reader, _("it has more than %u entries."), MAX_ENTRIES);
      if (!take_entry (self, reader, zip, entry))
        return FALSE;
    }
  if (status != ARCHIVE_EOF)
    return refuse (reader, _("its list of entries is damaged."));
  if (find (self, "project.json") == NULL)
    return refuse (reader, _("there is no project.json in it."));
  return TRUE;
}

/* After a failure the rest is swallowed: libarchive 3.6 leaks its buffers when it is told. */
static gssize
write_cb (Zip        *zip,
          void       *data,
          const void *buffer,
          size_t      length)
{
  Writer *writer = data;

  if (writer->error == NULL)
    td_atomic_file_write (writer->file, buffer, length, &writer->error);
  return length;
}

/* Weights are noise to a compressor: packing them costs time and wins a tenth. */
static gboolean
write_entry (Zip         *zip,
             const Entry *entry)
{
  g_autoptr(ZipEntry) header = archive_entry_new ();
  gsize length;
  const void *data = g_bytes_get_data (entry->bytes, &length);

  if (g_str_has_suffix (entry->name, ".safetensors"))
    archive_write_zip_set_compression_store (zip);
  else
    archive_write_zip_set_compression_deflate (zip);
  archive_entry_set_pathname_utf8 (header, entry->name);
  archive_entry_set_filetype (header, AE_IFREG);
  archive_entry_set_perm (header, 0644);
  archive_entry_set_size (header, length);
  return archive_write_header (zip, header) == ARCHIVE_OK
         && (length == 0 || archive_write_data (zip, data, length) == (gssize) length);
}

static gboolean
write_zip (TdArchive *self,
           Writer    *writer)
{
  g_autoptr(Zip) zip = archive_write_new ();
  gboolean written = archive_write_set_format_zip (zip) == ARCHIVE_OK
                     && archive_write_set_bytes_in_last_block (zip, 1) == ARCHIVE_OK
                     && archive_write_open (zip, writer, NULL, write_cb, NULL) == ARCHIVE_OK;

  for (guint i = 0; written && writer->error == NULL && i < self->entries->len; i++)
    written = write_entry (zip, &g_array_index (self->entries, Entry, i));
  return archive_write_close (zip) == ARCHIVE_OK && written && writer->error == NULL;
}

TdArchive *
td_archive_new (void)
{
  TdArchive *self = g_new0 (TdArchive, 1);

  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_array_set_clear_func (self->entries, entry_clear);
  return self;
}

void
td_archive_free (TdArchive *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->entries);
  g_free (self);
}

void
td_archive_add (TdArchive  *self,
                const char *name,
                GBytes     *bytes)
{
  Entry entry = { g_strdup (name), g_bytes_ref (bytes) };

  g_return_if_fail (is_kept (name) && find (self, name) == NULL);

  g_array_append_val (self->entries, entry);
}

GBytes *
td_archive_get (TdArchive  *self,
                const char *name)
{
  Entry *entry = find (self, name);

  return entry != NULL ? entry->bytes : NULL;
}

guint
td_archive_n (TdArchive *self)
{
  return self->entries->len;
}

const char *
td_archive_name (TdArchive *self,
                 guint      index)
{
  g_return_val_if_fail (index < self->entries->len, NULL);

  return g_array_index (self->entries, Entry, index).name;
}

gboolean
td_archive_write (TdArchive  *self,
                  const char *path,
                  GError    **error)
{
  g_autoptr(TdAtomicFile) file = td_atomic_file_open (path, error);
  Writer writer = { file, NULL };

  if (file == NULL)
    return FALSE;
  if (write_zip (self, &writer))
    return td_atomic_file_commit (file, error);
  if (writer.error != NULL)
    g_propagate_error (error, writer.error);
  else
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED,
                 _("Couldn't save “%s”: the archive can't be written."), path);
  return FALSE;
}

TdArchive *
td_archive_read (const char *path,
                 GError    **error)
{
  g_autoptr(TdArchive) self = td_archive_new ();
  g_autoptr(Zip) zip = archive_read_new ();
  GStatBuf info;
  Reader reader = { path, 0, 0, error };

  if (g_stat (path, &info) != 0)
    return refuse (&reader, "%s.", g_strerror (errno)), NULL;
  reader.file_size = info.st_size;
  if (archive_read_support_format_zip_seekable (zip) != ARCHIVE_OK
      || archive_read_open_filename (zip, path, CHUNK) != ARCHIVE_OK)
    return refuse (&reader, _("it isn't a complete ZIP file.")), NULL;
  if (!take_entries (self, &reader, zip))
    return NULL;
  return g_steal_pointer (&self);
}

gboolean
td_archive_is_archive (const char *path)
{
  FILE *file = g_fopen (path, "rbe");
  char start[4] = "";
  gboolean is_zip;

  if (file == NULL)
    return FALSE;
  /* "PK\5\6" is a ZIP without entries. */
  is_zip = fread (start, 1, sizeof start, file) == sizeof start
           && (memcmp (start, "PK\3\4", 4) == 0 || memcmp (start, "PK\5\6", 4) == 0);
  fclose (file);
  return is_zip;
}
