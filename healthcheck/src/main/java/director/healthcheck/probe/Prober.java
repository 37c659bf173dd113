// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import director.healthcheck.state.ProbeResult;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Consumer;

/** Starts probes. To be used on one thread, on which the results come, too. */
public interface Prober {

  /**
   * Asks {@code target} once. The connect is issued before this returns, and bad news of every kind
   * is a result.
   *
   * @param timeout how long the owner is going to wait; for the sentence only, since giving up is
   *     left to the owner
   * @param done takes the result, once; never from within this call, nor after {@link
   *     RunningProbe#giveUp} or {@link RunningProbe#cancel}
   */
  RunningProbe start(
      HttpRequestSpec request,
      InetSocketAddress target,
      Duration timeout,
      Consumer<ProbeResult> done);
}
