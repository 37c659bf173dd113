// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What one reading of a configuration has found: where each key stands, and what is wrong. */
final class Findings {
  private static final Comparator<ConfigProblem> BY_PLACE =
      Comparator.comparing(ConfigProblem::file)
          .thenComparing(ConfigProblem::line)
          .thenComparing(ConfigProblem::key)
          .thenComparing(ConfigProblem::message);

  private final Map<String, Position> positions = new HashMap<>();
  private final Set<String> distrusted = new HashSet<>();
  private final List<ConfigProblem> problems = new ArrayList<>();
  private final List<ConfigProblem> warnings = new ArrayList<>();

  /** Notes where the value of {@code key} stands, or the section that could have held it. */
  void locate(String key, Position position) {
    positions.put(key, position);
  }

  void refuse(String key, Position position, String message) {
    distrust(key);
    problems.add(new ConfigProblem(position.file(), position.line(), key, message));
  }

  /** Tells of something that may be meant so, and probably is not. */
  void warn(Conflict doubt) {
    Position at = positionOf(doubt.key());
    warnings.add(new ConfigProblem(at.file(), at.line(), doubt.key(), doubt.message()));
  }

  /** What is allowed and probably not meant, ordered by file and line. */
  List<ConfigProblem> warnings() {
    return warnings.stream().distinct().sorted(BY_PLACE).toList();
  }

  /** Says that the value read for {@code key} is a stand-in, from which no rule may conclude. */
  void distrust(String key) {
    distrusted.add(key);
  }

  /** Whether the value of {@code key} is the operator's own, and not a stand-in. */
  boolean trusts(String key) {
    return !distrusted.contains(key);
  }

  /** Adds what a rule found, unless it clashes with a stand-in. */
  void add(Conflict conflict) {
    String other = conflict.other();
    if (!trusts(conflict.key()) || (other != null && !trusts(other))) {
      return;
    }
    Position at = positionOf(conflict.key());
    String where = other == null ? "" : " (" + positionOf(other) + ")";
    problems.add(
        new ConfigProblem(at.file(), at.line(), conflict.key(), conflict.message() + where));
  }

  private Position positionOf(String key) {
    Position position = positions.get(key);
    if (position == null) {
      throw new IllegalStateException("a rule names " + key + ", which nobody has read");
    }
    return position;
  }

  boolean any() {
    return !problems.isEmpty();
  }

  void rejectIfAny() throws ConfigRejectedException {
    if (any()) {
      throw new ConfigRejectedException(problems.stream().distinct().sorted(BY_PLACE).toList());
    }
  }
}
