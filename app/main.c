/* main.c — tandem, the window.
 *
 * SPDX-License-Identifier: MIT
 */
#include "app/language.h"
#include "ui/application.h"

int
main (int argc, char **argv)
{
  g_autoptr(TdApplication) application = NULL;

  td_language_start ();
  application = td_application_new (G_APPLICATION_DEFAULT_FLAGS);
  return g_application_run (G_APPLICATION (application), argc, argv);
}
