# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh
# What an address is, and which cannot be virtual. Pure: asks nobody, starts nothing.

is_ipv4() {
  case $1 in '' | *[!0-9.]* | .* | *. | *..*) return 1 ;; esac
  address_rest=$1.
  address_count=0
  while [ -n "$address_rest" ]; do
    address_part=${address_rest%%.*}
    address_rest=${address_rest#*.}
    # A leading zero means octal to some programs, and decimal to others.
    case $address_part in [0-9] | [1-9][0-9] | [1-9][0-9][0-9]) ;; *) return 1 ;; esac
    [ "$address_part" -le 255 ] || return 1
    address_count=$((address_count + 1))
  done
  [ "$address_count" = 4 ]
}

# Without the dotted form (::ffff:192.0.2.1): a mapped address cannot be virtual.
is_ipv6() {
  case $1 in *:*) ;; *) return 1 ;; esac
  case $1 in *[!0-9a-fA-F:]* | *:::* | *::*::* | [!:]*[!:]: | :[!:]*) return 1 ;; esac
  address_rest=$1:
  address_count=0
  while [ -n "$address_rest" ]; do
    address_part=${address_rest%%:*}
    address_rest=${address_rest#*:}
    case $address_part in ?????*) return 1 ;; esac
    [ -z "$address_part" ] || address_count=$((address_count + 1))
  done
  case $1 in
    *::*) [ "$address_count" -le 7 ] ;;
    *) [ "$address_count" = 8 ] ;;
  esac
}

# family ADDRESS: 4 or 6 in $family; fails if it is no address.
family() {
  if is_ipv4 "$1"; then
    family=4
  elif is_ipv6 "$1"; then
    family=6
  else
    return 1
  fi
}

# unusable ADDRESS: whether it can be nobody's virtual address, with the reason in $unusable.
unusable() {
  unusable=
  case $1 in
    *:*)
      case $1 in
        ::*) unusable="it is the unspecified, the loopback, or a mapped address" ;;
        [fF][fF]*) unusable="it is a multicast address" ;;
        [fF][eE][89aAbB]?:*) unusable="it is link-local: IPVS does not balance those" ;;
      esac
      ;;
    0.*) unusable="it means this network" ;;
    127.*) unusable="it is a loopback address, which every machine has" ;;
    22[4-9].* | 23[0-9].*) unusable="it is a multicast address" ;;
    24[0-9].* | 25[0-5].*) unusable="it is reserved" ;;
  esac
  [ -n "$unusable" ]
}

is_port() {
  case $1 in '' | *[!0-9]* | 0* | ??????*) return 1 ;; esac
  [ "$1" -le 65535 ]
}
