// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

import java.io.IOException;

/**
 * One claim about the daemon.
 *
 * @param name short, to be typed: {@code lab/test NAME}
 * @param claim a sentence that says what is true when it passes
 */
public record Scenario(String name, String claim, Body body) {

  /** Shows that the claim is true. */
  @FunctionalInterface
  public interface Body {
    /**
     * Plays it.
     *
     * @return what was measured, in a few words; empty where there is nothing to measure
     * @throws AssertionError if the claim is not true
     * @throws SkippedException if this machine cannot show it
     */
    String play() throws IOException, InterruptedException, SkippedException;
  }
}
