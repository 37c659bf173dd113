// SPDX-License-Identifier: Apache-2.0
package director.netlink.echo;

import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * Somebody answered an echo request.
 *
 * @param source who answered
 * @param destination to which address of this host: the one that was asked from
 * @param identifier of the request, 0..65535
 * @param sequence of the request, 0..65535
 * @param receivedAt when the kernel got it, on the scale of System.nanoTime
 * @param data what came with it, from position to limit; read-only
 */
public record EchoReply(
    InetAddress source,
    InetAddress destination,
    int identifier,
    int sequence,
    long receivedAt,
    ByteBuffer data) {

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

  /** Without data. */
  public EchoReply(
      InetAddress source, InetAddress destination, int identifier, int sequence, long receivedAt) {
    this(source, destination, identifier, sequence, receivedAt, NOTHING);
  }
}
