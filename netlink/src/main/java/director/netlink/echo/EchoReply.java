// SPDX-License-Identifier: Apache-2.0
package director.netlink.echo;

import java.net.InetAddress;

/**
 * Somebody answered an echo request.
 *
 * @param source who answered
 * @param destination to which address of this host: the one that was asked from
 * @param identifier of the request, 0..65535
 * @param sequence of the request, 0..65535
 * @param receivedAt when the kernel got it, on the scale of System.nanoTime
 */
public record EchoReply(
    InetAddress source, InetAddress destination, int identifier, int sequence, long receivedAt) {}
