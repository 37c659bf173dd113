# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh
# How rs-kit speaks. Exit statuses: 0 fine, 1 something is wrong or was refused, 2 usage, 78 the configuration.

say() { printf '%s\n' "$*"; }

warn() { printf 'rs-kit: %s\n' "$*" >&2; }

# die STATUS SENTENCE
die() {
  die_status=$1
  shift
  warn "$*"
  exit "$die_status"
}

# contains WORD WORDS...: whether it is one of them.
contains() {
  contains_word=$1
  shift
  for contains_one; do
    [ "$contains_one" != "$contains_word" ] || return 0
  done
  return 1
}
