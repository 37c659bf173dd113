// SPDX-License-Identifier: Apache-2.0
package director.daemon.probe;

import director.healthcheck.request.ProbePath;
import director.netlink.linux.Errno;
import director.netlink.linux.ErrnoException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How echo requests leave this host: all that leave alike share a socket.
 *
 * @param device the interface as it is now, with its index; by routing when empty
 * @param mark the firewall mark
 */
record EchoWay(boolean ipv6, Optional<Device> device, OptionalInt mark) {

  /** An interface; one that is made again under its name has another index. */
  record Device(String name, int index) {}

  /**
   * The way to {@code target}.
   *
   * @throws ErrnoException ENODEV when there is no such interface
   */
  static EchoWay of(InetAddress target, ProbePath path) throws ErrnoException {
    Optional<Device> device =
        path.device().isPresent() ? Optional.of(device(path.device().get())) : Optional.empty();
    return new EchoWay(target instanceof Inet6Address, device, path.mark());
  }

  /** Whether it is the way over an interface that has another index now. */
  boolean isFormerOf(EchoWay now) {
    return ipv6 == now.ipv6
        && mark.equals(now.mark)
        && !device.equals(now.device)
        && device.map(Device::name).equals(now.device.map(Device::name));
  }

  private static Device device(String name) throws ErrnoException {
    try {
      NetworkInterface found = NetworkInterface.getByName(name);
      if (found != null) {
        return new Device(name, found.getIndex());
      }
    } catch (SocketException e) {
      // Out of descriptors, or of memory: one ping is not sent, and all else goes on.
      throw new ErrnoException(
          "list the interfaces of this host (" + e.getMessage() + ')', Errno.ENOBUFS.intValue());
    }
    throw new ErrnoException("find interface \"" + name + '"', Errno.ENODEV.intValue());
  }
}
