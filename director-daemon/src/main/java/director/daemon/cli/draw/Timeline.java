// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli.draw;

import director.daemon.journal.Condition;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * {@code events --around}: what the machine was doing then, and what happened, in one order of
 * time.
 */
public final class Timeline {
  private static final String MACHINE = "this machine";
  private static final List<Column> COLUMNS =
      List.of(
          Column.text("THIS MACHINE"),
          Column.number("USUALLY"),
          Column.number("WORST"),
          Column.text("AT"));

  private Timeline() {}

  private record Line(Instant time, Function<EventLines, String> drawing) {}

  public static String draw(
      List<Happening> events, List<Condition> conditions, ZoneId zone, Screen screen) {
    Machine machine = new Machine(conditions);
    List<Line> lines = new ArrayList<>();
    events.forEach(it -> lines.add(new Line(it.time(), drawer -> drawer.draw(it, screen))));
    machine
        .remarks()
        .forEach(
            it ->
                lines.add(
                    new Line(
                        it.time(),
                        drawer -> drawer.draw(it.time(), MACHINE, it.sentence(), screen))));
    lines.sort(Comparator.comparing(Line::time));
    EventLines drawer = new EventLines(zone);
    StringBuilder text = new StringBuilder(summary(machine, conditions, zone, screen));
    lines.forEach(line -> text.append(line.drawing().apply(drawer)));
    if (events.isEmpty()) {
      text.append("nothing happened\n");
    }
    return text.toString();
  }

  private static String summary(
      Machine machine, List<Condition> conditions, ZoneId zone, Screen screen) {
    if (conditions.isEmpty()) {
      return "there is no record of how the machine was\n\n";
    }
    List<Row> rows = new ArrayList<>();
    machine.usual().forEach((figure, usual) -> rows.add(row(figure, usual, conditions, zone)));
    return String.join("\n", TextTable.of(COLUMNS, rows, screen).draw(rows)) + "\n\n";
  }

  private static Row row(Figure figure, double usual, List<Condition> conditions, ZoneId zone) {
    Condition worst =
        conditions.stream()
            .filter(it -> figure.of(it) != null)
            .reduce((one, other) -> worse(figure, one, other))
            .orElseThrow();
    double value = value(figure, worst);
    Tone tone = figure.standsOut(value, usual) ? Tone.ODD : Tone.PLAIN;
    return Row.of(
        Cell.of(figure.words()),
        Cell.of(figure.amount(usual)),
        Cell.of(figure.amount(value), tone),
        Cell.of(Days.time(worst.time(), zone)));
  }

  /** The first of equals. */
  private static Condition worse(Figure figure, Condition one, Condition other) {
    double value = value(figure, one);
    return figure.worse(value, value(figure, other)) == value ? one : other;
  }

  private static double value(Figure figure, Condition condition) {
    Double value = figure.of(condition);
    return value == null ? 0 : value;
  }
}
