# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh
# What the kernel has: addresses, interfaces, parameters; and changing the last so that it can be taken back.
#
# $run/before: "PATH BEFORE OURS" for each parameter that rs-kit has changed; /run is empty after a boot, as the kernel is.

# parameter PATH: in $parameter; fails if there is none, as for an interface that has gone.
# By cat: the shell reads byte by byte, and the kernel gives a number out with the first read only.
parameter() { parameter=$(cat "/proc/sys/$1" 2>/dev/null); }

# set_parameter PATH VALUE: sets a parameter, and remembers what it was before rs-kit came.
set_parameter() {
  parameter "$1" || die 1 "there is no /proc/sys/$1"
  [ "$parameter" != "$2" ] || return 0
  if ! grep -qs "^$1 " "$run/before"; then
    printf '%s %s %s\n' "$1" "$parameter" "$2" >>"$run/before" || die 1 "cannot write $run/before"
  fi
  { printf '%s\n' "$2" >"/proc/sys/$1"; } 2>/dev/null || true
  parameter "$1" && [ "$parameter" = "$2" ] ||
    die 1 "cannot set /proc/sys/$1 to $2, it stays $parameter: rs-kit needs CAP_NET_ADMIN and a writable /proc/sys"
}

# Gives back what has still the value that we gave; what somebody else set meanwhile stays.
restore_parameters() {
  [ -e "$run/before" ] || return 0
  while read -r restore_path restore_before restore_ours; do
    parameter "$restore_path" || continue
    if [ "$parameter" = "$restore_ours" ]; then
      { printf '%s\n' "$restore_before" >"/proc/sys/$restore_path"; } 2>/dev/null ||
        warn "cannot set /proc/sys/$restore_path back to $restore_before"
    elif [ "$parameter" != "$restore_before" ]; then
      warn "/proc/sys/$restore_path is $parameter, neither as before ($restore_before) nor as rs-kit set it ($restore_ours): left alone"
    fi
  done <"$run/before"
  rm -f "$run/before"
}

# Both are reckoned by the kernel as the larger one of 'all' and the interface's own (IN_DEV_MAXCONF).
# effective NAME INTERFACE: in $effective.
effective() {
  parameter "net/ipv4/conf/all/$1" || return
  effective=$parameter
  parameter "net/ipv4/conf/$2/$1" || return
  [ "$parameter" -le "$effective" ] || effective=$parameter
}

# Whether with this value of arp_ignore an address of lo is not answered for: 1 and 2 look at the interface that was
# asked, 8 never answers; 3 answers for addresses that are not of scope host, and 4 to 7 mean 0 (arp_ignore() in net/ipv4/arp.c).
arp_is_ignored() { contains "$1" 1 2 8; }

# Those on which others can ask for addresses by ARP, whether they are up or not.
asked_interfaces() {
  ip -o link show | while read -r _ asked_name asked_flags _; do
    asked_name=${asked_name%:}
    case $asked_flags in
      *NOARP* | *LOOPBACK*) ;;
      *) say "${asked_name%%@*}" ;;
    esac
  done
}

# Those of them that have an IPv4 address now.
addressed_interfaces() {
  ip -o -4 addr show | while read -r _ addressed_name _; do
    say "$addressed_name"
  done | sort -u | while read -r addressed_name; do
    case $(ip -o link show dev "$addressed_name" 2>/dev/null) in
      '' | *NOARP* | *LOOPBACK*) ;;
      *) say "$addressed_name" ;;
    esac
  done
}

# where ADDRESS: a line "INTERFACE ADDRESS/LENGTH REST" for each place that has it, in the kernel's spelling.
where() {
  family "$1"
  if [ "$family" = 4 ]; then where_length=32; else where_length=128; fi
  ip -o "-$family" addr show to "$1/$where_length" | while read -r _ where_name _ where_address where_rest; do
    # With a peer, the address stands without a length.
    case $where_address in */*) ;; *) where_address=$where_address/$where_length ;; esac
    say "$where_name $where_address ${where_rest%%\\*}"
  done
}

# full_length FAMILY: in $full_length.
full_length() { if [ "$1" = 4 ]; then full_length=32; else full_length=128; fi; }

# link_exists NAME
link_exists() { ip -o link show dev "$1" >/dev/null 2>&1; }

# link_is_up NAME
link_is_up() {
  case $(ip -o link show dev "$1" 2>/dev/null) in
    *'<'*[,\<]UP[,\>]*) return 0 ;;
  esac
  return 1
}

# IPv4 addresses of lo that are not the machine's loopback.
virtual_on_lo() {
  ip -o -4 addr show dev lo | while read -r _ _ _ virtual_address _; do
    case $virtual_address in
      127.*) ;;
      *) say "${virtual_address%/*}" ;;
    esac
  done
}
