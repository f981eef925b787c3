/* kind.h — kinds and their options: the one description of everything a user can choose.
 *
 * A kind is an entry of a family ("adam" of "optimizers"): a constant descriptor with a table of
 * options, whose values live in a plain C struct. Files, `--set`, forms, range checks and
 * `tandem-cli list` walk the tables; nothing names an option a second time.
 *
 * Kinds that do work embed TdKind as the first member of a larger descriptor with their functions.
 * All of it is constant and may be read from any thread.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include <glib.h>

typedef struct _TdFamily TdFamily;
typedef struct _TdSpec TdSpec; /* spec.h */

/* How a value lives in the options struct. */
typedef enum
{
  TD_NUMBER,      /* double */
  TD_INTEGER,     /* gint64 */
  TD_BOOLEAN,     /* gboolean */
  TD_CHOICE,      /* int: index into @choices */
  TD_TEXT,        /* char *, owned, never NULL */
  TD_TEXT_LIST,   /* char **, owned, NULL-terminated, never NULL; a file may give one bare string, "" for none */
  TD_NUMBER_LIST, /* TdNumbers */
  TD_KIND,        /* TdSpec of @family; kind NULL when absent */
  TD_KIND_LIST,   /* TdSpecList of @family */
} TdOptionType;

/* How arrow keys and the wheel change a number. */
typedef enum
{
  TD_STEPS_USUAL,    /* as the range says: equal steps where it is narrow, 1, 2, 5, 10 where it is
                      * wide, in whole numbers the second digit */
  TD_STEPS_SINGLE,   /* one by one: a seed */
  TD_STEPS_DOUBLING, /* 1, 2, 4, 8: what hardware likes */
  TD_STEPS_NEAR_ONE, /* what is left to one: 0.9, 0.95, 0.98, 0.99 */
} TdOptionSteps;

typedef struct
{
  const char        *name;    /* kebab-case: file format and command line, never renamed */
  const char        *label;   /* N_() title for a form row */
  const char        *help;    /* N_() one sentence, NULL for none */
  TdOptionType       type;
  gsize              offset;  /* in the kind's options struct */
  double             minimum; /* NUMBER, INTEGER, and each element of NUMBER_LIST; inclusive */
  double             maximum;
  double             number;  /* default of NUMBER, INTEGER, BOOLEAN */
  const char        *text;    /* default of TEXT, CHOICE (id), KIND (id; NULL: absent) */
  const char *const *choices; /* CHOICE: its ids. KIND, KIND_LIST: the ids allowed here,
                              * NULL for the whole family. TEXT: ids among what @suggest says */
  const TdFamily    *family;  /* KIND and KIND_LIST */
  gboolean           live;    /* takes effect during a run without rebuilding the network */
  gboolean           hidden;  /* in files and on the command line, but no form row of its own */
  gboolean           looks;   /* what something is called or how it is drawn: no run depends on it */
  gboolean           file;    /* TEXT, TEXT_LIST: names files, relative to the project's folder */

  /* For forms. */
  const char *const *titles;  /* CHOICE, TEXT: N_() what people read for each of @choices */
  const char        *group;   /* N_() heading it stands under; NULL: the usual one */
  const char        *unit;    /* N_() what a number counts, where the label doesn't say: "epochs" */
  TdOptionSteps      steps;
  double             usual;   /* where people start who leave zero or @special; 0: nothing usual */
  const char        *special; /* N_() what the minimum stands for: "Off"; NULL: just a number */
  const char        *special_from; /* path of the number in force then: "training.l2"; or NULL */
  char            **(*suggest) (const TdSpec *root); /* TEXT: what makes sense in the whole document,
                                                      * owned, NULL-terminated; NULL: anything */
} TdOption;

typedef struct
{
  const char     *id;           /* kebab-case */
  const char     *title;        /* N_() */
  const char     *summary;      /* N_() one plain sentence */
  const char     *paper;        /* "Kingma & Ba, 2015, arXiv:1412.6980"; NULL where there is none */
  const TdOption *options;      /* ends with a NULL name; NULL for no options */
  gsize           options_size; /* sizeof the options struct, 0 for none */
} TdKind;

/* A record is a family with a single kind, such as the "split" of the data: its JSON has no
 * "kind" key. */
struct _TdFamily
{
  const char          *id;    /* plural: "optimizers" */
  const char          *title; /* N_() */
  const TdKind *const *kinds; /* NULL-terminated, in the order users see */
  gboolean             record;
};

const TdKind   *td_family_find     (const TdFamily *self, const char *id);
guint           td_family_n_kinds  (const TdFamily *self);
/* "adam, sgd, rmsprop": for messages. @allowed as TdOption.choices, or NULL. */
char           *td_family_dup_ids  (const TdFamily *self, const char *const *allowed);
/* NULL when the kind has no such option. */
const TdOption *td_kind_find_option (const TdKind *self, const char *name);
guint           td_kind_n_options   (const TdKind *self);
/* What people read for @id, untranslated; NULL when it is none of the choices. */
const char     *td_option_choice_title (const TdOption *self, const char *id);
