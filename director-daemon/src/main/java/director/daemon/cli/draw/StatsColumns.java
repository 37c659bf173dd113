// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli.draw;

import director.daemon.control.StatsReport.Counters;
import director.daemon.control.StatsReport.Rates;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The columns of {@code stats}.
 *
 * @param weights whether there are servers among the rows
 * @param answers whether answers are counted at all, which direct routing keeps from us
 * @param watched whether there is a screen before
 */
record StatsColumns(boolean weights, boolean answers, boolean watched) {

  /** A column, and what stands in it. */
  private record Field(Column column, Function<StatsRow, @Nullable Object> value) {}

  private List<Field> fields() {
    List<Field> fields = new ArrayList<>();
    fields.add(new Field(Column.text("SERVICE").cutTo(8), StatsRow::name));
    if (weights) {
      fields.add(new Field(Column.number("WEIGHT").optional(4), StatsRow::weight));
    }
    fields.add(amount(Column.number("ACTIVE"), StatsRow::active));
    fields.add(amount(Column.number("INACT").optional(3), StatsRow::inactive));
    fields.add(rate(Column.number("CONN/S"), Rates::connections));
    fields.add(rate(Column.number("PKT/S").optional(2), Rates::inPackets));
    fields.add(rate(Column.number("BYTE/S"), Rates::inBytes));
    if (answers) {
      fields.add(rate(Column.number("OUT-PKT/S").optional(5), Rates::outPackets));
      fields.add(rate(Column.number("OUT-BYTE/S").optional(1), Rates::outBytes));
    }
    if (watched) {
      fields.add(new Field(Column.number("+CONNS"), row -> row.grown().orElse(null)));
    }
    fields.add(count(Column.number("CONNS").optional(6), Counters::connections));
    fields.add(count(Column.number("PKTS").optional(7), Counters::inPackets));
    fields.add(count(Column.number("BYTES").optional(6), Counters::inBytes));
    if (answers) {
      fields.add(count(Column.number("OUT-PKTS").optional(8), Counters::outPackets));
      fields.add(count(Column.number("OUT-BYTES").optional(7), Counters::outBytes));
    }
    return fields;
  }

  List<Column> columns() {
    return fields().stream().map(Field::column).toList();
  }

  Row row(StatsRow row) {
    return Row.of(
        fields().stream().map(field -> Cell.of(field.value().apply(row))).toArray(Cell[]::new));
  }

  private static Field rate(Column column, Function<Rates, Long> which) {
    return amount(column, row -> row.rates() == null ? null : which.apply(row.rates()));
  }

  private static Field count(Column column, Function<Counters, Long> which) {
    return amount(column, row -> row.counters() == null ? null : which.apply(row.counters()));
  }

  private static Field amount(Column column, Function<StatsRow, @Nullable Long> which) {
    return new Field(column, row -> Amount.shortly(which.apply(row)));
  }
}
