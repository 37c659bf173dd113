// SPDX-License-Identifier: Apache-2.0
package director.healthcheck;

import director.healthcheck.state.CpuSample;
import director.healthcheck.state.MassFailure;
import director.healthcheck.state.Starvation;
import java.time.Duration;
import java.util.Optional;

/**
 * Whether a failure may be believed: not while we are starved, and not from so many targets at once
 * that the fault may be ours. Confined to one thread.
 */
final class Doubts {

  /** How often the processor is looked at. */
  static final Duration SAMPLED_EVERY = Duration.ofMillis(500);

  /** Samples our share of the processor. */
  interface Cpu extends AutoCloseable {
    /**
     * What was counted by now.
     *
     * @param late all time by which our wake-ups came too late
     */
    CpuSample sample(Duration now, Duration late);

    @Override
    default void close() {}
  }

  private final Cpu cpu;
  private final MassFailure mass;
  private Starvation starvation = Starvation.none();
  private Duration sampled;

  /**
   * @param massFailure which part of all targets is a mass, above 0 to 1
   */
  Doubts(Cpu cpu, double massFailure, Duration now) {
    this.cpu = cpu;
    this.mass = new MassFailure(massFailure);
    this.sampled = now;
  }

  /**
   * Looks at the processor if it is time to.
   *
   * @return whether a starvation has ended
   */
  boolean look(Duration now, Duration late) {
    return now.minus(sampled).compareTo(SAMPLED_EVERY) >= 0 && sample(now, late);
  }

  /**
   * Takes in a failure, and says why it takes nothing down; empty if it may. What happened to us
   * since the last sample may be its reason, so there is another one first.
   *
   * @param target not down so far
   */
  Optional<String> about(
      Target target, Duration started, int targets, Duration now, Duration late) {
    if (now.minus(sampled).compareTo(Starvation.LEAST_APART) >= 0) {
      sample(now, late);
    }
    mass.failed(target.id(), target.order().timing().interval(), targets, now);
    Optional<String> many =
        mass.doubt(target.id(), started, target.health().streak() + 1, targets, now);
    return starvation.doubt(started).or(() -> many);
  }

  /** From now on this part of all targets is a mass, above 0 to 1. */
  void massFailure(double share) {
    mass.share(share);
  }

  void forget(String id) {
    mass.forget(id);
  }

  Optional<String> starved() {
    return starvation.reason();
  }

  private boolean sample(Duration now, Duration late) {
    sampled = now;
    boolean was = starvation.reason().isPresent();
    starvation = starvation.after(cpu.sample(now, late));
    return was && starvation.reason().isEmpty();
  }
}
