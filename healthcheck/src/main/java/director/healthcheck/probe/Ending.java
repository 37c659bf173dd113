// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import director.healthcheck.state.ProbeResult;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How a probe comes to its one end. The first finding stands, and is told outside of the read that
 * led to it; unless the owner ends the probe before, who then is told nothing.
 */
final class Ending {

  private final Executor soon;
  private final Consumer<ProbeResult> done;
  private final Runnable close;
  private @Nullable ProbeResult result;
  private boolean over;

  /**
   * @param soon runs a task on the probe's thread, but not at once
   * @param done takes the result
   * @param close closes what the probe has opened, if it has
   */
  Ending(Executor soon, Consumer<ProbeResult> done, Runnable close) {
    this.soon = soon;
    this.done = done;
    this.close = close;
  }

  /** Whether nothing has been found yet. */
  boolean isOpen() {
    return result == null;
  }

  /**
   * What was found, if it is the first.
   *
   * @param found asked only then
   */
  void with(Supplier<ProbeResult> found) {
    if (result == null && !over) {
      result = found.get();
      soon.execute(this::conclude);
    }
  }

  private void conclude() {
    if (!over && result != null) {
      cancel();
      done.accept(result);
    }
  }

  /** The owner gives up: the result that was about to be told, or else {@code silence}. */
  ProbeResult giveUp(Supplier<ProbeResult> silence) {
    cancel();
    return result == null ? silence.get() : result;
  }

  /** The probe is over, whatever was found. */
  void cancel() {
    over = true;
    close.run();
  }
}
