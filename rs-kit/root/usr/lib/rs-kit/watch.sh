# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh
# Looks every few seconds, and puts right what somebody else changed. With 'when-stopped = remove' it gives the virtual
# addresses up while what serves has stopped for good, and takes them back when it runs again.

# Ends when it is told to; each look has a shell of its own, so that one that fails is not the last.
watch() {
  watch_gone=0
  while :; do
    settings_read "$config" || warn "goes on, though the configuration is refused: $mistakes"
    if [ -z "$mistakes" ] && [ -e "$run/standing" ]; then
      families_of_vips
      look_at_service
      if [ "$serving" = no ]; then watch_gone=$((watch_gone + look_every)); else watch_gone=0; fi
      (tend) || warn "the next look follows in $look_every s"
    fi
    sleep "$look_every" &
    # A signal ends the wait at once, the sleep alone would make it wait.
    wait $!
  done
}

tend() {
  read -r standing <"$run/standing" || return
  if [ "$when_stopped" = remove ] && [ "$watch_gone" -gt 0 ] && [ "$watch_gone" -ge "$stopped_after" ]; then
    [ "$standing" = up ] || return 0
    warn "$serving_why, so the virtual addresses are given up"
    down
    say withdrawn >"$run/standing"
  elif [ "$standing" = withdrawn ]; then
    [ "$serving" = yes ] || return 0
    warn "$serving_why, so the virtual addresses are taken back"
    up
  elif ! status >/dev/null; then
    warn "somebody else changed something:"
    status | grep -e missing -e ANSWERS -e 'and on' >&2
    up
  fi
}
