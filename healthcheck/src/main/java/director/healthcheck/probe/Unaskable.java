// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import director.healthcheck.state.ProbePhase;
import director.healthcheck.state.ProbeResult;
import director.healthcheck.state.Verdict;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** A probe that cannot be made, for a reason of our own: no packet is sent. */
final class Unaskable implements RunningProbe {

  private final ProbeResult result;
  private boolean over;

  /**
   * @param why what is wrong here, as the middle of a sentence
   * @param soon runs a task on the probe's thread, but not at once
   */
  Unaskable(String why, Executor soon, Consumer<ProbeResult> done) {
    result = new Finding(Verdict.VOID, false, why).at(new PhaseClock());
    soon.execute(
        () -> {
          if (!over) {
            over = true;
            done.accept(result);
          }
        });
  }

  @Override
  public ProbePhase reached() {
    return ProbePhase.CONNECT;
  }

  @Override
  public long received() {
    return 0;
  }

  @Override
  public ProbeResult giveUp() {
    over = true;
    return result;
  }

  @Override
  public void cancel() {
    over = true;
  }
}
