// SPDX-License-Identifier: Apache-2.0
package director.vrrp.state;

import director.netlink.text.AddressText;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether the neighbours send to us what they send to the virtual addresses. A witness is asked
 * from a virtual address; when its answer arrives here it has learnt where that address is. Until
 * then the address is announced again, and the witness asked again, at growing distances. What is
 * proven is asked again and again, for a neighbour may be taught otherwise while we do not hear it.
 *
 * @param open what is not proven yet
 * @param proven what is
 * @param asked how many times in a row the open ones were asked
 * @param every from one proof to the next; 0 = one is enough
 * @param provenOnce whether all was proven before, since the takeover
 */
public record Convergence(
    List<Question> open, List<Question> proven, int asked, Duration every, boolean provenOnce) {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /** After so many fruitless rounds, some 6 s, it is worth telling. */
  private static final int PATIENCE = 6;

  /** Nobody is asked. */
  public static final Convergence NONE =
      new Convergence(List.of(), List.of(), 0, Duration.ZERO, false);

  public Convergence {
    open = List.copyOf(open);
    proven = List.copyOf(proven);
  }

  /** Does {@code witness} find {@code virtual} here? */
  public record Question(InetAddress virtual, InetAddress witness) {
    @Override
    public String toString() {
      return AddressText.of(witness) + " for " + AddressText.of(virtual);
    }
  }

  /** How far it has come. */
  public enum State {
    /** Not MASTER, or there is nobody to ask. */
    OFF,
    ASKING,
    PROVEN,
    /** Asked many times in vain, and asked further. */
    UNPROVEN
  }

  /**
   * What to do now.
   *
   * @param ask each of these once
   * @param announce these again, because they were asked for in vain
   * @param again when {@link Convergence#ask} is due; empty when all is proven
   */
  public record Round(
      Convergence next, List<Question> ask, List<InetAddress> announce, Optional<Duration> again) {}

  /** The role was taken over: every witness is asked for every address of its family. */
  public static Convergence of(
      List<InetAddress> virtual, List<InetAddress> witnesses, Duration every) {
    List<Question> open = new ArrayList<>();
    for (InetAddress address : virtual) {
      for (InetAddress witness : witnesses) {
        if (witness instanceof Inet4Address == address instanceof Inet4Address
            && !witness.equals(address)) {
          open.add(new Question(address, witness));
        }
      }
    }
    return open.isEmpty() ? NONE : new Convergence(open, List.of(), 0, every, false);
  }

  /** Asks all that are open, and has announced what was asked for in vain. */
  public Round ask() {
    if (open.isEmpty()) {
      return proven.isEmpty() || every.isZero()
          ? new Round(this, List.of(), List.of(), Optional.empty())
          : new Convergence(proven, List.of(), 0, every, true).ask();
    }
    List<InetAddress> announce =
        asked == 0 ? List.of() : open.stream().map(Question::virtual).distinct().toList();
    return new Round(
        new Convergence(open, proven, asked + 1, every, provenOnce),
        open,
        announce,
        Optional.of(pause()));
  }

  /** Who answered once will do so again as soon as it can: that is not put off for long. */
  private Duration pause() {
    Duration longest = provenOnce ? every : LONGEST_PAUSE;
    Duration pause = FIRST_PAUSE;
    for (int i = 0; i < asked && pause.compareTo(longest) < 0; i++) {
      pause = pause.multipliedBy(2);
    }
    return pause.compareTo(longest) < 0 ? pause : longest;
  }

  /** An answer arrived here; one that nobody asked for changes nothing. */
  public Convergence answered(Question question) {
    if (!open.contains(question)) {
      return this;
    }
    List<Question> still = new ArrayList<>(open);
    still.remove(question);
    List<Question> now = new ArrayList<>(proven);
    now.add(question);
    return new Convergence(still, now, asked, every, provenOnce);
  }

  public State state() {
    if (open.isEmpty()) {
      return proven.isEmpty() ? State.OFF : State.PROVEN;
    }
    if (provenOnce && asked <= 1) {
      return State.PROVEN;
    }
    return asked < PATIENCE ? State.ASKING : State.UNPROVEN;
  }
}
