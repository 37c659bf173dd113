// SPDX-License-Identifier: Apache-2.0
package director.netlink;

import java.util.List;

/** A conversation with one kernel subsystem: requests in, answers out, one at a time. */
public interface Netlink extends AutoCloseable {

  /**
   * Sends one request and waits until the kernel has answered it completely.
   *
   * <p>A request with {@link NetlinkMessage#DUMP} returns every part of the answer; any other is
   * sent with an acknowledgement asked for and returns what came before the acknowledgement, for
   * most requests nothing.
   *
   * @throws NetlinkException when the kernel refuses, when the answer is late or lost, or when a
   *     dump was interrupted by changes again and again
   */
  List<NetlinkMessage> request(NetlinkMessage request) throws NetlinkException;

  @Override
  void close();
}
