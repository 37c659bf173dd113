// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.netlink.text.AddressText;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is amiss with others, for as long as they are heard and it stays so. */
final class PassingWarnings {
  /** Sources can be forged: more than this nobody would read anyway. */
  private static final int MOST = 16;

  private record Warning(String sentence, Instant until) {}

  private final Map<InetAddress, Warning> warnings = new LinkedHashMap<>();

  /** In place of what was said of the same sender before; for so long unless it is renewed. */
  void put(InetAddress sender, String sentence, Instant now, Duration lifetime) {
    if (warnings.size() == MOST) {
      forgetBefore(now);
    }
    if (warnings.size() < MOST || warnings.containsKey(sender)) {
      warnings.put(sender, new Warning(sentence, now.plus(lifetime)));
    }
  }

  void remove(InetAddress sender) {
    warnings.remove(sender);
  }

  void clear() {
    warnings.clear();
  }

  /** "192.0.2.1 " and the sentence, in the order in which they came up. */
  List<String> at(Instant now) {
    forgetBefore(now);
    List<String> sentences = new ArrayList<>();
    warnings.forEach(
        (sender, warning) -> sentences.add(AddressText.of(sender) + " " + warning.sentence()));
    return sentences;
  }

  private void forgetBefore(Instant now) {
    warnings.values().removeIf(warning -> warning.until().isBefore(now));
  }
}
