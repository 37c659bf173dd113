// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.fact;

import java.util.Optional;
import java.util.function.Function;

/**
 * A fact, or why it could not be found out.
 *
 * @param value empty when it is unknown
 * @param why a sentence; empty when it is known
 */
public record Known<T>(Optional<T> value, String why) {

  public static <T> Known<T> of(T value) {
    return new Known<>(Optional.of(value), "");
  }

  public static <T> Known<T> not(String why) {
    return new Known<>(Optional.empty(), why);
  }

  /** What follows from it; unknown for the same reason where it is unknown. */
  public <R> Known<R> map(Function<T, R> next) {
    return value.isPresent() ? of(next.apply(value.get())) : not(why);
  }
}
