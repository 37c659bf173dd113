// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;

/** Guesses which word was meant: by its spelling, or because it is keepalived's word. */
final class Suggestion {
  private static final Map<String, String> KEEPALIVED_KEYS =
      Map.ofEntries(
          Map.entry("advert_int", "advertisement-interval"),
          Map.entry("connect_timeout", "timeout"),
          Map.entry("delay_loop", "interval"),
          Map.entry("enable_sni", "server-name"),
          Map.entry("global_defs", "director"),
          Map.entry("inhibit_on_failure", "on-failure = quiesce"),
          Map.entry("lb_algo", "scheduler"),
          Map.entry("lb_kind", "forwarding"),
          Map.entry("lvs_method", "forwarding"),
          Map.entry("lvs_sched", "scheduler"),
          Map.entry("nopreempt", "preempt = false"),
          Map.entry("real_server", "real-servers"),
          Map.entry("retry", "fall"),
          Map.entry("router_id", "name"),
          Map.entry("sni_name", "server-name"),
          Map.entry("status_code", "expect.status"),
          Map.entry("unicast_peer", "unicast"),
          Map.entry("virtual_ipaddress", "virtual-addresses"),
          Map.entry("virtual_server", "services"),
          Map.entry("virtualhost", "host"),
          Map.entry("vrrp_instance", "vrrp.instances"));

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
  static String among(Collection<String> words, String written) {
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
