/* pulse.h — asks a session how far its run is, in time with a widget's frames.
 *
 * While the run is busy it asks as often as the preferences allow, and never so often that showing
 * the answer takes more than a tenth of a core: the others are the trainer's.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/session.h"
#include <gtk/gtk.h>

typedef struct _TdPulse TdPulse;

/* Begins at once. The widget frees its pulse when it is disposed of. */
TdPulse *td_pulse_new  (GtkWidget *widget, TdSession *session);
void     td_pulse_free (TdPulse *self);
