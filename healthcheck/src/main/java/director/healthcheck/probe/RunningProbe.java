// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import director.healthcheck.state.ProbePhase;
import director.healthcheck.state.ProbeResult;

/** A probe under way. */
public interface RunningProbe {

  /** How far it has got. */
  ProbePhase reached();

  /** Grows with each sign of life from the target: 0 until it has accepted the connection. */
  long received();

  /**
   * Ends the probe because its time is over, and closes its connection.
   *
   * @return a failure that names what was waited for, or the result that was about to be told
   */
  ProbeResult giveUp();

  /** Ends the probe without any result, and closes its connection. */
  void cancel();
}
