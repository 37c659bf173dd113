# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh
# Looks at all that direct routing and tunnels ask of a real server, as far as it can be seen on the machine itself.
# A finding has a code, what was seen, why it matters, and the command that mends it. Nothing is changed.

# verify [VIP...]: fails if there is a fault. Hints are no faults.
verify() {
  faults=0 hints=0
  if [ -z "$vips" ]; then
    hint no-vip "$config" "no virtual address is configured" "no line begins with 'vip ='" \
      "this machine serves for no director" "write 'vip = ADDRESS PORT...' into $config, then: rs-kit up"
  fi
  verify_only=$*
  for_each_vip verify_vip
  case $families in *4*) verify_silence ;; esac
  [ "$forwarding" != tunnel ] || for_each_family verify_tunnel
  if [ "$forwarding" != tunnel ]; then case $families in *4*) verify_way_in ;; esac; fi
  [ -z "$vips" ] || verify_persistence
  verify_agent
  [ "$output" = text ] || return "$((faults > 0))"
  if [ "$faults" = 0 ]; then
    say "no fault found$([ "$hints" = 0 ] || say ", hints: $hints")"
  else
    say "faults: $faults, hints: $hints"
  fi
  [ "$faults" = 0 ]
}

fault() { faults=$((faults + 1)) && finding FAULT "$@"; }
hint() { hints=$((hints + 1)) && finding HINT "$@"; }

# finding LEVEL CODE SUBJECT SENTENCE SEEN WHY MEND
finding() {
  if [ "$output" = tsv ]; then
    printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$@"
  else
    printf '%-5s %s: %s: %s\n      seen: %s\n      why:  %s\n      mend: %s\n' "$@"
  fi
}

verify_vip() {
  verify_vip=$1
  shift
  [ -z "$verify_only" ] || {
    # shellcheck disable=SC2086 # addresses are words
    contains "$verify_vip" $verify_only || return 0
  }
  family "$verify_vip"
  home "$family"
  full_length "$family"
  verify_places "$(where "$verify_vip")"
  [ "$family" = 4 ] || verify_neighbours
  for verify_port; do verify_port "$verify_vip" "$verify_port"; done
  link_is_up "$home" || ! link_exists "$home" ||
    fault home-down "$home" "the interface of $verify_vip is down" "$(ip -o link show dev "$home" | cut -c 1-80)" \
      "what comes for the address is dropped" "ip link set $home up"
}

# verify_places "INTERFACE ADDRESS/LENGTH REST", a line each
verify_places() {
  verify_present=no
  while read -r place_on place_as place_flags; do
    [ -n "$place_on" ] || continue
    if [ "$place_on" != "$home" ]; then
      fault vip-elsewhere "$verify_vip" "it is on $place_on as well, or instead of on $home" "$place_on $place_as $place_flags" \
        "$place_on answers for it, and clients go past the director to this machine alone" "ip addr del $place_as dev $place_on"
      continue
    fi
    verify_present=yes
    if [ "${place_as##*/}" != "$full_length" ]; then
      fault vip-prefix "$verify_vip" "it is there with /${place_as##*/}" "$place_on $place_as" \
        "all addresses of that network are this machine's own: it can talk to none of them" \
        "ip addr del $place_as dev $place_on; rs-kit up"
    fi
    case $place_flags in
      *tentative* | *dadfailed*)
        fault vip-tentative "$verify_vip" "the kernel does not use it yet, or found it taken" "$place_on $place_as $place_flags" \
          "connections to it are not accepted" "ip addr del $place_as dev $place_on; rs-kit up"
        ;;
      *deprecated*)
        fault vip-deprecated "$verify_vip" "its preferred lifetime is over" "$place_on $place_as $place_flags" \
          "it will vanish when its valid lifetime ends as well" "rs-kit up"
        ;;
    esac
  done <<EOF
$1
EOF
  [ "$verify_present" = yes ] ||
    fault vip-missing "$verify_vip" "it is not on $home" "ip addr show to $verify_vip: nothing on $home" \
      "what the director sends for it is dropped or forwarded, and its clients time out" "rs-kit up"
}

# With IPv6 an interface answers for its own addresses only. What can still answer is a proxy entry.
verify_neighbours() {
  verify_proxy=$(ip -6 neigh show proxy 2>/dev/null | grep -F "$verify_vip " | head -n 1)
  [ -z "$verify_proxy" ] ||
    fault neighbour-proxy "$verify_vip" "this machine answers neighbour solicitations for it" "$verify_proxy" \
      "clients and routers of the link come here past the director" "ip -6 neigh del proxy ${verify_proxy% proxy*}"
}

# verify_port VIP PORT[/udp]
verify_port() {
  case $2 in */udp) verify_kind=u ;; *) verify_kind=t ;; esac
  verify_listeners=$(ss -Hln"$verify_kind" "sport = :${2%/udp}" 2>/dev/null | while read -r _ _ _ listener _; do
    listener=${listener%:*}
    say "${listener%\%*}"
  done | sort -u | tr '\n' ' ')
  verify_at=$1:$2
  case $1 in *:*) verify_at="[$1]:$2" ;; esac
  # '*' is a socket of both families.
  for listener in $verify_listeners; do
    case $listener in
      '*' | "$1" | "[$1]") return 0 ;;
      0.0.0.0) [ "$family" = 6 ] || return 0 ;;
      '[::]') [ "$family" = 4 ] || return 0 ;;
    esac
    # The kernel spells an IPv6 address in one way, an administrator in another.
    case $listener in "["*) [ -z "$(where "$1" | grep -iF " ${listener#\[}" | grep -F "${listener%\]}/")" ] || return 0 ;; esac
  done
  verify_nginx_port "$1" "${2%/udp}" && return
  verify_start="start what serves"
  [ "$serves_kind" != unit ] || verify_start="systemctl start $serves_what"
  fault nobody-listens "$verify_at" "nobody listens there" "ss -ln: ${verify_listeners:-nothing} at port ${2%/udp}" \
    "the director sends connections, and this machine refuses them" "$verify_start, or correct 'vip' in $settings_file"
}

# Tells apart an nginx that runs without this address from one that does not run.
verify_nginx_port() {
  [ -n "$verify_listeners" ] && command -v nginx >/dev/null || return 1
  verify_listens=$(nginx -T 2>/dev/null | sed 's/#.*//' | tr ';{}' '\n\n\n' | sed -n 's/^[[:space:]]*listen[[:space:]]\{1,\}//p' | sort -u)
  case "$newline$verify_listens" in
    *":$2" | *":$2 "* | *":$2$newline"* | *"$newline$2" | *"$newline$2 "* | *"$newline$2$newline"*) ;;
    *) return 1 ;;
  esac
  verify_listen=$2
  [ "$family" = 4 ] || verify_listen="[::]:$2"
  fault nginx-listen "$verify_at" "nginx listens at port $2, but not at this address" \
    "$(say "$verify_listens" | tr '\n' ',') in nginx -T; open: $verify_listeners" \
    "connections to the virtual address are refused, though a check of the machine's own address may pass" \
    "write 'listen $verify_listen' into nginx's configuration, then: systemctl restart nginx"
}

verify_silence() {
  for verify_name in $(asked_interfaces); do
    effective arp_ignore "$verify_name" || continue
    arp_is_ignored "$effective" ||
      fault arp-ignore "$verify_name" "it answers ARP requests for addresses of other interfaces" \
        "net.ipv4.conf: arp_ignore of $verify_name with 'all' comes to $effective, not 1 or 2" \
        "who asks for a virtual address may get this machine's answer, and then goes past the director" "rs-kit up"
    effective arp_announce "$verify_name" || continue
    [ "$effective" = 2 ] ||
      fault arp-announce "$verify_name" "its ARP requests may carry a virtual address as their sender" \
        "net.ipv4.conf: arp_announce of $verify_name with 'all' comes to $effective, not 2" \
        "who hears such a request notes this machine as the owner of the address" "rs-kit up"
  done
}

verify_tunnel() {
  tunnel_end "$1"
  if ! link_exists "$tunnel_end"; then
    fault tunnel-missing "$tunnel_end" "there is no such interface" "ip link show dev $tunnel_end: nothing" \
      "nobody unwraps what the director sends" "rs-kit up"
    return
  fi
  link_is_up "$tunnel_end" ||
    fault tunnel-down "$tunnel_end" "it is down" "$(ip -o link show dev "$tunnel_end" | cut -c 1-80)" \
      "what the director sends is dropped" "rs-kit up"
  [ "$1" = 6 ] || verify_tunnel_filter
  verify_segments "$1"
}

verify_tunnel_filter() {
  effective rp_filter "$tunnel_end" || return 0
  home 4
  case $effective/$home in
    0/* | "2/$tunnel_end") return 0 ;;
  esac
  fault tunnel-rp-filter "$tunnel_end" "it drops packets whose sender is routed by another interface" \
    "net.ipv4.conf: rp_filter of $tunnel_end with 'all' comes to $effective" \
    "what comes out of the tunnel has the client's address, and that is routed elsewhere" "rs-kit up"
}

# A full packet of a client does not fit into the tunnel; the segment size that this machine offers can prevent it.
verify_segments() {
  case $tunnel/$1 in
    ipip/4) verify_mss=$((1500 - 20 - 40)) verify_words="the director's wrapping takes 20 bytes" ;;
    ipip/6) verify_mss=$((1500 - 40 - 60)) verify_words="the director's wrapping takes 40 bytes" ;;
    gre/4) verify_mss=$((1500 - 24 - 40)) verify_words="the director's wrapping takes 24 bytes" ;;
    gre/6) verify_mss=$((1500 - 44 - 60)) verify_words="the director's wrapping takes 44 bytes" ;;
  esac
  verify_route=$(ip "-$1" route show default 2>/dev/null | head -n 1)
  [ -n "$verify_route" ] || return 0
  verify_said=${verify_route##*advmss }
  verify_said=${verify_said%% *}
  case $verify_route in
    *advmss*) [ "$verify_said" -gt "$verify_mss" ] || return 0 ;;
    *)
      verify_dev=${verify_route##*dev }
      read -r verify_mtu <"/sys/class/net/${verify_dev%% *}/mtu" 2>/dev/null || verify_mtu=1500
      [ "$verify_mtu" -le 1500 ] || return 0
      ;;
  esac
  hint tunnel-mss "$tunnel_end" "clients may send segments that do not fit into the tunnel" "ip -$1 route: $verify_route" \
    "$verify_words; larger packets cost an ICMP error each, and hang where those are filtered" \
    "ip -$1 route change ${verify_route%% advmss*} advmss $verify_mss (and in the network's configuration)"
}

# With direct routing only a machine whose clients' packets do not leave where they come in has something to fear.
verify_way_in() {
  for verify_name in $arrives_by; do
    if ! link_exists "$verify_name"; then
      fault arrives-by "$verify_name" "there is no such interface" "'arrives-by' in $settings_file" \
        "nothing comes from the director by it" "correct 'arrives-by' in $settings_file"
      continue
    fi
    effective rp_filter "$verify_name" || continue
    case $(ip -4 route show default 2>/dev/null) in
      '' | *"dev $verify_name "* | *"dev $verify_name") continue ;;
    esac
    [ "$effective" != 1 ] ||
      fault rp-filter "$verify_name" "it drops packets whose sender is routed by another interface" \
        "net.ipv4.conf: rp_filter of $verify_name with 'all' comes to 1; $(ip -4 route show default | head -n 1)" \
        "the director's packets have the client's address and come in by $verify_name, but are answered elsewhere" \
        "sysctl -w net.ipv4.conf.$verify_name.rp_filter=2 (and in /etc/sysctl.d)"
  done
}

# Only where systemd is at work: elsewhere nothing is known of what happens at boot.
verify_persistence() {
  [ -d /run/systemd/system ] || return 0
  verify_unit=$(systemctl is-enabled rs-kit.service 2>/dev/null) || true
  case $verify_unit in
    enabled*) ;;
    *)
      fault not-persistent rs-kit.service "it will not be started at boot" "systemctl is-enabled: ${verify_unit:-unknown}" \
        "the virtual addresses are gone after the next boot" "systemctl enable --now rs-kit.service"
      ;;
  esac
}

verify_agent() {
  read_wish
  [ "$wish" = ready ] ||
    hint "$wish" "$(uname -n)" "it was asked to ${wish}, and gets no new connections" "${wish_why:+$wish_why, }since $wish_since" \
      "its agent tells so whoever asks" "rs-kit ready"
  verify_port=$agent_port
  if [ -z "$verify_port" ] && [ -d /run/systemd/system ] && systemctl -q is-active rs-kit-agent.socket 2>/dev/null; then
    verify_port=$(systemctl show -P Listen rs-kit-agent.socket | sed -n 's/.*:\([0-9]\{1,5\}\) .*/\1/p' | head -n 1)
  fi
  [ -n "$verify_port" ] || return 0
  if [ -z "$(ss -Hltn "sport = :$verify_port" 2>/dev/null)" ]; then
    fault agent-silent "port $verify_port" "no agent listens" "ss -ltn: nothing at port $verify_port" \
      "an agent check of the director fails, and with it this server" "systemctl enable --now rs-kit-agent.socket"
    return
  fi
  command -v curl >/dev/null || return 0
  verify_word=$(curl -s -m 3 --noproxy '*' "telnet://127.0.0.1:$verify_port" </dev/null 2>/dev/null | head -n 1)
  case $verify_word in
    *[a-z]*) ;;
    *)
      fault agent-silent "port $verify_port" "the agent accepts, but does not answer within 3 s" "it said: ${verify_word:-nothing}" \
        "an agent check of the director fails, and with it this server" "journalctl -u 'rs-kit-agent@*'"
      ;;
  esac
}
