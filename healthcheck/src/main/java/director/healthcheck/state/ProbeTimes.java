// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.state;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a probe got how far, each counted from the moment the connect was issued.
 *
 * @param connected the TCP connection stood, null if it never did
 * @param secured the TLS handshake was done, null without TLS or if it never was
 * @param firstByte the first byte of the response arrived, null if none did
 * @param whole the probe ended
 */
public record ProbeTimes(
    @Nullable Duration connected,
    @Nullable Duration secured,
    @Nullable Duration firstByte,
    Duration whole) {

  /** The times of a probe that ended before anything was connected. */
  public static ProbeTimes endedAfter(Duration whole) {
    return new ProbeTimes(null, null, null, whole);
  }
}
