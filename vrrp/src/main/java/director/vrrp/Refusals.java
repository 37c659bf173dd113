// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import java.util.LinkedHashMap;
import java.util.Map;

/** What the kernel refuses a virtual router at present. */
final class Refusals {
  private final Map<String, String> sentences = new LinkedHashMap<>();

  /**
   * Notes a refusal.
   *
   * @param subject what it is about; granted or refused again, it is about the same
   * @return whether this is news
   */
  boolean add(String subject, String sentence) {
    return !sentence.equals(sentences.put(subject, sentence));
  }

  /** Notes that it was granted. */
  void remove(String subject) {
    sentences.remove(subject);
  }

  boolean contains(String subject) {
    return sentences.containsKey(subject);
  }

  void clear() {
    sentences.clear();
  }

  /** For people; empty when nothing is refused. */
  String sentence() {
    return String.join("; ", sentences.values());
  }
}
