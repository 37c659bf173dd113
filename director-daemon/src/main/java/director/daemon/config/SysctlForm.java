// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How {@code net.ipv4.vs} is written: the kernel's names, with values that it takes (Linux,
 * Documentation/networking/ipvs-sysctl.rst and net/netfilter/ipvs/ip_vs_ctl.c).
 */
final class SysctlForm {
  private static final Kind<String> SWITCH = number(0, 1);
  private static final Kind<String> DEFENSE = number(0, 3);
  private static final Kind<String> COUNT = number(0, Integer.MAX_VALUE);

  private static final SortedMap<String, Kind<String>> NAMES =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("am_droprate", COUNT),
              Map.entry("amemthresh", COUNT),
              Map.entry("backup_only", SWITCH),
              Map.entry("cache_bypass", SWITCH),
              Map.entry("conn_reuse_mode", DEFENSE), // bits 1 and 2
              Map.entry("conntrack", SWITCH),
              Map.entry("debug_level", number(0, 12)),
              Map.entry("drop_entry", DEFENSE),
              Map.entry("drop_packet", DEFENSE),
              Map.entry("est_cpulist", cpus()),
              Map.entry("est_nice", number(-20, 19)),
              Map.entry("expire_nodest_conn", SWITCH),
              Map.entry("expire_quiescent_template", SWITCH),
              Map.entry("ignore_tunneled", SWITCH),
              Map.entry("nat_icmp_send", SWITCH),
              Map.entry("pmtu_disc", SWITCH),
              Map.entry("run_estimation", SWITCH),
              Map.entry("schedule_icmp", SWITCH),
              Map.entry("secure_tcp", DEFENSE),
              Map.entry("sloppy_sctp", SWITCH),
              Map.entry("sloppy_tcp", SWITCH),
              Map.entry("snat_reroute", SWITCH),
              Map.entry("sync_persist_mode", SWITCH),
              Map.entry("sync_ports", syncPorts()),
              Map.entry("sync_qlen_max", COUNT),
              Map.entry("sync_refresh_period", COUNT),
              Map.entry("sync_retries", DEFENSE),
              Map.entry("sync_sock_size", COUNT),
              Map.entry("sync_threshold", syncThreshold()),
              Map.entry("sync_version", SWITCH)));

  private SysctlForm() {}

  static SysctlConfig read(Section section) {
    boolean apply = section.optional("apply", Kind.flag(), false);
    SortedMap<String, String> values = new TreeMap<>();
    NAMES.forEach(
        (name, kind) -> {
          String value = section.optional(name, kind, "");
          if (!value.isEmpty()) {
            values.put(name, value);
          }
        });
    section.refuses(
        "conn_tab_bits",
        "is fixed when the module ip_vs is loaded: write \"options ip_vs conn_tab_bits=20\" into"
            + " /etc/modprobe.d/ip_vs.conf, and it holds from the next time on");
    return new SysctlConfig(values, apply);
  }

  private static Kind<String> number(int min, int max) {
    Kind<Integer> number = Kind.integer(min, max);
    return value -> String.valueOf(number.read(value));
  }

  /** proc_do_sync_ports(): each power of two is a thread of its own, at a port of its own. */
  private static Kind<String> syncPorts() {
    Kind<Integer> ports = Kind.integer(1, 64, "a power of two, 1..64");
    return value -> {
      int number = ports.read(value);
      if (Integer.bitCount(number) != 1) {
        throw new UnacceptableValueException("a power of two, 1..64");
      }
      return String.valueOf(number);
    };
  }

  /** proc_do_sync_threshold(). */
  private static Kind<String> syncThreshold() {
    String expected =
        "a threshold and a period of packets above it, such as \"3 50\", or a period of 0";
    Pattern two = Pattern.compile("([0-9]{1,9})\\s+([0-9]{1,9})");
    return Kind.text(
        expected,
        text -> {
          Matcher numbers = two.matcher(text);
          if (!numbers.matches()) {
            throw new UnacceptableValueException(expected);
          }
          int threshold = Integer.parseInt(numbers.group(1));
          int period = Integer.parseInt(numbers.group(2));
          if (period != 0 && threshold >= period) {
            throw new UnacceptableValueException(expected);
          }
          return threshold + " " + period;
        });
  }

  /** In the kernel's own form, lest what it answers look like another value. */
  private static Kind<String> cpus() {
    String expected = "a list of CPUs, such as \"0-3,7\"";
    String range = "[0-9]{1,5}(-[0-9]{1,5})?";
    Pattern list = Pattern.compile(range + "(," + range + "){0,99}");
    return Kind.text(
        expected,
        text -> {
          if (!list.matcher(text).matches()) {
            throw new UnacceptableValueException(expected);
          }
          BitSet cpus = new BitSet();
          for (String part : text.split(",", -1)) {
            String[] ends = part.split("-", -1);
            int first = Integer.parseInt(ends[0]);
            int last = Integer.parseInt(ends[ends.length - 1]);
            if (last < first) {
              throw new UnacceptableValueException(expected, "this range runs backwards");
            }
            cpus.set(first, last + 1);
          }
          return ranges(cpus);
        });
  }

  /** As bitmap_list_string() writes it: {@code 0-3,7}. */
  private static String ranges(BitSet cpus) {
    List<String> ranges = new ArrayList<>();
    for (int first = cpus.nextSetBit(0); first >= 0; ) {
      int end = cpus.nextClearBit(first);
      ranges.add(end - first == 1 ? "" + first : first + "-" + (end - 1));
      first = cpus.nextSetBit(end);
    }
    return String.join(",", ranges);
  }
}
