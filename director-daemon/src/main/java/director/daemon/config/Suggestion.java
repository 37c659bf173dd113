// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;

/** Guesses which word was meant: by its spelling, or because it is keepalived's word. */
public final class Suggestion {
  private static final Map<String, String> KEEPALIVED_KEYS =
      Map.ofEntries(
          Map.entry("active_key", "active-key"),
          Map.entry("advert_int", "advertisement-interval"),
          Map.entry("anti_replay", "anti-replay"),
          Map.entry("auth_hmac", "authentication"),
          Map.entry("auth_pass", "password"),
          Map.entry("auth_type", "type"),
          Map.entry("bind_if", "interface"),
          Map.entry("bindto", "source"),
          Map.entry("check_unicast_src", "check-source"),
          Map.entry("connect_port", "port"),
          Map.entry("connect_timeout", "timeout"),
          Map.entry("delay_before_retry", "fast-interval"),
          Map.entry("delay_loop", "interval"),
          Map.entry("digest", "expect.md5"),
          Map.entry("dont_track_primary", "own-interface = false"),
          Map.entry("enable_sni", "server-name"),
          Map.entry("garp_master_delay", "announce.again"),
          Map.entry("garp_master_refresh", "announce.refresh"),
          Map.entry("garp_master_repeat", "announce.burst"),
          Map.entry("global_defs", "director"),
          Map.entry("helo_name", "helo"),
          Map.entry("http_protocol", "version"),
          Map.entry("inhibit_on_failure", "on-failure = quiesce"),
          Map.entry("init_fail", "initial = failed"),
          Map.entry("ip_family", "family"),
          Map.entry("lb_algo", "scheduler"),
          Map.entry("lb_kind", "forwarding"),
          Map.entry("lthreshold", "lower-threshold"),
          Map.entry("lvs_method", "forwarding"),
          Map.entry("lvs_sched", "scheduler"),
          Map.entry("lvs_sync_daemon", "ipvs.sync"),
          Map.entry("lvs_timeouts", "ipvs.timeouts"),
          Map.entry("max_reply_length", "reply.maximum"),
          Map.entry("maxlen", "max-length"),
          Map.entry("mcast_dst_ip", "multicast-group"),
          Map.entry("mh-fallback", "scheduler-flags"),
          Map.entry("mh-port", "scheduler-flags"),
          Map.entry("min_reply_length", "reply.minimum"),
          Map.entry("misc_dynamic", "dynamic"),
          Map.entry("misc_path", "command"),
          Map.entry("misc_timeout", "timeout"),
          Map.entry("nopreempt", "preempt = false"),
          Map.entry("ops", "one-packet"),
          Map.entry("persistence_engine", "persistence.engine"),
          Map.entry("persistence_granularity", "persistence.granularity"),
          Map.entry("persistence_timeout", "persistence"),
          Map.entry("real_server", "real-servers"),
          Map.entry("regex", "expect.matches"),
          Map.entry("regex_no_match", "expect.matches-not"),
          Map.entry("require_reply", "reply"),
          Map.entry("retry", "fall"),
          Map.entry("router_id", "name"),
          Map.entry("sh-fallback", "scheduler-flags"),
          Map.entry("sh-port", "scheduler-flags"),
          Map.entry("sni_name", "server-name"),
          Map.entry("sorry_server", "sorry-server"),
          Map.entry("static_ipaddress", "static.addresses"),
          Map.entry("static_routes", "static.routes"),
          Map.entry("static_rules", "static.rules"),
          Map.entry("status_code", "expect.status"),
          Map.entry("time_window", "window"),
          Map.entry("track_file", "files"),
          Map.entry("track_interface", "track.interfaces"),
          Map.entry("track_process", "processes"),
          Map.entry("track_script", "track.scripts"),
          Map.entry("unicast_peer", "unicast"),
          Map.entry("unicast_src_ip", "unicast.source"),
          Map.entry("unicast_ttl", "unicast.ttl"),
          Map.entry("url", "requests"),
          Map.entry("use_vmac", "vmac"),
          Map.entry("uthreshold", "upper-threshold"),
          Map.entry("v3_checksum_as_v2", "checksum"),
          Map.entry("virtual_ipaddress", "virtual-addresses"),
          Map.entry("virtual_ipaddress_excluded", "excluded-addresses"),
          Map.entry("virtual_routes", "routes"),
          Map.entry("virtual_rules", "rules"),
          Map.entry("virtual_server", "services"),
          Map.entry("virtualhost", "host"),
          Map.entry("vmac_xmit_base", "send-from-base"),
          Map.entry("vrrp_garp_interval", "pace"),
          Map.entry("vrrp_instance", "vrrp.instances"),
          Map.entry("vrrp_script", "track.scripts"),
          Map.entry("vrrp_startup_delay", "start-delay"),
          Map.entry("vrrp_sync_group", "vrrp.sync-groups"));

  private Suggestion() {}

  /** "did you mean X?" for a key, or an empty text. */
  static String forKey(Collection<String> keys, String written) {
    String ours = KEEPALIVED_KEYS.get(written);
    // keepalived's word helps only where ours is a key: "retry" of some other section is no "fall".
    if (ours != null && keys.stream().anyMatch(ours::startsWith)) {
      return "did you mean " + ours + "? (" + written + " is keepalived's word)";
    }
    return among(keys, written);
  }

  /** "did you mean X?" for the word that looks most like {@code written}, or an empty text. */
  public static String among(Collection<String> words, String written) {
    String plain = written.toLowerCase(Locale.ROOT).replace('_', '-');
    return words.stream()
        .filter(word -> resembles(word, plain))
        .min(
            Comparator.comparing((String word) -> !word.startsWith(plain))
                .thenComparing(word -> distance(word, plain)))
        .map(word -> "did you mean " + word + "?")
        .orElse("");
  }

  private static boolean resembles(String word, String written) {
    int shorter = Math.min(word.length(), written.length());
    boolean prefix = shorter >= 3 && word.regionMatches(0, written, 0, shorter);
    // A long text resembles nothing, and its distance is never computed.
    return written.length() <= 64 && (prefix || distance(word, written) <= 1 + word.length() / 4);
  }

  /** Optimal string alignment: insertions, deletions, replacements, swaps of neighbours. */
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        d[i][j] = Math.min(replaced, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
