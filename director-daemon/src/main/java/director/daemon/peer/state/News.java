// SPDX-License-Identifier: Apache-2.0
package director.daemon.peer.state;

/**
 * Something about another director that those who follow events are told.
 *
 * @param director its name, or its address as long as nothing else is known
 */
public record News(Kind kind, String director, String sentence) {

  /** What became of it. */
  public enum Kind {
    HEARD,
    LOST,
    /** A difference has settled. */
    BEGUN,
    /** One that had is no more. */
    ENDED
  }
}
