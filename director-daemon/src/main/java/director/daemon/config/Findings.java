// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What one reading of a configuration has found: where each key stands, and what is wrong. */
final class Findings {
  private static final Comparator<ConfigProblem> BY_PLACE =
      Comparator.comparing(ConfigProblem::file)
          .thenComparing(ConfigProblem::line)
          .thenComparing(ConfigProblem::key)
          .thenComparing(ConfigProblem::message);

  /** To be read before the name of a file. */
  static final String READABLE = "whether directord may read ";

  private final Map<String, Section> sections = new HashMap<>();
  private final Map<String, Position> elements = new HashMap<>();
  private final Set<String> distrusted = new HashSet<>();
  private final List<ConfigProblem> problems = new ArrayList<>();
  private final List<ConfigProblem> warnings = new ArrayList<>();
  private final List<String> hidden = new ArrayList<>();
  private final List<ConfigProblem> questions = new ArrayList<>();
  private boolean discreet;
  private boolean forAnother;

  /** Notes who knows where keys stand that begin with {@code path}. */
  void enter(String path, Section section) {
    sections.put(path, section);
  }

  /** Notes where an element of a list stands. */
  void locate(String element, Position position) {
    elements.put(element, position);
  }

  /** Notes that what {@code key} says is a secret. */
  void hide(String key) {
    hidden.add(key);
  }

  /** The paths of all secrets. */
  List<String> hidden() {
    return hidden;
  }

  /** From now on no problem shows what stands in the file. */
  void quoteNothing() {
    discreet = true;
  }

  boolean quotesNothing() {
    return discreet;
  }

  /** From now on it is read in place of somebody who may do something else than this process. */
  void readForAnother() {
    forAnother = true;
  }

  boolean isForAnother() {
    return forAnother;
  }

  /** Notes what only whoever it is read for can find out; who is that finds it out by itself. */
  void ask(String key, Position position, String question) {
    if (forAnother) {
      questions.add(new ConfigProblem(position.file(), position.line(), key, question));
    }
  }

  /** The same by the key. */
  void ask(Conflict question) {
    ask(question.key(), positionOf(question.key()), question.message());
  }

  /** What could not be found out, ordered by file and line. */
  List<ConfigProblem> questions() {
    return questions.stream().distinct().sorted(BY_PLACE).toList();
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
    Position element = elements.get(key);
    return element != null ? element : inSection(key);
  }

  /** Of most keys nobody ever asks, so they are not looked for before. */
  private Position inSection(String key) {
    // Its last part stands in quotes if there are dots in it.
    int from =
        key.endsWith("\"") ? key.lastIndexOf('"', key.length() - 2) : key.lastIndexOf('.') + 1;
    Section section = sections.get(key.substring(0, from));
    String name = key.substring(from);
    return Optional.ofNullable(section)
        .flatMap(found -> found.position(name.replace("\"", "")))
        .orElseThrow(
            () -> new IllegalStateException("a rule names " + key + ", which nobody has read"));
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
