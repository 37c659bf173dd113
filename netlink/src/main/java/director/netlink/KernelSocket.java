// SPDX-License-Identifier: Apache-2.0
package director.netlink;

import director.netlink.linux.ErrnoException;
import director.netlink.linux.NativeBuffer;
import java.time.Duration;

/** What a conversation needs of a socket; see {@link director.netlink.linux.NetlinkSocket}. */
interface KernelSocket {
  int port();

  void send(NativeBuffer message, int length) throws ErrnoException;

  boolean await(Duration timeout) throws ErrnoException;

  boolean receive(NativeBuffer into) throws ErrnoException;

  void close();
}
