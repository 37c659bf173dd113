// SPDX-License-Identifier: Apache-2.0
package director.lab.bench;

/**
 * What a figure should come to.
 *
 * @param ofRatio whether that is said of ours divided by theirs, or of ours alone
 * @param atMost whether it should not be above {@code bound}, or not below
 */
record Target(boolean ofRatio, boolean atMost, double bound) {

  /** Ours divided by theirs. */
  static Target ratioAtMost(double bound) {
    return new Target(true, true, bound);
  }

  /** Ours divided by theirs. */
  static Target ratioAtLeast(double bound) {
    return new Target(true, false, bound);
  }

  /** Ours, whatever theirs is. */
  static Target atMost(double bound) {
    return new Target(false, true, bound);
  }

  boolean met(double ours, double theirs) {
    double value = ofRatio ? ours / theirs : ours;
    return atMost ? value <= bound : value >= bound;
  }

  @Override
  public String toString() {
    return (ofRatio ? "ratio " : "") + (atMost ? "<= " : ">= ") + Figures.text(bound);
  }
}
