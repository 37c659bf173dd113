# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh disable=SC2034 # the variables are for those who read the settings
# The configuration file: lines of 'key = value', read without running anything of it.
#
# vips: a line for each, its address and its ports; vip_lines: "ADDRESS LINE" for messages.
# Fractions are kept in hundredths, because the shell counts in whole numbers.

settings_default() {
  vips=
  vip_lines=
  forwarding=direct-routing
  interface=
  tunnel=ipip
  arrives_by=
  on_stop=remove
  serves_kind=unit
  serves_what=nginx.service
  stopped_after=10
  when_stopped=keep
  look_every=5
  agent_port=
  load_full=100
  memory_low=500
  connections_full=
  stub_status=
  lowest=10
  mistakes=
}

newline='
'

mistake() { mistakes="$mistakes$settings_file, line $settings_line: $*$newline"; }

# settings_read FILE: fails if anything is wrong with it, with all that is in $mistakes.
settings_read() {
  settings_default
  settings_file=$1
  settings_line=0
  if ! { [ -f "$1" ] && [ -r "$1" ]; }; then
    mistakes="$1 cannot be read: it is where the virtual addresses are configured$newline"
    return 1
  fi
  while read -r settings_text || [ -n "$settings_text" ]; do
    settings_line=$((settings_line + 1))
    settings_text=${settings_text%%#*}
    # shellcheck disable=SC2086 # to be split into words; globbing is off
    set -- $settings_text
    [ $# -gt 0 ] || continue
    case $settings_text in
      *=*) ;;
      *)
        mistake "'$settings_text' is not 'key = value'"
        continue
        ;;
    esac
    # shellcheck disable=SC2086
    set -- ${settings_text%%=*}
    settings_key=${1:-}
    # shellcheck disable=SC2086
    set -- ${settings_text#*=}
    if [ $# = 0 ]; then
      mistake "'$settings_key' has no value; leave the line out for the default"
      continue
    fi
    settings_take "$settings_key" "$@"
  done <"$settings_file"
  [ -z "$mistakes" ]
}

# settings_take KEY VALUE...
settings_take() {
  settings_key=$1
  shift
  case $settings_key in
    vip) take_vip "$@" ;;
    serves) take_serves "$@" ;;
    arrives-by) arrives_by=$* ;;
    *)
      if [ $# -gt 1 ]; then
        mistake "'$settings_key' takes one value, not $#"
      else
        take_one "$settings_key" "$1"
      fi
      ;;
  esac
}

take_one() {
  case $1 in
    forwarding) one_of "$1" "$2" direct-routing tunnel && forwarding=$2 ;;
    interface) interface=$2 ;;
    tunnel) one_of "$1" "$2" ipip gre && tunnel=$2 ;;
    on-stop) one_of "$1" "$2" remove keep && on_stop=$2 ;;
    when-stopped) one_of "$1" "$2" remove keep && when_stopped=$2 ;;
    stopped-after) whole "$1" "$2" 0 3600 seconds && stopped_after=$2 ;;
    look-every) whole "$1" "$2" 1 3600 seconds && look_every=$2 ;;
    agent-port) if is_port "$2"; then agent_port=$2; else mistake "'$1' is a port, 1..65535, not '$2'"; fi ;;
    load-full) hundredths "$1" "$2" "running processes for each core, such as 1.0" && load_full=$hundredths ;;
    memory-low) hundredths "$1" "$2" "percent, such as 5" && memory_low=$hundredths ;;
    connections-full) whole "$1" "$2" 1 999999999 connections && connections_full=$2 ;;
    stub-status)
      case $2 in
        http://?*) stub_status=$2 ;;
        *) mistake "'$1' is where nginx tells its connections, such as http://127.0.0.1:8080/stub_status, not '$2'" ;;
      esac
      ;;
    lowest) whole "$1" "$2" 1 100 percent && lowest=$2 ;;
    *)
      mistake "there is no '$1'; keys are vip, forwarding, interface, tunnel, arrives-by, on-stop, serves, stopped-after," \
        "when-stopped, look-every, agent-port, load-full, memory-low, connections-full, stub-status, lowest"
      ;;
  esac
  # What is wrong is in $mistakes: a caller need not look twice.
  return 0
}

# take_vip ADDRESS PORT...
take_vip() {
  settings_vip=$1
  shift
  case $settings_vip in
    */32 | */128) settings_vip=${settings_vip%/*} ;;
    */*)
      mistake "'$settings_vip': a virtual address stands alone, not with its network: write ${settings_vip%%/*}"
      return
      ;;
  esac
  if ! family "$settings_vip"; then
    mistake "'$settings_vip' is no address: write it as 203.0.113.10 or 2001:db8::10"
    return
  fi
  if unusable "$settings_vip"; then
    mistake "$settings_vip cannot be a virtual address: $unusable"
    return
  fi
  for settings_port; do
    is_port "${settings_port%/udp}" || {
      mistake "'$settings_port' is no port: after a virtual address come ports, as in 'vip = $settings_vip 443 80 53/udp'"
      return
    }
  done
  case $vip_lines in
    *"$newline$settings_vip "* | "$settings_vip "*)
      mistake "$settings_vip is there twice; write all of its ports in one line"
      return
      ;;
  esac
  vips="$vips$settings_vip${*:+ $*}$newline"
  vip_lines="$vip_lines$settings_vip $settings_line$newline"
}

take_serves() {
  case $#/$1 in
    1/nothing) serves_kind=nothing serves_what= ;;
    2/unit)
      serves_kind=unit serves_what=$2
      case $2 in *.*) ;; *) serves_what=$2.service ;; esac
      ;;
    2/pid-file) serves_kind=pid-file serves_what=$2 ;;
    2/port)
      if is_port "$2"; then
        serves_kind=port serves_what=$2
      else
        mistake "'serves = port' is followed by a port, 1..65535, not '$2'"
      fi
      ;;
    *) mistake "'serves' is 'unit NAME', 'pid-file PATH', 'port NUMBER' or 'nothing', not '$*'" ;;
  esac
}

# one_of KEY VALUE ALLOWED...
one_of() {
  settings_key=$1
  settings_value=$2
  shift 2
  contains "$settings_value" "$@" && return
  mistake "'$settings_key' is one of: $*; not '$settings_value'"
  return 1
}

# whole KEY VALUE LEAST MOST UNIT
whole() {
  case $2 in
    0 | [1-9] | [1-9]*[0-9])
      case $2 in
        *[!0-9]* | ??????????*) ;;
        *) if [ "$2" -ge "$3" ] && [ "$2" -le "$4" ]; then return; fi ;;
      esac
      ;;
  esac
  mistake "'$1' is a whole number of $5, $3..$4, not '$2'"
  return 1
}

# hundredths KEY VALUE UNIT: 0.01..9999.99, as 1..999999 in $hundredths.
hundredths() {
  case $2 in
    *[!0-9.]* | *.*.* | .* | *. | ????????*) ;;
    *)
      hundredths=${2#*.}
      [ "$hundredths" != "$2" ] || hundredths=
      case $hundredths in
        '') hundredths=${2}00 ;;
        ?) hundredths=${2%%.*}${hundredths}0 ;;
        ??) hundredths=${2%%.*}$hundredths ;;
        *) hundredths=0 ;;
      esac
      # A leading zero would make it octal.
      while :; do
        case $hundredths in 0?*) hundredths=${hundredths#0} ;; *) break ;; esac
      done
      case $hundredths in 0 | ???????*) ;; *) return 0 ;; esac
      ;;
  esac
  mistake "'$1' is a number of $3, 0.01..9999.99 with two decimals at most, not '$2'"
  return 1
}

# vip_ports ADDRESS: in $vip_ports.
vip_ports() {
  vip_ports=
  while read -r settings_vip settings_ports; do
    [ "$settings_vip" != "$1" ] || vip_ports=$settings_ports
  done <<EOF
$vips
EOF
}

# vip_line ADDRESS: where it is configured, in $vip_line.
vip_line() {
  vip_line=
  while read -r settings_vip settings_line; do
    [ "$settings_vip" != "$1" ] || vip_line="'vip' in $settings_file, line $settings_line"
  done <<EOF
$vip_lines
EOF
}

# home FAMILY: in $home the interface that holds virtual addresses of it.
home() {
  home=$interface
  [ -z "$home" ] || return 0
  case $forwarding/$tunnel/$1 in
    direct-routing/*) home=lo ;;
    tunnel/ipip/4) home=tunl0 ;;
    tunnel/ipip/6) home=ip6tnl0 ;;
    tunnel/gre/4) home=gre0 ;;
    tunnel/gre/6) home=ip6gre0 ;;
  esac
}

# tunnel_end FAMILY: in $tunnel_end the interface that unwraps packets of it, in $tunnel_module its kernel module.
tunnel_end() {
  case $tunnel/$1 in
    ipip/4) tunnel_end=tunl0 tunnel_module=ipip ;;
    ipip/6) tunnel_end=ip6tnl0 tunnel_module=ip6_tunnel ;;
    gre/4) tunnel_end=gre0 tunnel_module=ip_gre ;;
    gre/6) tunnel_end=ip6gre0 tunnel_module=ip6_gre ;;
  esac
}
