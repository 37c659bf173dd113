# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh
# The short look: what is there, what the agent says. Why something is wrong is told by verify.

status() {
  status_fine=yes
  [ -n "$vips" ] || say "no virtual address is configured in $config"
  for_each_vip status_vip
  case $families in *4*) status_silence ;; esac
  look_at_service
  say "serving  $serving ($serving_why)"
  say "agent    $("$here/agent" "$config" "$run" "$state")"
  if [ -e "$run/standing" ]; then
    read -r standing <"$run/standing"
    [ "$standing" != withdrawn ] || say "withdrawn, because $serves_kind $serves_what has stopped; rs-kit watch brings them back"
  fi
  [ "$status_fine" = yes ]
}

status_vip() {
  family "$1"
  home "$family"
  full_length "$family"
  if where "$1" | grep -q "^$home [^ ]*/$full_length "; then
    status_word="on $home"
  else
    status_word="missing on $home"
    status_fine=no
  fi
  status_elsewhere=$(where "$1" | grep -v "^$home " | cut -d ' ' -f 1 | tr '\n' ' ')
  if [ -n "$status_elsewhere" ]; then
    status_word="$status_word, and on ${status_elsewhere% }"
    status_fine=no
  fi
  say "vip      $1 $status_word"
}

status_silence() {
  for status_name in $(asked_interfaces); do
    effective arp_ignore "$status_name" || continue
    status_ignore=$effective
    effective arp_announce "$status_name" || continue
    if arp_is_ignored "$status_ignore" && [ "$effective" = 2 ]; then
      say "arp      $status_name is silent (arp_ignore $status_ignore, arp_announce $effective)"
    else
      say "arp      $status_name ANSWERS (arp_ignore $status_ignore, arp_announce $effective)"
      status_fine=no
    fi
  done
}
