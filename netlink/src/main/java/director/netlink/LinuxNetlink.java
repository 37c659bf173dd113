// SPDX-License-Identifier: Apache-2.0
package director.netlink;

import director.netlink.linux.Errno;
import director.netlink.linux.ErrnoException;
import director.netlink.linux.NativeBuffer;
import director.netlink.linux.NetlinkSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

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

  /** The kernel packs a dump into datagrams of up to 32 KiB when the reader has room for them. */
  private static final int BUFFER_LENGTH = 64 * 1024;

  /**
   * Requests in one send. Should the kernel refuse each of them, the answers must find room in the
   * socket: an answer takes 768 bytes there, 128 of them less than half of {@link #QUEUE_LENGTH}.
   * More of them gain nothing: measured, see docs/benchmarks.md.
   */
  private static final int MAX_BATCH = 128;

  private static final int QUEUE_LENGTH = 208 * 1024;

  private final KernelSocket socket;
  private final NativeBuffer buffer = new NativeBuffer(BUFFER_LENGTH);
  private int sequence;

  LinuxNetlink(KernelSocket socket) {
    this.socket = socket;
  }

  /** Opens a socket in the network namespace of the calling thread. */
  public static LinuxNetlink open(int protocol) throws ErrnoException {
    NetlinkSocket socket = NetlinkSocket.open(protocol);
    try {
      socket.sendBuffer(BUFFER_LENGTH);
      socket.receiveBuffer(QUEUE_LENGTH);
      if (protocol == ROUTE) {
        socket.filterDumps();
      }
      return new LinuxNetlink(new OpenSocket(socket));
    } catch (ErrnoException e) {
      socket.close();
      throw e;
    }
  }

  @Override
  public List<NetlinkMessage> request(NetlinkMessage request) throws NetlinkException {
    Messages messages = new Messages();
    dump(request, messages);
    return messages.list();
  }

  @Override
  public synchronized void dump(NetlinkMessage request, DumpReader<NetlinkMessage> reader)
      throws NetlinkException {
    for (int dump = 0; dump < MAX_DUMPS; dump++) {
      buffer.bytes().clear();
      put(request, request.isDump() ? 0 : NetlinkMessage.ACK);
      Reply reply = new Reply(sequence, socket.port(), request.isDump(), reader);
      exchange("netlink request " + request.type(), reply);
      if (!reply.interrupted()) {
        return;
      }
    }
    throw NetlinkException.broken(
        "netlink dump " + request.type(), "interrupted by changes " + MAX_DUMPS + " times");
  }

  @Override
  public synchronized SortedMap<Integer, NetlinkException> changeAll(List<NetlinkMessage> changes)
      throws NetlinkException {
    SortedMap<Integer, NetlinkException> refusals = new TreeMap<>();
    int done = 0;
    while (done < changes.size()) {
      int first = sequence + 1;
      int count = fill(changes, done);
      Verdicts verdicts = new Verdicts(first, count, socket.port());
      exchange(count + " netlink requests", verdicts);
      int before = done;
      verdicts.refusals().forEach((place, refusal) -> refusals.put(before + place, refusal));
      done += count;
    }
    return refusals;
  }

  /** Puts as many into the buffer as one send takes, and says how many. */
  private int fill(List<NetlinkMessage> changes, int from) {
    buffer.bytes().clear();
    int most = Math.min(MAX_BATCH, changes.size() - from);
    for (int count = 0; count < most; count++) {
      int rest = buffer.bytes().remaining();
      boolean last =
          count + 1 == most
              || length(changes.get(from + count)) + length(changes.get(from + count + 1)) > rest;
      put(changes.get(from + count), last ? NetlinkMessage.ACK : 0);
      if (last) {
        return count + 1;
      }
    }
    throw new IllegalArgumentException("nothing to send");
  }

  private void put(NetlinkMessage request, int flags) {
    ByteBuffer payload = request.payload();
    int length = length(request);
    if (length > buffer.bytes().remaining()) {
      throw new IllegalArgumentException("a request of " + length + " bytes");
    }
    int end = buffer.bytes().position() + length;
    buffer
        .bytes()
        .putInt(NetlinkMessage.HEADER_LENGTH + payload.remaining())
        .putShort((short) request.type())
        .putShort((short) (request.flags() | NetlinkMessage.REQUEST | flags))
        .putInt(++sequence)
        .putInt(socket.port())
        .put(payload)
        .position(end);
  }

  /** With the padding that is due before the next one; what stands in it does not matter. */
  private static int length(NetlinkMessage request) {
    return NetlinkMessage.HEADER_LENGTH + (request.payload().remaining() + 3 & ~3);
  }

  /** Sends what is in the buffer, and waits for the whole answer. */
  private void exchange(String what, Answer answer) throws NetlinkException {
    try {
      socket.send(buffer, buffer.bytes().position());
      collect(what, answer);
    } catch (ErrnoException e) {
      throw abandon(NetlinkException.broken(what, e));
    } catch (NetlinkException e) {
      throw e.isRefusal() ? e : abandon(e);
    }
  }

  private void collect(String what, Answer answer) throws ErrnoException, NetlinkException {
    long deadline = System.nanoTime() + TIMEOUT.toNanos();
    while (!answer.complete()) {
      if (socket.receive(buffer)) {
        answer.take(buffer.bytes());
      } else if (!socket.await(Duration.ofNanos(deadline - System.nanoTime()))) {
        throw NetlinkException.broken(
            what, "no complete answer within " + TIMEOUT.toSeconds() + " s");
      }
    }
  }

  /**
   * Takes what is left of the answer off the socket. The rest of a dump would keep the kernel from
   * beginning another (EBUSY), and a queue left full would lose the next answer too.
   */
  private NetlinkException abandon(NetlinkException cause) {
    try {
      boolean more = true;
      while (more) {
        more = receiveAnything();
      }
    } catch (ErrnoException e) {
      cause.addSuppressed(e);
    }
    return cause;
  }

  private boolean receiveAnything() throws ErrnoException {
    try {
      return socket.receive(buffer);
    } catch (ErrnoException e) {
      if (e.is(Errno.ENOBUFS) || e.is(Errno.EMSGSIZE)) {
        return true; // something was lost, which is known by now
      }
      throw e;
    }
  }

  /** Waits for the request that another thread has under way. */
  @Override
  public synchronized void close() {
    socket.close();
  }

  private record OpenSocket(NetlinkSocket socket) implements KernelSocket {
    @Override
    public int port() {
      return socket.port();
    }

    @Override
    public void send(NativeBuffer message, int length) throws ErrnoException {
      socket.send(message, length);
    }

    @Override
    public boolean await(Duration timeout) throws ErrnoException {
      return socket.await(timeout);
    }

    @Override
    public boolean receive(NativeBuffer into) throws ErrnoException {
      return socket.receive(into);
    }

    @Override
    public void close() {
      socket.close();
    }
  }
}
