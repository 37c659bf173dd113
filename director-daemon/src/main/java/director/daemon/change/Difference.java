// SPDX-License-Identifier: Apache-2.0
package director.daemon.change;

import director.daemon.config.text.ConfigText;
import director.daemon.config.text.Term;
import director.daemon.config.text.Term.Keyed;
import director.daemon.config.text.Term.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What differs between two sections, a line for each key: {@code check.interval 2s -> 5s}. */
final class Difference {
  static final String SECRET = "secret changed";

  private static final String ABSENT = "none";
  private static final Pattern ONE_WORD = Pattern.compile("[!-~]+");
  private static final int LONGEST = 100;

  private final List<String> lines = new ArrayList<>();

  private Difference() {}

  /** In the order of the keys; none if the sections are equal. */
  static List<String> of(Keyed before, Keyed after) {
    Difference difference = new Difference();
    difference.compare("", before, after);
    return difference.lines;
  }

  /** Some keys of a section that is new: {@code weight 1}. */
  static List<String> some(Keyed section, String... keys) {
    List<String> lines = new ArrayList<>();
    for (String key : keys) {
      Term term = section.terms().get(key);
      if (term != null) {
        lines.add(key + " " + shown(term));
      }
    }
    return lines;
  }

  private void compare(String path, Keyed before, Keyed after) {
    Set<String> keys = new LinkedHashSet<>(before.terms().keySet());
    keys.addAll(after.terms().keySet());
    for (String key : keys) {
      compare(path + ConfigText.key(key), before.terms().get(key), after.terms().get(key));
    }
  }

  private void compare(String path, @Nullable Term before, @Nullable Term after) {
    if (before instanceof Keyed one && after instanceof Keyed other) {
      compare(path + ".", one, other);
    } else if (before == null || !before.equals(after)) {
      lines.add(
          isSecret(before) && isSecret(after)
              ? path + ": " + SECRET
              : path + " " + shown(before) + " -> " + shown(after));
    }
  }

  private static boolean isSecret(@Nullable Term term) {
    return term instanceof Value value && value.secret();
  }

  /** Without quotes where nobody needs them. */
  private static String shown(@Nullable Term term) {
    if (term == null) {
      return ABSENT;
    }
    boolean word =
        term instanceof Value value && !value.secret() && ONE_WORD.matcher(value.text()).matches();
    String text = word ? term.toString() : ConfigText.inLine(term);
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
  }
}
