// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import com.google.re2j.Pattern;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Regular expressions in the syntax of RE2: a match takes time linear in the text, whatever a
 * server sends. Each is compiled once, and the compiled ones are kept for the next probe.
 */
final class Regexes {

  /** More than any configuration has; a reload that brings others lets the oldest go. */
  private static final int KEPT = 1024;

  private static final Map<String, Pattern> COMPILED = new LinkedHashMap<>(16, 0.75f, true);

  private Regexes() {}

  /**
   * {@code regex}, which is one: {@link director.healthcheck.request.Expectation} takes no other.
   */
  static Pattern compiled(String regex) {
    synchronized (COMPILED) {
      Pattern pattern = COMPILED.get(regex);
      if (pattern == null) {
        pattern = Pattern.compile(regex);
        COMPILED.put(regex, pattern);
        dropEldest();
      }
      return pattern;
    }
  }

  private static void dropEldest() {
    if (COMPILED.size() > KEPT) {
      COMPILED.remove(COMPILED.keySet().iterator().next());
    }
  }
}
