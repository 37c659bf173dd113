// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.fact;

/**
 * A real server of direct routing, as somebody sees it who hands it a packet for a virtual address.
 *
 * @param service the operator's name
 * @param server the operator's name
 * @param address of the real server
 * @param virtual what the packet was for
 * @param port where it asked for a connection
 * @param interfaceName by which the server is reached; empty when it is on no segment of ours
 * @param mac that it answers for its own address with
 * @param reply to a SYN for {@code virtual}, handed to {@code mac}
 */
public record ServerPath(
    String service,
    String server,
    String address,
    String virtual,
    int port,
    String interfaceName,
    Known<String> mac,
    Known<Reply> reply) {

  /** What it said. */
  public enum Reply {
    /** SYN and ACK: it has the address, and somebody listens. */
    ACCEPTED,
    /** RST: it has the address, and nobody listens there. */
    REFUSED,
    /** Nothing. */
    SILENT
  }

  /** As everything else names it. */
  public String subject() {
    return service + "/" + server;
  }
}
