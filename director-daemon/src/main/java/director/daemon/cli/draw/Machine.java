// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli.draw;

import director.daemon.journal.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Which of many seconds stand out, in sentences; seconds in a row become one. */
final class Machine {
  private static final Duration IN_A_ROW = Duration.ofMillis(2500);

  private final List<Condition> conditions;
  private final Map<Figure, Double> usual = new EnumMap<>(Figure.class);

  /**
   * Something to say.
   *
   * @param time of its first second
   */
  record Remark(Instant time, String sentence) {}

  /** The oldest first. */
  Machine(List<Condition> conditions) {
    this.conditions = List.copyOf(conditions);
    for (Figure figure : Figure.values()) {
      figure.usual(conditions).ifPresent(value -> usual.put(figure, value));
    }
  }

  Map<Figure, Double> usual() {
    return Collections.unmodifiableMap(usual);
  }

  List<Remark> remarks() {
    List<Remark> remarks = new ArrayList<>(gaps());
    List<Condition> row = new ArrayList<>();
    for (Condition condition : conditions) {
      if (outstanding(condition).isEmpty()) {
        continue;
      }
      if (!row.isEmpty() && isBreak(row.get(row.size() - 1), condition)) {
        remarks.add(remark(row));
        row.clear();
      }
      row.add(condition);
    }
    if (!row.isEmpty()) {
      remarks.add(remark(row));
    }
    return remarks;
  }

  /** Where nothing was written, the director did not run. */
  private List<Remark> gaps() {
    List<Remark> gaps = new ArrayList<>();
    for (int i = 1; i < conditions.size(); i++) {
      Condition before = conditions.get(i - 1);
      Condition after = conditions.get(i);
      if (isBreak(before, after)) {
        String length = Amount.age(before.time(), after.time());
        gaps.add(
            new Remark(
                before.time(),
                "no record for " + length + ": directord did not run, or not freely"));
      }
    }
    return gaps;
  }

  private static boolean isBreak(Condition before, Condition after) {
    return Duration.between(before.time(), after.time()).compareTo(IN_A_ROW) > 0;
  }

  private Map<Figure, Double> outstanding(Condition condition) {
    Map<Figure, Double> found = new EnumMap<>(Figure.class);
    usual.forEach(
        (figure, usually) -> {
          Double value = figure.of(condition);
          if (value != null && figure.standsOut(value, usually)) {
            found.put(figure, value);
          }
        });
    return found;
  }

  private Remark remark(List<Condition> row) {
    Map<Figure, Double> worst = new EnumMap<>(Figure.class);
    row.forEach(
        condition ->
            outstanding(condition)
                .forEach((figure, value) -> worst.merge(figure, value, figure::worse)));
    String figures =
        worst.entrySet().stream()
            .map(it -> it.getKey().words() + " " + it.getKey().amount(it.getValue()))
            .collect(Collectors.joining(", "));
    Instant first = row.get(0).time();
    long seconds = Duration.between(first, row.get(row.size() - 1).time()).toSeconds() + 1;
    return new Remark(first, figures + (seconds > 1 ? ", for " + seconds + " s" : ""));
  }
}
