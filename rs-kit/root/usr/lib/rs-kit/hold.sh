# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh
# Taking the virtual addresses and giving them up. An address that is there before the parameters would be answered
# for by ARP, and one that is there after them as well: so first in is last out.
#
# $run/vips: "ADDRESS INTERFACE" for each address that rs-kit holds, in the kernel's spelling.
# $run/links: the tunnels that it has brought up. $run/standing: up, or withdrawn while the service is stopped.

# One at a time: a package's script, a timer and a person may come together.
lock() {
  mkdir -p "$run" || die 1 "cannot make $run"
  exec 9>"$run/lock" || die 1 "cannot write $run/lock"
  flock -w 30 9 || die 1 "another rs-kit has been at work for 30 s (it holds $run/lock)"
}

up() {
  lock
  refused=
  for_each_vip refuse
  if [ -n "$refused" ]; then
    printf '%s' "$refused" | while read -r line; do warn "$line"; done
    die 1 "nothing has been changed"
  fi
  : >"$run/vips.new" || die 1 "cannot write $run/vips.new"
  if [ "$forwarding" = tunnel ]; then for_each_family open_tunnel; fi
  case $families in *4*) silence ;; esac
  for_each_vip take
  # An address that is not configured any more, or elsewhere, is given up last: nobody is without it meanwhile.
  [ ! -e "$run/vips" ] || drop_all_but "$run/vips.new" <"$run/vips"
  mv "$run/vips.new" "$run/vips"
  say up >"$run/standing"
  [ -n "$vips" ] || say "no virtual address is configured in $config: nothing to do"
}

# for_each_vip FUNCTION: called with ADDRESS PORTS...
for_each_vip() {
  while read -r each_vip each_ports; do
    # shellcheck disable=SC2086 # ports are words
    [ -z "$each_vip" ] || "$1" "$each_vip" $each_ports </dev/null
  done <<EOF
$vips
EOF
}

# In $families, "4", "6" or both, and calls FUNCTION with each.
for_each_family() {
  for each_family in $families; do "$1" "$each_family"; done
}

# Which families the virtual addresses have, in $families.
families_of_vips() {
  families=
  for_each_vip add_family
}

add_family() {
  family "$1"
  case $families in *"$family"*) ;; *) families="$families $family" ;; esac
}

refuse() {
  family "$1"
  home "$family"
  full_length "$family"
  vip_line "$1"
  if [ "$forwarding" != tunnel ] && ! link_exists "$home"; then
    refused="$refused$1: there is no interface $home to put it on; 'interface' in $settings_file says so, lo is the default$newline"
    return
  fi
  while read -r found_on found_as _; do
    [ -n "$found_on" ] || continue
    if [ "$found_on" = "$home" ]; then
      [ "${found_as##*/}" = "$full_length" ] ||
        refused="$refused$1 is on $home as $found_as, which makes all of that network local to this machine: ip addr del $found_as dev $home, then again$newline"
    elif grep -qsxF "${found_as%/*} $found_on" "$run/vips"; then
      : # ours, from an earlier configuration
    elif [ "$(global_addresses "$family")" = 1 ]; then
      refused="$refused$1 is this machine's only IPv$family address (on $found_on): a real server needs one of its own beside the virtual one. Correct $vip_line, or give $found_on another address first$newline"
    else
      refused="$refused$1 is on $found_on, where this machine answers for it to everybody: if it is to be virtual, ip addr del $found_as dev $found_on and take it out of that interface's configuration; if it is the machine's own, correct $vip_line; if VRRP put it there, this is a director$newline"
    fi
  done <<EOF
$(where "$1")
EOF
}

# How many addresses the machine has beside those of lo and of the link.
global_addresses() { ip -o "-$1" addr show scope global | grep -vc ' lo '; }

open_tunnel() {
  tunnel_end "$1"
  if ! link_exists "$tunnel_end"; then
    modprobe -q "$tunnel_module" 2>/dev/null || true
    link_exists "$tunnel_end" ||
      die 1 "there is no interface $tunnel_end: the kernel module $tunnel_module could not be loaded; see modprobe $tunnel_module"
  fi
  if ! link_is_up "$tunnel_end"; then
    grep -qsx "$tunnel_end" "$run/links" || say "$tunnel_end" >>"$run/links"
    ip link set "$tunnel_end" up || die 1 "cannot bring $tunnel_end up"
  fi
  [ "$1" = 6 ] || let_clients_in
}

# What comes out of a tunnel has the client's address, which is routed elsewhere: strict filtering would drop it.
# The kernel takes the larger of 'all' and the interface's own: 2 (loose) beats a 1 in 'all'. Without an address on the
# interface loose is as strict (fib_validate_source()), so that only 0 will do.
let_clients_in() {
  home 4
  effective rp_filter "$tunnel_end"
  if [ "$home" = "$tunnel_end" ]; then
    [ "$effective" != 1 ] || set_parameter "net/ipv4/conf/$tunnel_end/rp_filter" 2
    return
  fi
  set_parameter "net/ipv4/conf/$tunnel_end/rp_filter" 0
  effective rp_filter "$tunnel_end"
  [ "$effective" = 0 ] ||
    die 1 "net.ipv4.conf.all.rp_filter is $effective, and so $tunnel_end, which has no address, drops what clients send: leave 'interface' out of $settings_file, so that the virtual address is on $tunnel_end"
}

# No interface answers for an address that it does not have itself, and none asks in the name of a virtual one.
# 'all' would do. The interfaces get it as well, for the day on which somebody sets 'all' back.
silence() {
  keep_silent all
  asked=" $(asked_interfaces | tr '\n' ' ')"
  for silence_name in $asked; do
    parameter "net/ipv4/conf/$silence_name/arp_ignore" || continue
    # A larger one than that of 'all' counts, and 3 answers.
    if [ "$parameter" -gt 1 ] && ! arp_is_ignored "$parameter"; then
      set_parameter "net/ipv4/conf/$silence_name/arp_ignore" 1
    fi
    parameter "net/ipv4/conf/$silence_name/arp_announce" || continue
    [ "$parameter" -le 2 ] || set_parameter "net/ipv4/conf/$silence_name/arp_announce" 2
  done
  for silence_name in $arrives_by $(addressed_interfaces); do
    case $asked in *" $silence_name "*) keep_silent "$silence_name" ;; esac
  done
  for silence_name in $asked; do prove_silent "$silence_name"; done
}

# keep_silent all|INTERFACE
keep_silent() {
  if ! parameter "net/ipv4/conf/$1/arp_ignore"; then
    [ "$1" != all ] || die 1 "cannot read /proc/sys/net/ipv4/conf/all/arp_ignore, so nobody knows who would answer for the addresses"
    return 0 # the interface has just gone
  fi
  arp_is_ignored "$parameter" || set_parameter "net/ipv4/conf/$1/arp_ignore" 1
  set_parameter "net/ipv4/conf/$1/arp_announce" 2
}

# What the kernel does with both numbers, read back: the last look before an address is there.
prove_silent() {
  effective arp_ignore "$1" || return 0
  arp_is_ignored "$effective" || die 1 "$1 would answer for the addresses: arp_ignore comes to $effective, though it was set"
  effective arp_announce "$1" || return 0
  [ "$effective" = 2 ] || die 1 "$1 would ask in the name of the addresses: arp_announce comes to $effective, though it was set"
}

take() {
  family "$1"
  home "$family"
  full_length "$family"
  link_exists "$home" || die 1 "there is no interface $home to put $1 on"
  case " $(where "$1" | grep "^$home ") " in
    *deprecated*) ip "-$family" addr change "$1/$full_length" dev "$home" valid_lft forever preferred_lft forever || die 1 "cannot renew $1 on $home" ;;
    *"$home "*) ;;
    *)
      # Of scope host it is never the source of what this machine begins itself. With IPv6 nobody is asked on lo
      # whether the address is taken already, and on a tunnel nobody should be.
      if [ "$family" = 4 ]; then set -- "$1" scope host; else set -- "$1" nodad; fi
      take_vip=$1
      shift
      ip "-$family" addr add "$take_vip/$full_length" dev "$home" "$@" ||
        die 1 "cannot put $take_vip on $home$([ "$family" = 4 ] || say "; is net.ipv6.conf.$home.disable_ipv6 set?")"
      set -- "$take_vip"
      say "$1 is on $home"
      ;;
  esac
  where "$1" | while read -r take_on take_as _; do
    [ "$take_on" != "$home" ] || say "${take_as%/*} $home" >>"$run/vips.new"
  done
}

# drop_all_but FILE: gives up the addresses that standard input lists and FILE does not.
drop_all_but() {
  while read -r drop_vip drop_home; do
    grep -qsxF "$drop_vip $drop_home" "$1" || drop "$drop_vip" "$drop_home"
  done
}

drop() {
  family "$1" || return 0
  full_length "$family"
  where "$1" | grep -q "^$2 [^ ]*/$full_length " || return 0
  ip "-$family" addr del "$1/$full_length" dev "$2" || die 1 "cannot take $1 from $2"
  say "$1 has left $2"
}

down() {
  lock
  # Those that were configured, those that are, and those put there by hand and adopted.
  [ ! -e "$run/vips" ] || drop_all_but /dev/null <"$run/vips"
  for_each_vip drop_from_home
  down_left=$(virtual_on_lo | tr '\n' ' ')
  if [ -n "$down_left" ] && [ -e "$run/before" ]; then
    warn "the ARP parameters stay as they are, because there is still on lo, not by rs-kit: $down_left"
  else
    restore_parameters
  fi
  if [ -e "$run/links" ]; then
    while read -r down_link; do ip link set "$down_link" down 2>/dev/null || true; done <"$run/links"
  fi
  rm -f "$run/vips" "$run/vips.new" "$run/links" "$run/standing"
}

drop_from_home() {
  family "$1"
  home "$family"
  drop "$1" "$home"
}
