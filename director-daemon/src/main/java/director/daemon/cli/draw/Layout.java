// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli.draw;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * Which columns of a table are drawn, and how wide.
 *
 * @param widths by index of the column, in order
 * @param reasonWidth of the column of reasons; 0 when there is none and reasons go beneath
 */
record Layout(TreeMap<Integer, Integer> widths, int reasonWidth) {
  static final int MARGIN = 3;
  static final int GAP = 2;

  /** Less would show beginnings of reasons only. */
  private static final int USEFUL_REASON = 20;

  static Layout of(List<Column> columns, List<Row> rows, int screenWidth) {
    TreeMap<Integer, Integer> widths = new TreeMap<>();
    IntStream.range(0, columns.size())
        .forEach(index -> widths.put(index, naturalWidth(index, columns.get(index), rows)));
    leaveOut(widths, columns, screenWidth);
    int room = screenWidth - total(widths) - GAP;
    cut(widths, columns, screenWidth);
    return new Layout(widths, reasonWidth(rows, room));
  }

  private static int naturalWidth(int index, Column column, List<Row> rows) {
    int widest = widest(rows, row -> row.cells().get(index).text().length());
    return Math.max(column.header().length(), widest);
  }

  private static int widest(List<Row> rows, ToIntFunction<Row> length) {
    return rows.stream().mapToInt(length).max().orElse(0);
  }

  private static void leaveOut(
      TreeMap<Integer, Integer> widths, List<Column> columns, int screenWidth) {
    List<Integer> optional =
        new ArrayList<>(widths.keySet().stream().filter(i -> columns.get(i).rank() > 0).toList());
    optional.sort(Comparator.comparing((Integer i) -> columns.get(i).rank()).reversed());
    for (Integer index : optional) {
      TreeMap<Integer, Integer> least = new TreeMap<>(widths);
      least.replaceAll((i, natural) -> columns.get(i).least(natural));
      if (total(least) <= screenWidth) {
        return;
      }
      widths.remove(index);
    }
  }

  /** Takes from the column that has most to give, a character at a time. */
  private static void cut(TreeMap<Integer, Integer> widths, List<Column> columns, int screenWidth) {
    while (total(widths) > screenWidth) {
      Optional<Map.Entry<Integer, Integer>> richest =
          widths.entrySet().stream()
              .filter(entry -> columns.get(entry.getKey()).canBeCut(entry.getValue()))
              .max(Map.Entry.comparingByValue());
      if (richest.isEmpty()) {
        return;
      }
      richest.get().setValue(richest.get().getValue() - 1);
    }
  }

  /** A column only if it cuts no reason that matters. */
  private static int reasonWidth(List<Row> rows, int room) {
    int longest = widest(rows, row -> row.reason().length());
    int longestThatMatters = widest(rows, row -> row.explained() ? row.reason().length() : 0);
    if (longest == 0 || room < Math.max(longestThatMatters, Math.min(longest, USEFUL_REASON))) {
      return 0;
    }
    return Math.min(longest, room);
  }

  private static int total(TreeMap<Integer, Integer> widths) {
    return MARGIN
        + widths.values().stream().mapToInt(Integer::intValue).sum()
        + GAP * Math.max(0, widths.size() - 1);
  }
}
