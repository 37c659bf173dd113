// SPDX-License-Identifier: Apache-2.0
package director.netlink.route;

import java.time.Duration;

/**
 * How long the kernel keeps an address, counted from its last renewal (IFA_CACHEINFO). Told in
 * whole seconds: when asked for, rounded up; when read, what is left.
 *
 * <p>The kernel looks once in a second at most, so an address is gone up to about a second late.
 *
 * @param valid then it is removed; at least 1 ns when asked for
 * @param preferred then it is {@link AddressFlag#DEPRECATED}; not longer than {@code valid}
 */
public record Lifetime(Duration valid, Duration preferred) {
  /** The kernel's "infinity", 0xffffffff; some 136 years. */
  public static final Duration ENDLESS = Duration.ofSeconds(0xffff_ffffL);

  public static final Lifetime FOREVER = new Lifetime(ENDLESS, ENDLESS);

  public Lifetime {
    if (valid.isNegative() || preferred.isNegative() || preferred.compareTo(valid) > 0) {
      throw new IllegalArgumentException("a lifetime of " + valid + ", preferred for " + preferred);
    }
  }

  /** Preferred until its end. */
  public static Lifetime of(Duration valid) {
    return new Lifetime(valid, valid);
  }

  static Lifetime decode(int valid, int preferred) {
    Duration longest = Duration.ofSeconds(valid & 0xffff_ffffL);
    Duration shorter = Duration.ofSeconds(preferred & 0xffff_ffffL);
    return new Lifetime(longest, shorter.compareTo(longest) > 0 ? longest : shorter);
  }

  static int encode(Duration lifetime) {
    if (lifetime.compareTo(ENDLESS) >= 0) {
      return -1;
    }
    return (int) lifetime.plusNanos(999_999_999).toSeconds();
  }
}
