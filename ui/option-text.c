/* option-text.c — settings as people read and type them.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/option-text.h"

#include "core/base/value.h"
#include "ui/kind-choice.h"

#include <glib/gi18n.h>
#include <string.h>

static gboolean
is_number (const TdOption *option)
{
  return option->type == TD_NUMBER || option->type == TD_INTEGER;
}

/* "1e-08" as "1e-8". */
static char *
trim_exponent (char *text)
{
  char *e = strchr (text, 'e');

  if (e != NULL && e[1] != '\0' && e[2] == '0')
    memmove (e + 2, e + 3, strlen (e + 3) + 1);
  if (e != NULL && e[1] == '+')
    memmove (e + 1, e + 2, strlen (e + 2) + 1);
  return text;
}

char *
td_option_dup_number (const TdOption *option, double number)
{
  if (option->special != NULL && number == option->minimum)
    return g_strdup (_(option->special));
  return trim_exponent (td_json_number_to_text (number));
}

/* Where `special_from` leads in the document that @config is part of; NULL: nowhere. */
static char *
dup_inherited (TdConfig *config, const TdOption *option)
{
  TdConfig *root = config;
  g_auto(TdSpec) spec = { NULL };
  g_autofree char *text = NULL;

  if (option->special_from == NULL)
    return NULL;
  while (td_config_get_parent (root) != NULL)
    root = td_config_get_parent (root);
  td_config_dup_spec (root, &spec);
  text = td_spec_get_path (&spec, option->special_from, NULL);
  return text != NULL ? trim_exponent (g_steal_pointer (&text)) : NULL;
}

static char *
dup_shown_number (TdConfig *config, const TdOption *option)
{
  double number = td_config_get_number (config, option->name);
  g_autofree char *inherited = NULL;

  if (option->special == NULL || number != option->minimum)
    return td_option_dup_number (option, number);
  inherited = dup_inherited (config, option);
  if (inherited == NULL)
    return g_strdup (_(option->special));
  return g_strdup_printf ("%s (%s)", _(option->special), inherited);
}

/* Lists without brackets where nothing in them needs quotes. */
static gboolean
is_plain (const char *text)
{
  return *text != '\0' && strpbrk (text, ",\"[]{}\\") == NULL && !g_ascii_isspace (*text)
         && !g_ascii_isspace (text[strlen (text) - 1]);
}

static char *
dup_shown_texts (TdConfig *config, const TdOption *option)
{
  const char *const *texts = td_config_get_text_list (config, option->name);

  for (guint i = 0; texts[i] != NULL; i++)
    if (!is_plain (texts[i]))
      return td_config_dup_value (config, option->name);
  return g_strjoinv (", ", (char **) texts);
}

static char *
dup_shown_numbers (TdConfig *config, const TdOption *option)
{
  g_autofree char *json = td_config_dup_value (config, option->name);
  g_autofree char *inside = g_strndup (json + 1, strlen (json) - 2);
  g_auto(GStrv) parts = g_strsplit (inside, ",", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    trim_exponent (g_strstrip (parts[i]));
  return g_strjoinv (", ", parts);
}

char *
td_option_dup_title (const TdOption *option, const char *text)
{
  const char *title;

  g_return_val_if_fail (option != NULL && text != NULL, NULL);

  title = td_option_choice_title (option, text);
  return g_strdup (title != NULL ? _(title) : text);
}

char *
td_option_dup_shown (TdConfig *config, const TdOption *option)
{
  g_return_val_if_fail (TD_IS_CONFIG (config) && option != NULL, NULL);

  if (is_number (option))
    return dup_shown_number (config, option);
  if (option->type == TD_TEXT_LIST)
    return dup_shown_texts (config, option);
  if (option->type == TD_NUMBER_LIST)
    return dup_shown_numbers (config, option);
  if (option->type == TD_TEXT)
    return g_strdup (td_config_get_text (config, option->name));
  return td_config_dup_value (config, option->name);
}

/* Whether @typed begins as the special value's label does, whatever its case. */
static gboolean
is_special (const TdOption *option, const char *typed)
{
  g_autofree char *label = NULL, *text = NULL;

  if (option->special == NULL)
    return FALSE;
  label = g_utf8_casefold (_(option->special), -1);
  text = g_utf8_casefold (typed, -1);
  return *text == '\0' || g_str_has_prefix (text, label);
}

/* A comma is a decimal point where there can be but one number. */
static char *
read_number (const TdOption *option, const char *typed)
{
  if (is_special (option, typed))
    return td_json_number_to_text (option->minimum);
  if (strchr (typed, '.') == NULL && strchr (typed, ',') == strrchr (typed, ','))
    return g_strdelimit (g_strdup (typed), ",", '.');
  return g_strdup (typed);
}

static char *
read_texts (const char *typed)
{
  g_auto(GStrv) parts = g_strsplit (typed, ",", -1);
  TdJsonWriter *writer = td_json_writer_new (FALSE);

  td_json_writer_begin_array (writer);
  for (guint i = 0; parts[i] != NULL; i++)
    if (*g_strstrip (parts[i]) != '\0')
      td_json_writer_text (writer, parts[i]);
  td_json_writer_end_array (writer);
  return td_json_writer_finish (writer, NULL);
}

/* A text may begin with quotes, which `--set` would take for JSON. */
static char *
read_text (const char *typed)
{
  TdJsonWriter *writer;

  if (*typed != '"')
    return g_strdup (typed);
  writer = td_json_writer_new (FALSE);
  td_json_writer_text (writer, typed);
  return td_json_writer_finish (writer, NULL);
}

char *
td_option_read_typed (const TdOption *option, const char *typed)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (option != NULL && typed != NULL, NULL);

  if (option->type == TD_TEXT)
    return read_text (typed);
  text = g_strstrip (g_strdup (typed));
  if (is_number (option))
    return read_number (option, text);
  if (*text == '[' || *text == '"')
    return g_steal_pointer (&text);
  if (option->type == TD_TEXT_LIST)
    return read_texts (text);
  if (option->type == TD_NUMBER_LIST)
    return g_strdup_printf ("[%s]", text);
  return g_steal_pointer (&text);
}

gboolean
td_option_has_default (const TdOption *option)
{
  g_return_val_if_fail (option != NULL, FALSE);

  if (option->type == TD_TEXT || option->type == TD_TEXT_LIST)
    return option->text != NULL && *option->text != '\0';
  if (option->type == TD_KIND)
    return td_kind_choice_has_choice (option);
  return option->type != TD_KIND_LIST;
}

/* The kind that an absent one stands for is NULL. */
static const TdKind *
default_kind (const TdOption *option)
{
  return option->text != NULL ? td_family_find (option->family, option->text) : NULL;
}

static char *
dup_default_value (const TdOption *option)
{
  TdOptionValue value;
  char *text;

  td_value_init (option, &value);
  text = td_value_to_text (option, &value);
  td_value_clear (option, &value);
  return text;
}

gboolean
td_option_is_default (TdConfig *config, const TdOption *option)
{
  g_autofree char *value = NULL, *standard = NULL;

  g_return_val_if_fail (TD_IS_CONFIG (config) && option != NULL, FALSE);

  if (option->type == TD_KIND)
    return td_config_get_kind (td_config_get_child (config, option->name))
           == default_kind (option);
  value = td_config_dup_value (config, option->name);
  standard = dup_default_value (option);
  return g_str_equal (value, standard);
}

char *
td_option_dup_default (const TdOption *option)
{
  const TdKind *kind;

  g_return_val_if_fail (option != NULL, NULL);

  if (is_number (option))
    return td_option_dup_number (option, option->number);
  if (option->type == TD_BOOLEAN)
    return g_strdup (option->number != 0 ? _("on") : _("off"));
  if (option->type == TD_CHOICE || option->type == TD_TEXT)
    return td_option_dup_title (option, option->text != NULL ? option->text : "");
  if (option->type != TD_KIND)
    return dup_default_value (option);
  kind = default_kind (option);
  return g_strdup (kind != NULL ? _(kind->title) : td_kind_choice_absent (option));
}

void
td_option_reset (TdConfig *config, const TdOption *option)
{
  g_autofree char *text = NULL;

  g_return_if_fail (TD_IS_CONFIG (config) && option != NULL);

  if (option->type == TD_KIND)
    {
      td_config_set_kind (td_config_get_child (config, option->name), default_kind (option));
      return;
    }
  text = dup_default_value (option);
  td_config_set_value (config, option->name, text, NULL);
}
