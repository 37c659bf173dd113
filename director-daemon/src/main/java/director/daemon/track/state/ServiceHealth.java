// SPDX-License-Identifier: Apache-2.0
package director.daemon.track.state;

/**
 * How a director sees a service.
 *
 * @param healthy servers that may serve, 0..{@code known}
 * @param known servers of which there is a verdict
 * @param quorum whether so many are healthy that the service counts as up
 */
public record ServiceHealth(int healthy, int known, boolean quorum) {

  public ServiceHealth {
    if (healthy < 0 || healthy > known) {
      throw new IllegalArgumentException("healthy must be in 0.." + known + ", but is " + healthy);
    }
  }

  /** Which number tells the health of a service. */
  public enum Measure {
    /** All or nothing. */
    QUORUM,
    /** The part of the servers that is healthy. */
    SHARE
  }

  /** 0..1000. A service of which nothing is known is whole: nothing speaks against it. */
  public int thousandths(Measure measure) {
    if (known == 0) {
      return 1000;
    }
    return switch (measure) {
      case QUORUM -> quorum ? 1000 : 0;
      case SHARE -> (int) (1000L * healthy / known);
    };
  }

  /** "3 of 8 healthy, no quorum". */
  public String describe() {
    return healthy + " of " + known + " healthy" + (quorum ? "" : ", no quorum");
  }
}
