/* main.c — tests of the window, on a screen that nobody looks at.
 *
 * SPDX-License-Identifier: MIT
 */
#include "harness.h"

#ifdef __SANITIZE_ADDRESS__

#include <sanitizer/lsan_interface.h>

/* GLib's first table of quarks, 2,048 pointers made while libraries are loaded, is dropped without
 * being freed when there are more, so that others may go on reading it. Too little of its caller is
 * seen to name it in lsan.supp, so the search for leaks begins when libraries are loaded. */
static void
hide_libraries (int argc, char **argv, char **environment)
{
  __lsan_disable ();
}

__attribute__ ((section (".preinit_array"), used))
static void (*const before_libraries) (int, char **, char **) = hide_libraries;

__attribute__ ((constructor)) static void
begin_search (void)
{
  __lsan_enable ();
}

#endif

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  td_test_application ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  td_test_add_format ();
  td_test_add_about ();
  td_test_add_open ();
  td_test_add_run ();
  td_test_add_form ();
  td_test_add_form_contract ();
  td_test_add_number_step ();
  td_test_add_edits ();
  td_test_add_figure ();
  td_test_add_file ();
  td_test_add_curves ();
  td_test_add_frame ();
  td_test_add_maps ();
  td_test_add_balance ();
  td_test_add_gradients ();
  td_test_add_predictions ();
  td_test_add_what_if ();
  td_test_add_restore ();
  td_test_add_preferences ();
  td_test_add_tasks ();
  td_test_add_undo ();
  td_test_add_diverge ();
  td_test_add_start ();
  td_test_add_view ();
  td_test_add_canvas ();
  td_test_add_sharing ();
  td_test_add_cold_start ();
  td_test_add_weights ();
  td_test_add_inner ();
  td_test_add_documents ();
  td_test_add_data ();
  td_test_add_names ();
  td_test_add_second_start ();
  return g_test_run ();
}
