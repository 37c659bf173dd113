// SPDX-License-Identifier: Apache-2.0
package director.netlink;

import director.netlink.linux.ErrnoException;
import director.netlink.linux.NativeBuffer;
import director.netlink.linux.NetlinkSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;

/**
 * {@link Netlink} over a kernel socket of its own. Requests of several threads are answered one
 * after the other.
 */
public final class LinuxNetlink implements Netlink {
  /** NETLINK_ROUTE and NETLINK_GENERIC of linux/netlink.h. */
  public static final int ROUTE = 0;

  public static final int GENERIC = 16;

  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int MAX_DUMPS = 5;
  private static final int BUFFER_LENGTH = 64 * 1024;

  private final NetlinkSocket socket;
  private final NativeBuffer buffer = new NativeBuffer(BUFFER_LENGTH);
  private int sequence;

  private LinuxNetlink(NetlinkSocket socket) {
    this.socket = socket;
  }

  /** Opens a socket in the network namespace of the calling thread. */
  public static LinuxNetlink open(int protocol) throws ErrnoException {
    NetlinkSocket socket = NetlinkSocket.open(protocol);
    try {
      if (protocol == ROUTE) {
        socket.filterDumps();
      }
      return new LinuxNetlink(socket);
    } catch (ErrnoException e) {
      socket.close();
      throw e;
    }
  }

  @Override
  public synchronized List<NetlinkMessage> request(NetlinkMessage request) throws NetlinkException {
    for (int dump = 0; dump < MAX_DUMPS; dump++) {
      Reply reply = new Reply(++sequence, socket.port(), request.isDump());
      try {
        send(request);
        collect(reply);
      } catch (ErrnoException e) {
        throw NetlinkException.broken("netlink request " + request.type(), e);
      }
      if (!reply.interrupted()) {
        return reply.messages();
      }
    }
    throw NetlinkException.broken(
        "netlink dump " + request.type(), "interrupted by changes " + MAX_DUMPS + " times");
  }

  private void send(NetlinkMessage request) throws ErrnoException {
    ByteBuffer payload = request.payload();
    int length = NetlinkMessage.HEADER_LENGTH + payload.remaining();
    if (length > buffer.capacity()) {
      throw new IllegalArgumentException("a request of " + length + " bytes");
    }
    int flags = request.flags() | NetlinkMessage.REQUEST;
    buffer
        .bytes()
        .clear()
        .putInt(length)
        .putShort((short) request.type())
        .putShort((short) (request.isDump() ? flags : flags | NetlinkMessage.ACK))
        .putInt(sequence)
        .putInt(socket.port())
        .put(payload);
    socket.send(buffer, length);
  }

  private void collect(Reply reply) throws ErrnoException, NetlinkException {
    long deadline = System.nanoTime() + TIMEOUT.toNanos();
    while (!reply.complete()) {
      if (socket.receive(buffer)) {
        reply.take(buffer.bytes());
      } else if (!socket.await(Duration.ofNanos(deadline - System.nanoTime()))) {
        throw NetlinkException.broken(
            "netlink request", "no complete answer within " + TIMEOUT.toSeconds() + " s");
      }
    }
  }

  /** Waits for the request that another thread has under way. */
  @Override
  public synchronized void close() {
    socket.close();
  }
}
