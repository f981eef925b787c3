#!/usr/bin/env bash
# layering.sh — greps for breaches of the rules that hold everywhere: which folder may include what,
# how long a file may be, that core neither prints nor exits, that no code compares kinds.
# Speaks TAP. Usage: layering.sh SOURCE-FOLDER
#
# SPDX-License-Identifier: MIT
set -uo pipefail
cd -- "$1" || exit 1

n_tests=0
failed=0

# report NAME BREACHES: one test, passed when there are no breaches.
report() {
  n_tests=$((n_tests + 1))
  if [ -z "$2" ]; then
    printf 'ok %d /layering/%s\n' "$n_tests" "$1"
  else
    printf 'not ok %d /layering/%s\n' "$n_tests" "$1"
    printf '# %s\n' "${2//$'\n'/$'\n# '}"
    failed=1
  fi
}

# includes_but FOLDER PATTERN: what the folder includes of this project, beside PATTERN.
includes_but() {
  grep -rnE '#include *"' "$1" --include='*.[ch]' | grep -vE "#include *\"($2)" || true
}

# The house: each folder and those above it that it may use.
report core/base "$(includes_but core/base 'core/base/')"
report core/math "$(includes_but core/math 'core/(base|math)/')"
report core/data "$(includes_but core/data 'core/(base|math|data)/')"
report core/nn "$(includes_but core/nn 'core/(base|math|nn)/')"
report core/sharing "$(includes_but core/sharing 'core/(base|math|nn|sharing)/')"
report core/balance "$(includes_but core/balance 'core/(base|math|balance)/')"
report core/optim "$(includes_but core/optim 'core/(base|math|optim)/')"
report core/project \
  "$(includes_but core/project 'core/(base|math|data|nn|sharing|balance|optim|project)/')"
report core/train \
  "$(includes_but core/train 'core/(base|math|data|nn|sharing|balance|optim|project|train)/')"
report core/export "$(includes_but core/export 'core/')"
report core/bench \
  "$(includes_but core/bench 'core/(base|math|data|nn|sharing|balance|optim|project|train|bench)/')"
report ui/chart "$(includes_but ui/chart '(core|ui/chart)/')"
report ui "$(includes_but ui '(core|ui)/')"
report tandem-cli \
  "$(grep -nE '#include *"' app/cli*.[ch] | grep -vE '#include *"(core|ui/chart|app/(cli|language))[/.-]')"

# Libraries behind the one door they have.
only_in() {
  grep -rnE "#include *[<\"]($1)" core ui app --include='*.[ch]' | grep -vE "^($2)" || true
}
report blas-only-in-core-math "$(only_in 'cblas|lapacke|f77blas|openblas' 'core/math/')"
report libcsv-only-in-core-data "$(only_in 'csv\.h' 'core/data/')"
report libarchive-only-in-core-project "$(only_in 'archive(_entry)?\.h>' 'core/project/')"
report cairo-only-in-ui "$(only_in 'cairo|pango' 'ui/')"
report gtk-only-in-ui-and-window \
  "$(only_in '(gtk|gdk|gsk)/|adwaita' '(ui|app)/' ;
     grep -nE '#include *<((gtk|gdk|gsk)/|adwaita)' ui/chart/*.[ch] app/cli*.[ch])"

report core-never-prints-or-exits "$(grep -rnE \
  '(^|[^_[:alnum:]])(v?f?printf|puts|putchar|fputs|perror|_?exit|abort|g_print|g_printerr|g_message|g_warning) *\(' \
  core --include='*.c')"

# Threads, as ThreadSanitizer sees them.
report core-locks-with-pthread "$(grep -rnE \
  '\b(GMutex|GCond|GRecMutex|GRWLock|GAsyncQueue|GThreadPool|GTask|g_thread_new|volatile)\b' \
  core --include='*.[ch]' | grep -vE ':[0-9]+: *(/?\*|//)')"

# Kinds are tables: nobody asks for an id by name.
kind_ids() {
  grep -rhoE '^ *\.(kind\.)?id = "[a-z0-9-]+"|\.kind = \{ *(\.id = )?"[a-z0-9-]+"' \
    core --include='*.c' | grep -oE '"[a-z0-9-]+"' | sort -u | paste -sd'|'
}
report kinds-are-found "$([ -n "$(kind_ids)" ] || echo 'no ids')"
report no-code-compares-kinds "$(grep -rnE \
  "(strcmp|g_strcmp0|g_str_equal|strncmp|g_str_has_prefix) *\\(.*($(kind_ids))" \
  core ui app --include='*.c')"

# Files stay short enough to read, and say what they are for.
too_long() {
  find core ui app tests -name "$1" -exec awk -v limit="$2" \
    'END { if (NR > limit) print FILENAME ": " NR " lines, limit " limit }' {} \;
}
report sources-up-to-600-lines "$(too_long '*.c' 600)"
report headers-up-to-120-lines "$(too_long '*.h' 120)"
report head-comment-and-licence "$(find core ui app tests -name '*.[ch]' -exec awk \
  'NR == 1 && !/^\/\* .*\.[ch] — / { print FILENAME ": no head comment" }
   /SPDX-License-Identifier: MIT/ { found = 1 }
   END { if (!found) print FILENAME ": no licence line" }' {} \;)"

# Every text on screen can be translated.
with_texts() {
  grep -rlE '(^|[^[:alnum:]_])(N?_ ?\("|g_dngettext ?\()' core ui app --include='*.[ch]'
  grep -rl 'translatable="yes"' resources --include='*.ui'
}
report every-source-with-texts-is-in-potfiles \
  "$(with_texts | sort | comm -23 - <(sort po/POTFILES))"

# xgettext knows PRIu64, but would cut the text at a macro of GLib's.
report translated-texts-are-whole "$(grep -rnE '_ ?\(".*G_[A-Z0-9]+_(FORMAT|MODIFIER)' core ui app \
  --include='*.c')"

printf '1..%d\n' "$n_tests"
exit $failed
