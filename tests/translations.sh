#!/usr/bin/env bash
# translations.sh — every language in po/LINGUAS has a text for each of the program's, taking the
# same values, and the program speaks it. Speaks TAP.
# Usage: translations.sh SOURCE-FOLDER TANDEM-CLI XGETTEXT-OPTION…
#
# SPDX-License-Identifier: MIT
set -uo pipefail
cd -- "$1" || exit 1
cli=$2
shift 2

n_tests=0
failed=0
made=$(mktemp --directory)
trap 'rm -rf "$made"' EXIT

# report NAME BREACHES: one test, passed when there are no breaches.
report() {
  n_tests=$((n_tests + 1))
  if [ -z "$2" ]; then
    printf 'ok %d /translations/%s\n' "$n_tests" "$1"
  else
    printf 'not ok %d /translations/%s\n' "$n_tests" "$1"
    printf '# %s\n' "${2//$'\n'/$'\n# '}"
    failed=1
  fi
}

# missing LANGUAGE: the texts of now without a translation, or with one of an older text.
missing() {
  local texts
  msgmerge --quiet --no-fuzzy-matching --no-wrap "po/$1.po" "$made/tandem.pot" >"$made/$1.po" ||
    return
  texts=$(for which in --untranslated --only-fuzzy; do
    msgattrib --no-obsolete --no-wrap "$which" "$made/$1.po" | sed '1,/^$/d' # the header
  done)
  [ -z "$texts" ] && return
  printf 'Translate these in po/%s.po, which ninja -C BUILD tandem-update-po brings there.\n' "$1"
  printf '%s\n' "$texts"
}

# speaks LANGUAGE: prints what is wrong when the program's help isn't in it.
speaks() {
  local heading help
  mkdir -p "$made/$1/LC_MESSAGES"
  msgfmt --output-file="$made/$1/LC_MESSAGES/tandem.mo" "po/$1.po" || return
  heading=$(LC_ALL=C.UTF-8 LANGUAGE=$1 TEXTDOMAINDIR=$made gettext tandem 'Usage:')
  help=$(LC_ALL=C.UTF-8 LANGUAGE=$1 "$cli" --help)
  [[ "$help" == *"$heading"* ]] || printf 'no “%s” in:\n%s\n' "$heading" "$help"
}

report texts "$(xgettext --files-from=po/POTFILES --output="$made/tandem.pot" "$@" 2>&1)"
while read -r language; do
  report "$language/same-formats-and-mnemonics" \
    "$(msgfmt --check --check-accelerators=_ --output-file=/dev/null "po/$language.po" 2>&1)"
  report "$language/nothing-missing" "$(missing "$language" 2>&1)"
  report "$language/is-spoken" "$(speaks "$language" 2>&1)"
done < <(grep -vE '^(#|$)' po/LINGUAS)

printf '1..%d\n' "$n_tests"
exit $failed
