/* toy.h — small families with every type of option, for the tests of core/base.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/base/spec.h"

typedef struct
{
  char    *id;
  double   rate;
  gint64   units;
  gboolean bias;
} ToyDense;

typedef struct
{
  TdSpecList parts;
} ToyGroup;

typedef struct
{
  char      *id;
  double     weight;
  gint64     epochs;
  gboolean   shuffle;
  int        scaling;
  char      *name;
  char     **inputs;
  TdNumbers  fractions;
  TdSpec     part;
  TdSpec     extra;
  TdSpec     split;
  TdSpecList parts;
} ToyRoot;

extern const TdFamily toy_roots;  /* a record */
extern const TdFamily toy_parts;  /* dense, group, plain */
extern const TdKind   toy_dense;
extern const TdKind   toy_group;
extern const TdKind   toy_plain;
extern const TdKind   toy_root;

/* A root read from JSON in which ' stands for "; fails the test when it is refused. */
void  toy_root_init (TdSpec *spec, const char *json);
/* The sentence that refuses it. */
char *toy_root_refusal (const char *json);
/* One line of JSON. */
char *toy_to_json   (const TdSpec *spec, const TdFamily *family);
JsonNode *toy_parse (const char *json);

void add_json_tests   (void);
void add_spec_tests   (void);
void add_path_tests   (void);
void add_config_tests (void);
void add_diff_tests   (void);
void add_random_tests (void);
void add_team_tests   (void);
