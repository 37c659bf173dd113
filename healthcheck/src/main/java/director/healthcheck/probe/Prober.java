// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import director.healthcheck.request.Question;
import director.healthcheck.state.ProbeResult;
import java.util.function.Consumer;

/** Starts probes. To be used on one thread, on which the results come, too. */
public interface Prober {

  /**
   * Asks once. The first packet is sent before this returns, and bad news of every kind is a
   * result.
   *
   * @param question its timeout is for the sentence only, since giving up is left to the owner
   * @param done takes the result, once; never from within this call, nor after {@link
   *     RunningProbe#giveUp} or {@link RunningProbe#cancel}
   */
  RunningProbe start(Question question, Consumer<ProbeResult> done);
}
