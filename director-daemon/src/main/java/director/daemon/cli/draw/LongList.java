// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli.draw;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What {@code status} shows of a list: all of a short one, of a long one what stands out. */
final class LongList {
  /** What fits on a screen of 24 lines beside everything else. */
  private static final int SHORT = 10;

  private LongList() {}

  static <T> List<T> shown(List<T> all, Predicate<T> standsOut) {
    return shown(all, standsOut, Comparator.comparing(one -> 0));
  }

  /** With the first by {@code worstFirst} where not all that stand out can be shown. */
  static <T> List<T> shown(List<T> all, Predicate<T> standsOut, Comparator<T> worstFirst) {
    return all.size() <= SHORT
        ? all
        : all.stream().filter(standsOut).sorted(worstFirst).limit(SHORT).toList();
  }

  /** Those that are not shown by their state: {@code 90 more, 88 UP, 2 DOWN}; empty for none. */
  static <T, S extends Enum<S>> Stream<String> rest(
      List<T> all, List<T> shown, Function<T, S> state, S[] states, String command) {
    if (shown.size() == all.size()) {
      return Stream.empty();
    }
    String counts =
        Stream.of(states)
            .filter(each -> count(all, state, each) > count(shown, state, each))
            .map(each -> count(all, state, each) - count(shown, state, each) + " " + each)
            .collect(Collectors.joining(", "));
    return Stream.of("   %d more, %s: %s".formatted(all.size() - shown.size(), counts, command));
  }

  private static <T, S> long count(List<T> list, Function<T, S> state, S wanted) {
    return list.stream().filter(each -> state.apply(each).equals(wanted)).count();
  }
}
