// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

/**
 * How much healthy weight a service needs, as keepalived reckons: lost below {@code weight -
 * hysteresis} and at 0, regained from {@code weight + hysteresis} on.
 *
 * @param weight of healthy servers, 1 or more
 * @param hysteresis 0 or more, below {@code weight}
 */
public record QuorumConfig(long weight, long hysteresis) {
  public static final QuorumConfig DEFAULT = new QuorumConfig(1, 0);

  private static final long MOST = 0xffff_ffffL;

  /** A weight, or a section where there is hysteresis. */
  static QuorumConfig from(Section service) {
    Kind<Long> weight = Kind.whole(1, MOST);
    return service.either(
        "quorum", value -> new QuorumConfig(weight.read(value), 0), QuorumConfig::section, DEFAULT);
  }

  private static QuorumConfig section(Section section) {
    long weight = section.optional("weight", Kind.whole(1, MOST), DEFAULT.weight());
    long hysteresis = section.optional("hysteresis", Kind.whole(0, MOST), DEFAULT.hysteresis());
    if (section.isSound() && hysteresis >= weight) {
      section.refuse(
          "hysteresis",
          "must be below the weight, which is " + weight + ": or the quorum is never lost");
    }
    return new QuorumConfig(weight, hysteresis);
  }
}
