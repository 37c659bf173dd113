// SPDX-License-Identifier: Apache-2.0
package director.daemon.probe;

import director.healthcheck.request.ProbePath;
import director.netlink.linux.ErrnoException;
import java.net.InetAddress;

/** Where echo requests leave this host. */
interface EchoPort extends AutoCloseable {

  /**
   * Sends one.
   *
   * @param identifier 0..65535
   * @param sequence 0..65535
   * @throws ErrnoException if it does not leave this host
   */
  void request(InetAddress target, ProbePath path, int identifier, int sequence, byte[] data)
      throws ErrnoException;

  @Override
  void close();
}
