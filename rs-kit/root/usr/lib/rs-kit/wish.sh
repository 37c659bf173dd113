# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh
# What an operator asked for on this machine: a file of one line, "drain|maint SINCE REASON". There is none while it serves.
# It is in $run until the next boot, or in $state to outlast it. The agent may read both.

# In $wish drain, maint or ready; in $wish_since and $wish_why the rest.
read_wish() {
  wish=ready wish_since='' wish_why=''
  for wish_file in "$run/wish" "$state/wish"; do
    { read -r wish wish_since wish_why <"$wish_file"; } 2>/dev/null || continue
    case $wish in drain | maint) return ;; esac
    wish=ready
  done
}

# write_wish drain|maint REASON yes|no: whether it outlasts a boot.
write_wish() {
  # One line of plain characters: it goes to whoever asks the agent.
  wish_why=$(printf '%s' "$2" | LC_ALL=C tr -c ' -~' ' ' | cut -c 1-200)
  wish_since=$(date -u +%Y-%m-%dT%H:%M:%SZ)
  if [ "$3" = yes ]; then wish_home=$state wish_other=$run; else wish_home=$run wish_other=$state; fi
  mkdir -p "$wish_home" && chmod 755 "$wish_home" || die 1 "cannot make $wish_home"
  printf '%s %s %s\n' "$1" "$wish_since" "$wish_why" >"$wish_home/wish.new" &&
    chmod 644 "$wish_home/wish.new" && mv "$wish_home/wish.new" "$wish_home/wish" || die 1 "cannot write $wish_home/wish"
  rm -f "$wish_other/wish"
}

forget_wish() { rm -f "$run/wish" "$state/wish"; }
