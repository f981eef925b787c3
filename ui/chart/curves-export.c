/* curves-export.c — both charts of a run as a picture file.
 *
 * cairo only says that writing failed, not why, so pictures are made in memory and written here.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/chart/color.h"
#include "ui/chart/curves.h"

#include "core/project/atomic-file.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#define MARGIN 16.0
#define GAP 28.0           /* between the charts */
#define PNG_SCALE 2.0      /* pixels to a point, for paper and sharp screens */
#define MAX_SIZE 16000.0   /* cairo's image limit is 32,767 pixels */
#define POINTS_PER_PIXEL 0.75

typedef struct
{
  const char *ending;
  const char *title;
  cairo_surface_t *(*make) (double width, double height, GByteArray *bytes);
  gboolean bitmap;
} Format;

static cairo_status_t
collect (gpointer data, const unsigned char *bytes, unsigned int n)
{
  g_byte_array_append (data, bytes, n);
  return CAIRO_STATUS_SUCCESS;
}

static cairo_surface_t *
make_svg (double width, double height, GByteArray *bytes)
{
  cairo_surface_t *surface = cairo_svg_surface_create_for_stream (collect, bytes, width, height);
  cairo_svg_surface_set_document_unit (surface, CAIRO_SVG_UNIT_PX);
  return surface;
}

/* A PDF counts in points, of which 72 make an inch; drawings count 96 pixels to it. */
static cairo_surface_t *
make_pdf (double width, double height, GByteArray *bytes)
{
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (
      collect, bytes, width * POINTS_PER_PIXEL, height * POINTS_PER_PIXEL);
  cairo_surface_set_device_scale (surface, POINTS_PER_PIXEL, POINTS_PER_PIXEL);
  return surface;
}

static cairo_surface_t *
make_png (double width, double height, GByteArray *bytes)
{
  cairo_surface_t *surface = cairo_image_surface_create (
      CAIRO_FORMAT_ARGB32, (int) ceil (width * PNG_SCALE), (int) ceil (height * PNG_SCALE));
  cairo_surface_set_device_scale (surface, PNG_SCALE, PNG_SCALE);
  return surface;
}

static const Format formats[] = {
  { ".svg", N_("Drawing (SVG)"), make_svg, FALSE },
  { ".pdf", N_("Document (PDF)"), make_pdf, FALSE },
  { ".png", N_("Picture (PNG)"), make_png, TRUE },
};

static const Format *
find_format (const char *path, GError **error)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_str_has_suffix (lower, formats[i].ending))
      return &formats[i];
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
               _("%s: a picture's name must end in .svg, .png or .pdf."), path);
  return NULL;
}

void
td_curves_draw (TdCurves *self, cairo_t *cr, double width, double height,
                const TdCurvesLook *look, const TdPalette *palette)
{
  g_return_if_fail (self != NULL && cr != NULL && look != NULL && palette != NULL);
  TdPalette inner = *palette;
  double room = width - 2 * MARGIN, half = floor ((room - GAP) / 2);
  double legend
      = td_chart_draw_legend (NULL, 0, 0, room, td_curves_legend (self), palette);
  double chart = floor (height - 2 * MARGIN - legend - (legend > 0 ? 10 : 0));
  td_rgba_set (palette->background, cr);
  cairo_paint (cr);
  inner.background.alpha = 0;
  cairo_translate (cr, MARGIN, MARGIN);
  td_chart_draw (cr, half, chart, td_curves_loss (self), &look->loss, &inner);
  td_chart_draw_legend (cr, 0, chart + 10, room, td_curves_legend (self), palette);
  cairo_translate (cr, half + GAP, 0);
  td_chart_draw (cr, half, chart, td_curves_accuracy (self), &look->accuracy, &inner);
}

static gboolean
render (TdCurves *self, const Format *format, double width, double height,
        const TdCurvesLook *look, const TdPalette *palette, GByteArray *bytes)
{
  cairo_surface_t *surface = format->make (width, height, bytes);
  cairo_t *cr = cairo_create (surface);
  td_curves_draw (self, cr, width, height, look, palette);
  cairo_status_t status = cairo_status (cr);
  cairo_destroy (cr);
  if (status == CAIRO_STATUS_SUCCESS && format->bitmap)
    status = cairo_surface_write_to_png_stream (surface, collect, bytes);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  return status == CAIRO_STATUS_SUCCESS;
}

cairo_surface_t *
td_curves_draw_image (TdCurves *self, double width, double height, const TdCurvesLook *look,
                      const TdPalette *palette)
{
  cairo_surface_t *surface = make_png (width, height, NULL);
  cairo_t *cr = cairo_create (surface);
  td_curves_draw (self, cr, width, height, look, palette);
  gboolean drawn = cairo_status (cr) == CAIRO_STATUS_SUCCESS;
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  if (!drawn)
    g_clear_pointer (&surface, cairo_surface_destroy);
  return surface;
}

const char *
td_curves_get_format (guint position, const char **title)
{
  if (position >= G_N_ELEMENTS (formats))
    return NULL;
  *title = _(formats[position].title);
  return formats[position].ending;
}

gboolean
td_curves_export (TdCurves *self, const char *path, double width, double height,
                  const TdCurvesLook *look, const TdPalette *palette, GError **error)
{
  g_return_val_if_fail (self != NULL && path != NULL && look != NULL && palette != NULL, FALSE);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  const Format *format = find_format (path, error);
  if (format == NULL)
    return FALSE;
  if (!(width >= 200 && height >= 140 && width <= MAX_SIZE && height <= MAX_SIZE))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   _("A picture must measure from 200 x 140 to %g x %g pixels."), MAX_SIZE,
                   MAX_SIZE);
      return FALSE;
    }
  if (!render (self, format, width, height, look, palette, bytes))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                   _("%s: there isn't enough memory for a picture of this size."), path);
      return FALSE;
    }
  g_autoptr (TdAtomicFile) file = td_atomic_file_open (path, error);
  return file != NULL && td_atomic_file_write (file, bytes->data, bytes->len, error)
         && td_atomic_file_commit (file, error);
}
