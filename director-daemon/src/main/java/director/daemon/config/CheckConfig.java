// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import director.healthcheck.CheckTiming;
import director.healthcheck.request.FileCheck;
import director.healthcheck.request.PingCheck;
import director.healthcheck.request.ProbePath;
import director.healthcheck.state.DecisionRule;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * How real servers are asked whether they are well.
 *
 * @param request what they are asked
 * @param port 1..65535, at the real server's address; when empty, the one at which it serves
 * @param timing how often; the interval 100 ms..1 h, the fast one 20 ms..interval
 * @param timeout of a whole probe, from connect to the last byte that is needed, 1 ms..1 h
 * @param rule by which results a server is up or down; numbers of results 1..100
 * @param path how the packets of a probe leave this host
 * @param through whom they are sent to
 */
public record CheckConfig(
    RequestConfig request,
    OptionalInt port,
    CheckTiming timing,
    Duration timeout,
    DecisionRule rule,
    ProbePath path,
    Through through) {

  /** What is done with a real server that fails. */
  public enum OnFailure {
    /** It leaves the table; its connections are lost. */
    REMOVE,
    /** It stays with weight 0; its connections go on, and no new ones come. */
    QUIESCE
  }

  /** Which address a probe is for. */
  public enum Through {
    /** The real server's own. */
    DIRECT,
    /**
     * The virtual one, by way of the real server's link-layer address: what a client's packet sees.
     */
    FORWARDING_PATH
  }

  /** Whether it asks at a port: a ping has none, and a file or a program needs none. */
  public boolean hasPort() {
    if (request instanceof RequestConfig.Same same) {
      return !(same.request() instanceof PingCheck) && !(same.request() instanceof FileCheck);
    }
    return !(request instanceof RequestConfig.Script);
  }
}
