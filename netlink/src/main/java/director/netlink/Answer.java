// SPDX-License-Identifier: Apache-2.0
package director.netlink;

import java.nio.ByteBuffer;

/** What the kernel has said so far to what was sent. */
interface Answer {

  /** Whether nothing more is to come. */
  boolean complete();

  /**
   * Reads one datagram to its end.
   *
   * @throws NetlinkException if it carries a refusal that ends the matter, or lengths that do not
   *     fit
   */
  void take(ByteBuffer datagram) throws NetlinkException;
}
