# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh
# Whether what this machine is here for (nginx, as a rule) runs.

# In $serving: yes, leaving (it ends in order: no new connections), no, or unknown; and in $serving_why a few words.
# In $serving_for, of a unit that does not run: for how many seconds; else empty.
look_at_service() {
  serving=unknown
  serving_for=
  serving_why="$serves_kind $serves_what"
  case $serves_kind in
    nothing) serving=yes ;;
    unit) look_at_unit ;;
    pid-file) look_at_pid_file ;;
    port) look_at_port ;;
  esac
}

look_at_unit() {
  serving_state= serving_since=
  while IFS='=' read -r serving_key serving_value; do
    case $serving_key in
      ActiveState) serving_state=$serving_value ;;
      InactiveEnterTimestampMonotonic) serving_since=$serving_value ;;
    esac
  done <<EOF
$(timeout 1 systemctl show -p ActiveState -p InactiveEnterTimestampMonotonic -- "$serves_what" 2>/dev/null)
EOF
  serving_why="$serves_what is ${serving_state:-not known to systemd}"
  case $serving_state in
    active | reloading | activating) serving=yes ;;
    deactivating) serving=leaving ;;
    inactive | failed)
      serving=no
      since_boot "${serving_since:-0}"
      serving_why="$serving_why for $serving_for s"
      ;;
    # Without D-Bus, or where that does not know dynamic users (libnss-systemd), only root may ask systemd.
    *) look_at_link ;;
  esac
}

# since_boot MICROSECONDS: the seconds since then, in $serving_for.
since_boot() {
  read -r serving_uptime _ </proc/uptime
  serving_for=$((${serving_uptime%%.*} - $1 / 1000000))
}

# systemd has a link there for each unit that is neither inactive nor failed.
look_at_link() {
  [ -d /run/systemd/units ] || return 0
  serving_why="$serves_what is not active"
  if [ -L "/run/systemd/units/invocation:$serves_what" ]; then serving=yes; else serving=no; fi
}

look_at_pid_file() {
  serving=no serving_pid=
  serving_why="$serves_what is missing"
  { read -r serving_pid <"$serves_what"; } 2>/dev/null || [ -n "$serving_pid" ] || return 0
  case $serving_pid in
    '' | *[!0-9]*) serving_why="$serves_what holds no process id" ;;
    *)
      serving_why="process $serving_pid of $serves_what"
      if [ -d "/proc/$serving_pid" ]; then serving=yes; else serving_why="$serving_why has ended"; fi
      ;;
  esac
}

look_at_port() {
  serving_why="nobody listens at port $serves_what"
  if serving_seen=$(ss -Hltn "sport = :$serves_what" 2>/dev/null); then
    if [ -n "$serving_seen" ]; then serving=yes; else serving=no; fi
  fi
}

# Whether it does not run, and a restart would have been over by now. What cannot tell since when counts at once:
# the director's 'fall' bears with a restart.
stopped_for_good() {
  [ "$serving" = no ] && { [ -z "$serving_for" ] || [ "$serving_for" -ge "$stopped_after" ]; }
}
