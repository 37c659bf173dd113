// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

/** How many are here, of those who ask and of those who follow. On the socket's thread only. */
final class Seats {
  private static final int MOST_BIG_BODIES = 2;
  private static final int MOST_TOLD = 64;

  private final Limits limits;
  private final Tally tally = new Tally(System::nanoTime);
  private int connections;
  private int followers;
  private int bigBodies;

  Seats(Limits limits) {
    this.limits = limits;
  }

  /** False when there are enough already; who comes in counts in any case, until they leave. */
  boolean enter() {
    return ++connections <= limits.connections();
  }

  /** Moves from a place of those who ask to one of those who follow. */
  boolean follow() {
    if (followers >= limits.followers()) {
      return false;
    }
    followers++;
    connections--;
    return true;
  }

  /** Whether there is memory for one more body beyond {@link Limits#bodyBytes}. */
  boolean beginBigBody() {
    if (bigBodies >= MOST_BIG_BODIES) {
      return false;
    }
    bigBodies++;
    return true;
  }

  void endBigBody() {
    bigBodies--;
  }

  void leave(boolean asFollower) {
    followers -= asFollower ? 1 : 0;
    connections -= asFollower ? 0 : 1;
  }

  /** Of what they do that they should not. */
  Tally tally() {
    return tally;
  }

  /** So many too many that they are not even told so. */
  boolean isCrowded() {
    return connections >= limits.connections() + MOST_TOLD;
  }

  int connections() {
    return connections;
  }

  int followers() {
    return followers;
  }
}
