/* option-entry.c — a setting that is typed.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/option-entry.h"

#include "ui/accessible.h"
#include "ui/option-step.h"
#include "ui/option-text.h"
#include "ui/option-values.h"

#include <glib/gi18n.h>
#include <math.h>

#define NUMBER_CHARS 7
#define UNIT_CHARS 5     /* of a number that has a unit beside it */
#define TEXT_CHARS 16
#define PAGE 3           /* steps: from 0.001 to 0.01 */

struct _TdOptionEntry
{
  GtkWidget parent_instance;

  TdConfig       *config;
  const TdOption *option;
  GtkWidget      *entry;
  GtkWidget      *unit;    /* NULL: has none */
  char           *shown;   /* the text of the value in force */
  char           *problem;
  double          scrolled; /* parts of a step that a smooth wheel has turned */
  gboolean        showing; /* the entry is being filled */
};

enum { PROP_PROBLEM = 1, N_PROPS };
static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (TdOptionEntry, td_option_entry, GTK_TYPE_WIDGET)

static gboolean
is_number (const TdOption *option)
{
  return option->type == TD_NUMBER || option->type == TD_INTEGER;
}

/* FALSE when the config has become another kind, and this row is about to go. */
static gboolean
is_current (TdOptionEntry *self)
{
  return self->config != NULL
         && td_kind_find_option (td_config_get_kind (self->config), self->option->name)
              == self->option;
}

/* Beside its title a row needs no path to say what a sentence is about: "training.batch-size is 0,
 * but …" becomes "Batch size is 0, but …". */
static char *
dup_sentence (TdOptionEntry *self, const char *message)
{
  const char *rest = strchr (message, ' ');
  g_autofree char *path = rest != NULL ? g_strndup (message, (gsize) (rest - message)) : NULL;

  if (path == NULL || !g_str_has_suffix (path, self->option->name))
    return g_strdup (message);
  return g_strconcat (_(self->option->label), rest, NULL);
}

static void
set_error_style (GtkWidget *widget, gboolean error)
{
  if (error)
    gtk_widget_add_css_class (widget, "error");
  else
    gtk_widget_remove_css_class (widget, "error");
}

static void
set_problem (TdOptionEntry *self, const GError *error)
{
  const char *help = self->option->help != NULL ? _(self->option->help) : NULL;
  g_autofree char *problem = error != NULL ? dup_sentence (self, error->message) : NULL;

  gtk_widget_set_tooltip_text (self->entry, problem != NULL ? problem : help);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  problem != NULL ? problem : help != NULL ? help : "", -1);
  if (g_strcmp0 (problem, self->problem) == 0)
    return;
  set_error_style (GTK_WIDGET (self), problem != NULL);
  set_error_style (self->entry, problem != NULL);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
                               problem != NULL ? GTK_ACCESSIBLE_INVALID_TRUE
                                               : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
  g_free (self->problem);
  self->problem = g_steal_pointer (&problem);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PROBLEM]);
}

/* Tries what is typed on a copy: only a finished text may reach a run under way. */
static void
typed_cb (TdOptionEntry *self)
{
  g_auto(TdSpec) spec = { NULL };
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  if (self->showing || !is_current (self))
    return;
  text = td_option_read_typed (self->option,
                               gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  td_config_dup_spec (self->config, &spec);
  td_spec_set_path (&spec, self->option->name, text, &error);
  set_problem (self, error);
}

/* FALSE when the text is refused. */
static gboolean
commit (TdOptionEntry *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;

  if (!is_current (self) || g_strcmp0 (self->shown, typed) == 0)
    return TRUE;
  text = td_option_read_typed (self->option, typed);
  if (!td_config_set_value (self->config, self->option->name, text, &error))
    {
      set_problem (self, error);
      return FALSE;
    }
  td_option_entry_show (self); /* "1e-3" reads 0.001 from now on */
  return TRUE;
}

static void
step (TdOptionEntry *self, int direction, guint n, gboolean fine)
{
  double value;

  if (!commit (self) || !is_current (self))
    return;
  value = td_config_get_number (self->config, self->option->name);
  for (guint i = 0; i < n; i++)
    value = td_option_step (self->option, value, direction, fine);
  td_config_set_number (self->config, self->option->name, value, NULL);
}

static gboolean
key_cb (TdOptionEntry *self, guint keyval, guint keycode, GdkModifierType state)
{
  gboolean fine = (state & GDK_CONTROL_MASK) != 0;
  gboolean up = keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up || keyval == GDK_KEY_Page_Up
                || keyval == GDK_KEY_KP_Page_Up;
  gboolean down = keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down
                  || keyval == GDK_KEY_Page_Down || keyval == GDK_KEY_KP_Page_Down;
  gboolean one = keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up || keyval == GDK_KEY_Down
                 || keyval == GDK_KEY_KP_Down;

  if (keyval == GDK_KEY_Escape)
    {
      gboolean changed = g_strcmp0 (self->shown,
                                    gtk_editable_get_text (GTK_EDITABLE (self->entry))) != 0;

      td_option_entry_show (self);
      return changed ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
    }
  if (!is_number (self->option) || !(up || down) || (state & GDK_ALT_MASK) != 0)
    return GDK_EVENT_PROPAGATE;
  step (self, up ? 1 : -1, one ? 1 : PAGE, fine);
  return GDK_EVENT_STOP;
}

/* Over an entry without the focus the wheel moves the pane. */
static gboolean
scroll_cb (TdOptionEntry *self, double dx, double dy, GtkEventControllerScroll *controller)
{
  GdkModifierType state;

  if (!gtk_widget_has_focus (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->entry)))))
    return GDK_EVENT_PROPAGATE;
  state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));
  self->scrolled += dy;
  while (fabs (self->scrolled) >= 1)
    {
      int direction = self->scrolled > 0 ? -1 : 1;

      self->scrolled += direction;
      step (self, direction, 1, (state & GDK_CONTROL_MASK) != 0);
    }
  return GDK_EVENT_STOP;
}

static void
leave_cb (TdOptionEntry *self)
{
  self->scrolled = 0;
  commit (self);
}

static void
add_controllers (TdOptionEntry *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *scroll = NULL;

  g_signal_connect_swapped (focus, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (self->entry, focus);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE); /* before the entry's */
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (self->entry, keys);
  if (!is_number (self->option))
    return;
  scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);
  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
}

/* Chinese characters are about as wide as two digits. */
static int
width_in_chars (const char *text)
{
  int width = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    width += g_unichar_iswide (g_utf8_get_char (p)) ? 2 : 1;
  return width;
}

static void
make_entry (TdOptionEntry *self, const char *title)
{
  gboolean number = is_number (self->option);
  int chars = !number ? TEXT_CHARS : self->option->unit != NULL ? UNIT_CHARS : NUMBER_CHARS;

  if (self->option->special != NULL) /* room for what it says then, its number in brackets aside */
    chars = MAX (chars, width_in_chars (_(self->option->special))
                          + (self->option->special_from != NULL ? NUMBER_CHARS : 0));
  self->entry = gtk_entry_new ();
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), chars);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->entry), chars);
  gtk_editable_set_alignment (GTK_EDITABLE (self->entry), number ? 1 : 0);
  gtk_widget_set_hexpand (self->entry, TRUE);
  gtk_widget_set_parent (self->entry, GTK_WIDGET (self));
  td_accessible_set_name (self->entry, title);
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (typed_cb), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (commit), self);
}

/* Steps with the mouse */

static void
up_cb (TdOptionEntry *self)
{
  step (self, 1, 1, FALSE);
}

static void
down_cb (TdOptionEntry *self)
{
  step (self, -1, 1, FALSE);
}

/* Not in the tab order: the entry's arrow keys do the same. */
static GtkWidget *
make_button (TdOptionEntry *self, const char *icon, const char *name, GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_focusable (button, FALSE);
  gtk_widget_set_focus_on_click (button, FALSE);
  gtk_widget_add_css_class (button, "flat");
  td_accessible_set_name (button, name);
  g_signal_connect_swapped (button, "clicked", callback, self);
  return button;
}

static void
add_steps (TdOptionEntry *self, const char *title)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *more = g_strdup_printf (_("Increase %s"), title);
  g_autofree char *less = g_strdup_printf (_("Decrease %s"), title);

  gtk_widget_add_css_class (box, "steps");
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), make_button (self, "pan-up-symbolic", more, G_CALLBACK (up_cb)));
  gtk_box_append (GTK_BOX (box),
                  make_button (self, "pan-down-symbolic", less, G_CALLBACK (down_cb)));
  gtk_widget_set_parent (box, GTK_WIDGET (self));
}

/* The menu of usual values */

static void
set_cb (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  TdOptionEntry *self = user_data;

  if (is_current (self))
    td_config_set_number (self->config, self->option->name, g_variant_get_double (value), NULL);
}

static void
add_menu (TdOptionEntry *self, const char *title)
{
  static const GActionEntry entries[] = { { "set", set_cb, "d" } };
  g_autoptr(GSimpleActionGroup) group = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "option", G_ACTION_GROUP (group));
  gtk_widget_set_parent (td_option_values_new (self->option, title), GTK_WIDGET (self));
}

static void
add_unit (TdOptionEntry *self)
{
  self->unit = gtk_label_new (_(self->option->unit));
  gtk_widget_add_css_class (self->unit, "dim-label");
  gtk_widget_add_css_class (self->unit, "unit");
  gtk_widget_set_parent (self->unit, GTK_WIDGET (self));
}

/* Widget */

static void
changed_cb (TdOptionEntry *self, TdConfig *origin, const TdOption *option)
{
  if (origin == self->config && option == self->option)
    td_option_entry_show (self);
}

static void
root_changed_cb (TdOptionEntry *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  if (is_current (self) && g_strcmp0 (text, self->shown) == 0) /* nothing is being typed */
    td_option_entry_show (self);
}

static void
follow (TdOptionEntry *self)
{
  TdConfig *root = self->config;

  g_signal_connect_object (self->config, "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  if (self->option->special_from == NULL)
    return;
  while (td_config_get_parent (root) != NULL)
    root = td_config_get_parent (root);
  g_signal_connect_object (root, "changed", G_CALLBACK (root_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
td_option_entry_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_PROBLEM)
    g_value_set_string (value, TD_OPTION_ENTRY (object)->problem);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static gboolean
td_option_entry_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (TD_OPTION_ENTRY (widget)->entry);
}

static void
td_option_entry_dispose (GObject *object)
{
  TdOptionEntry *self = TD_OPTION_ENTRY (object);
  GtkWidget *child;

  g_clear_object (&self->config); /* what goes away has nothing more to say */
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (td_option_entry_parent_class)->dispose (object);
}

static void
td_option_entry_finalize (GObject *object)
{
  TdOptionEntry *self = TD_OPTION_ENTRY (object);

  g_free (self->shown);
  g_free (self->problem);
  G_OBJECT_CLASS (td_option_entry_parent_class)->finalize (object);
}

static void
td_option_entry_class_init (TdOptionEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = td_option_entry_get_property;
  object_class->dispose = td_option_entry_dispose;
  object_class->finalize = td_option_entry_finalize;
  widget_class->grab_focus = td_option_entry_grab_focus;
  props[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, NULL,
                                             G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "tdoptionentry");
}

static void
td_option_entry_init (TdOptionEntry *self)
{
}

GtkWidget *
td_option_entry_new (TdConfig *config, const TdOption *option, const char *title)
{
  TdOptionEntry *self;

  g_return_val_if_fail (TD_IS_CONFIG (config) && option != NULL && title != NULL, NULL);

  self = g_object_new (TD_TYPE_OPTION_ENTRY, NULL);
  self->config = g_object_ref (config);
  self->option = option;
  make_entry (self, title);
  if (option->unit != NULL)
    add_unit (self);
  if (is_number (option) && option->special != NULL)
    add_menu (self, title);
  else if (is_number (option))
    add_steps (self, title);
  add_controllers (self);
  follow (self);
  td_option_entry_show (self);
  return GTK_WIDGET (self);
}

GtkWidget *
td_option_entry_get_entry (TdOptionEntry *self)
{
  g_return_val_if_fail (TD_IS_OPTION_ENTRY (self), NULL);
  return self->entry;
}

gboolean
td_option_entry_is_typed_in (TdOptionEntry *self)
{
  g_return_val_if_fail (TD_IS_OPTION_ENTRY (self), FALSE);
  return g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->entry)), self->shown) != 0;
}

void
td_option_entry_show (TdOptionEntry *self)
{
  GtkEditable *entry;

  g_return_if_fail (TD_IS_OPTION_ENTRY (self));

  if (!is_current (self))
    return;
  entry = GTK_EDITABLE (self->entry);
  self->showing = TRUE;
  g_free (self->shown);
  self->shown = td_option_dup_shown (self->config, self->option);
  if (g_strcmp0 (self->shown, gtk_editable_get_text (entry)) != 0)
    {
      gtk_editable_set_text (entry, self->shown);
      gtk_editable_set_position (entry, -1);
    }
  gtk_editable_set_enable_undo (entry, FALSE); /* Ctrl+Z now undoes the edit, not the typing */
  gtk_editable_set_enable_undo (entry, TRUE);
  if (self->unit != NULL) /* "Off" has none */
    gtk_widget_set_visible (self->unit,
                            self->option->special == NULL
                              || td_config_get_number (self->config, self->option->name)
                                   != self->option->minimum);
  set_problem (self, NULL);
  self->showing = FALSE;
}
