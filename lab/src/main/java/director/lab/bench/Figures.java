// SPDX-License-Identifier: Apache-2.0
package director.lab.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What many values of one kind, in milliseconds, come to. */
record Figures(List<Double> values) {
  Figures {
    values = values.stream().sorted().toList();
  }

  /** Of that value of each sample; those that have none (NaN) are left out. */
  static <T> Figures of(List<T> samples, ToDoubleFunction<T> value) {
    return new Figures(
        samples.stream().mapToDouble(value).filter(v -> !Double.isNaN(v)).boxed().toList());
  }

  int count() {
    return values.size();
  }

  double least() {
    return at(0);
  }

  double median() {
    return at(0.5);
  }

  double worst() {
    return at(1);
  }

  /**
   * The value below which that part of all is; NaN if there are none.
   *
   * @param part 0..1
   */
  double at(double part) {
    if (values.isEmpty()) {
      return Double.NaN;
    }
    return values.get((int) Math.min(values.size() - 1.0, Math.floor(part * values.size())));
  }

  /** Median and worst. */
  @Override
  public String toString() {
    return values.isEmpty() ? "-" : text(median()) + " / " + text(worst());
  }

  static String text(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.2f", value);
  }

  static String percent(double share) {
    return text(100 * share) + " %";
  }
}
