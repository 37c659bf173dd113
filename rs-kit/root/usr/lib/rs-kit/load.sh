# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh
# How much of its weight this machine wants, by how busy it is. No memory: the same load gives the same answer.
#
#   share = 100 * the smallest of 1, load-full / load, memory / memory-low, connections-full / connections
#
# never less than 'lowest'; load is that of the last minute for each core (it counts processes that wait for a disk, too),
# memory what is available, in percent. What cannot be read counts as 1: nothing is taken away for our own fault.

# In $share percent, in $share_why what weighs most.
reckon_share() {
  share=100
  share_why=
  by_load
  by_memory
  [ -z "$connections_full" ] || [ -z "$stub_status" ] || by_connections
  [ "$share" -ge "$lowest" ] || share=$lowest
}

# at_most PERCENT WHY
at_most() {
  if [ "$1" -lt "$share" ] || [ -z "$share_why" ]; then share_why=$2; fi
  if [ "$1" -lt "$share" ]; then share=$1; fi
}

by_load() {
  { read -r load_one _ </proc/loadavg; } 2>/dev/null || return 0
  case $load_one in *[!0-9.]* | *.*.* | .* | ????????*) return ;; *.??) ;; *) return ;; esac
  load_part=${load_one#*.}
  load_hundredths=${load_one%%.*}${load_part}
  # "0.08" would be octal, and wrong at that.
  while :; do
    case $load_hundredths in 0?*) load_hundredths=${load_hundredths#0} ;; *) break ;; esac
  done
  count_cores
  [ "$load_hundredths" -gt 0 ] || load_hundredths=1
  load_share=$((100 * load_full * cores / load_hundredths))
  if [ "$cores" = 1 ]; then load_on="1 core"; else load_on="$cores cores"; fi
  at_most "$load_share" "load $load_one on $load_on"
}

# Those that are on, from a list such as 0-3,8; in $cores.
count_cores() {
  cores=0
  cores_online=0
  { read -r cores_online </sys/devices/system/cpu/online; } 2>/dev/null || true
  while [ -n "$cores_online" ]; do
    cores_range=${cores_online%%,*}
    case $cores_online in *,*) cores_online=${cores_online#*,} ;; *) cores_online= ;; esac
    cores=$((cores + ${cores_range#*-} - ${cores_range%-*} + 1))
  done
}

by_memory() {
  memory_total= memory_available=
  while read -r memory_key memory_kib _; do
    case $memory_key in
      MemTotal:) memory_total=$memory_kib ;;
      MemAvailable:)
        memory_available=$memory_kib
        break
        ;;
    esac
  done 2>/dev/null </proc/meminfo
  case ${memory_total:-x}${memory_available:-x} in *[!0-9]*) return 0 ;; esac
  [ "$memory_total" -gt 0 ] || return 0
  memory_free=$((10000 * memory_available / memory_total))
  if [ "$memory_free" -lt "$memory_low" ]; then
    at_most $((100 * memory_free / memory_low)) "$((memory_free / 100)) % of the memory left"
  fi
}

# The first line of stub_status is "Active connections: 291".
by_connections() {
  connections=$(curl -fs -m 1 --noproxy '*' "$stub_status" 2>/dev/null) || return 0
  connections=${connections#*:}
  connections=${connections%%
*}
  connections=${connections# }
  connections=${connections%% *}
  case $connections in '' | 0 | *[!0-9]* | ??????????*) return 0 ;; esac
  at_most $((100 * connections_full / connections)) "$connections connections"
}
