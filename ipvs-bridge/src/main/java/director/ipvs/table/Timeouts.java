// SPDX-License-Identifier: Apache-2.0
package director.ipvs.table;

import java.time.Duration;

/**
 * After how long without a packet a connection is forgotten, in whole seconds (ipvsadm --set).
 *
 * <p>As something to be set, zero leaves one as it is. The kernel counts in ticks, so that the
 * longest is from 24 days (1000 ticks a second) to 248 days (100).
 *
 * @param tcp of an established TCP connection
 * @param tcpFin of a TCP connection after a FIN
 * @param udp of a client's UDP packets
 */
public record Timeouts(Duration tcp, Duration tcpFin, Duration udp) {

  /** "tcp 900 s, tcp-fin 120 s, udp 300 s". */
  @Override
  public String toString() {
    return "tcp %d s, tcp-fin %d s, udp %d s"
        .formatted(tcp.toSeconds(), tcpFin.toSeconds(), udp.toSeconds());
  }
}
