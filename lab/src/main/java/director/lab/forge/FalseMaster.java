// SPDX-License-Identifier: Apache-2.0
package director.lab.forge;

import director.lab.wire.Host;
import director.netlink.linux.ErrnoException;
import director.netlink.linux.NativeBuffer;
import director.netlink.linux.RawIpv4Socket;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;

/** A host that says all the time that it is MASTER of VRID 51, with the least priority there is. */
public final class FalseMaster implements AutoCloseable {
  private static final int VRRP = 112;
  private static final int INTERVAL_MILLIS = 200;

  private final Thread speaker;
  private volatile boolean ended;

  /**
   * Begins.
   *
   * @param address that it claims
   */
  public FalseMaster(Host host, String address) throws IOException, InterruptedException {
    byte[] packet =
        Forgery.leastPriority(
            InetAddress.getByName(host.address()).getAddress(),
            InetAddress.getByName(address).getAddress());
    String index = host.run("ip", "-o", "link", "show", "eth0").orThrow().split(":", 2)[0];
    Inet4Address group = (Inet4Address) InetAddress.getByName("224.0.0.18");
    speaker = host.thread(() -> speak(packet, Integer.parseInt(index), group));
  }

  private void speak(byte[] packet, int index, Inet4Address group) {
    NativeBuffer buffer = new NativeBuffer(packet.length);
    buffer.bytes().put(packet);
    try (RawIpv4Socket socket = RawIpv4Socket.open(VRRP, "eth0", index)) {
      while (!ended) {
        socket.send(buffer, packet.length, group);
        Thread.sleep(INTERVAL_MILLIS);
      }
    } catch (ErrnoException e) {
      throw new IllegalStateException("a false MASTER cannot speak", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    ended = true;
    speaker.interrupt();
  }
}
