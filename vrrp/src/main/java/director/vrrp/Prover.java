// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.vrrp.state.Convergence;
import director.vrrp.state.Convergence.Question;
import director.vrrp.state.Convergence.Round;
import director.vrrp.state.Convergence.State;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Has the neighbours of one virtual router prove that they send to us what they send to its
 * addresses, for as long as we are MASTER. Confined to the elector's thread.
 */
final class Prover {

  /** How it is done on a real segment. */
  interface Asking {
    /** One echo request from the virtual address to the witness. */
    void ask(Question question) throws IOException;

    /** Tells the neighbours once more where the addresses are. */
    void announce(List<InetAddress> addresses);
  }

  private final Asking asking;
  private final Consumer<String> tell;
  private Convergence convergence = Convergence.NONE;
  private long due = Deadlines.NEVER;
  private long asksAt;
  private boolean toldProof;
  private String refused = "";

  /**
   * Asks nobody yet.
   *
   * @param tell takes sentences for people
   */
  Prover(Asking asking, Consumer<String> tell) {
    this.asking = asking;
    this.tell = tell;
  }

  /** We are MASTER of {@code virtual} since now. */
  void begin(List<InetAddress> virtual, List<InetAddress> witnesses, Duration every, long now) {
    convergence = Convergence.of(virtual, witnesses, every);
    asksAt = now;
    toldProof = false;
    due = now;
    refused = "";
  }

  /** We are MASTER no longer. */
  void end() {
    convergence = Convergence.NONE;
    due = Deadlines.NEVER;
  }

  /** Asks what is due. */
  void run(long now) {
    if (now < due) {
      return;
    }
    State before = convergence.state();
    Round round = convergence.ask();
    asksAt = now;
    convergence = round.next();
    due = round.again().map(pause -> now + pause.toNanos()).orElse(Deadlines.NEVER);
    if (!round.announce().isEmpty()) {
      asking.announce(round.announce());
    }
    round.ask().forEach(this::ask);
    if (convergence.state() == State.UNPROVEN && before != State.UNPROVEN) {
      toldProof = false;
      tell.accept(
          "no answer from "
              + convergence.open()
              + (refused.isEmpty() ? "" : " (" + refused + ")")
              + ": they may still send to another director; announces and asks again");
    }
  }

  private void ask(Question question) {
    try {
      asking.ask(question);
    } catch (IOException e) {
      // It counts as not answered; the sentence above tells why if that lasts.
      refused = String.valueOf(e.getMessage());
    }
  }

  /** An answer came in here. */
  void answered(Question question) {
    if (!convergence.open().contains(question)) {
      return;
    }
    convergence = convergence.answered(question);
    if (convergence.open().isEmpty()) {
      boolean again = !convergence.every().isZero();
      due = again ? asksAt + convergence.every().toNanos() : Deadlines.NEVER;
      if (!toldProof) {
        toldProof = true;
        tell.accept("the neighbours have learnt where the addresses are: " + convergence.proven());
      }
    }
  }

  Convergence convergence() {
    return convergence;
  }

  /** {@link Deadlines#NEVER} when there is nothing to ask. */
  long nextDeadline() {
    return due;
  }
}
