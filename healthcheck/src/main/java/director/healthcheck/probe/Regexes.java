// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Regular expressions in the syntax of RE2: a match takes time linear in the text, whatever a
 * server sends. Each is compiled once, and the compiled ones are kept for the next probe.
 */
public final class Regexes {

  /** More than any configuration has; a reload that brings others lets the oldest go. */
  private static final int KEPT = 1024;

  private static final Map<String, Pattern> COMPILED = new LinkedHashMap<>(16, 0.75f, true);

  private Regexes() {}

  /** What is wrong with {@code regex}, in words; empty if nothing is. */
  public static Optional<String> problem(String regex) {
    try {
      Pattern unused = Pattern.compile(regex);
      return Optional.empty();
    } catch (PatternSyntaxException e) {
      return Optional.of(e.getDescription() + ": " + e.getPattern());
    }
  }

  /**
   * @throws IllegalArgumentException if there is a {@link #problem}
   */
  static Pattern compiled(String regex) {
    synchronized (COMPILED) {
      Pattern pattern = COMPILED.get(regex);
      if (pattern == null) {
        pattern = compile(regex);
        COMPILED.put(regex, pattern);
        dropEldest();
      }
      return pattern;
    }
  }

  private static Pattern compile(String regex) {
    try {
      return Pattern.compile(regex);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("not a regular expression: " + e.getMessage(), e);
    }
  }

  private static void dropEldest() {
    if (COMPILED.size() > KEPT) {
      COMPILED.remove(COMPILED.keySet().iterator().next());
    }
  }
}
