# packages.sh — what Tandem needs from Debian, and how it gets installed; read by ./run and ./check.
#
# SPDX-License-Identifier: MIT
# The lists are used by those who read this file.
# shellcheck shell=bash disable=SC2034

# Compiler, tools and libraries.
build_packages=(
  gcc libc6-dev meson ninja-build pkg-config gettext libxml2-utils
  libgtk-4-dev libadwaita-1-dev libopenblas-dev liblapacke-dev
  libjson-glib-dev libcsv-dev libarchive-dev
)
# What the window needs to look right.
window_packages=(adwaita-icon-theme librsvg2-common fonts-cantarell)
# A screen, a session bus and a hand on the keyboard for the tests of the window, what fuzzes the
# loaders, and a locale that writes 1,5.
test_packages=(xvfb xauth dbus at-spi2-core xdotool clang libclang-rt-dev locales)
# What an example learns from: 70,000 pictures of clothes.
data_packages=(dataset-fashion-mnist)

say() {
  printf '%s\n' "$*" >&2
}

# Those of "$@" that aren't installed, one a line.
missing_packages() {
  dpkg-query --show --showformat '${db:Status-Status} ${Package}\n' "$@" 2>/dev/null |
    awk 'BEGIN { for (i = 1; i < ARGC; i++) { wanted[i] = ARGV[i] } n = ARGC; ARGC = 1 }
         $1 == "installed" { have[$2] = 1 }
         END { for (i = 1; i < n; i++) if (!(wanted[i] in have)) print wanted[i] }' "$@"
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  else
    sudo "$@"
  fi
}

# Installs those of "$@" that are missing; silent when none is.
install_packages() {
  local missing
  if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
    say "This system has no apt. Install what Debian calls"
    say "  $*"
    say "and build with: meson setup build --buildtype=release && ninja -C build"
    exit 1
  fi
  mapfile -t missing < <(missing_packages "$@")
  if [ ${#missing[@]} -gt 0 ]; then
    say "Installing: ${missing[*]}"
    if [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null; then
      say "That needs root. Run as root: apt-get install ${missing[*]}"
      exit 1
    fi
    as_root apt-get update --quiet --quiet
    as_root env DEBIAN_FRONTEND=noninteractive \
      apt-get install --yes --quiet --quiet --no-install-recommends "${missing[@]}" >&2 </dev/null
  fi
  check_blas
}

# Two BLAS may be installed; the reference one is some ten times slower.
check_blas() {
  local library
  for library in /etc/alternatives/libblas.so.3-* /etc/alternatives/liblapack.so.3-*; do
    if [ -e "$library" ] && [[ $(readlink "$library") != *openblas* ]]; then
      say "Switching ${library##*/} to OpenBLAS."
      as_root update-alternatives --auto "${library##*/}" >&2
    fi
  done
}
