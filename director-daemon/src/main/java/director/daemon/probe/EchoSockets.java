// SPDX-License-Identifier: Apache-2.0
package director.daemon.probe;

import director.healthcheck.request.ProbePath;
import director.netlink.echo.EchoReply;
import director.netlink.echo.EchoSocket;
import director.netlink.linux.Epoll;
import director.netlink.linux.ErrnoException;
import director.netlink.linux.EventFd;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sockets of all echo requests, one for each way, opened when it is first needed; and the one
 * thread that hears the replies. Requests are sent by one other thread.
 */
final class EchoSockets implements EchoPort {
  private static final Logger LOG = LoggerFactory.getLogger("director");
  private static final int WAKE = 0;

  private final Consumer<EchoReply> heard;
  private final Epoll epoll;
  private final EventFd wake;
  private final Map<EchoWay, Integer> tokens = new LinkedHashMap<>();
  private final Map<Integer, EchoSocket> sockets = new ConcurrentHashMap<>();

  /** Only the hearing thread closes, or it might read from a descriptor that is another's now. */
  private final Queue<EchoSocket> unused = new ConcurrentLinkedQueue<>();

  private int lastToken = WAKE;
  private volatile boolean closed;

  private EchoSockets(Consumer<EchoReply> heard, Epoll epoll, EventFd wake) {
    this.heard = heard;
    this.epoll = epoll;
    this.wake = wake;
  }

  /**
   * Starts the thread.
   *
   * @param heard told on it
   */
  static EchoSockets start(Consumer<EchoReply> heard) throws ErrnoException {
    Epoll epoll = Epoll.create();
    try {
      EventFd wake = EventFd.create();
      epoll.add(wake, WAKE);
      EchoSockets sockets = new EchoSockets(heard, epoll, wake);
      Thread thread = new Thread(sockets::hear, "check-ping");
      thread.setDaemon(true);
      thread.start();
      return sockets;
    } catch (ErrnoException e) {
      epoll.close();
      throw e;
    }
  }

  @Override
  public void request(InetAddress target, ProbePath path, int identifier, int sequence, byte[] data)
      throws ErrnoException {
    EchoWay way = EchoWay.of(target, path);
    InetAddress source = path.source().orElseGet(() -> any(way.ipv6()));
    socket(way).request(source, target, identifier, sequence, data);
  }

  private EchoSocket socket(EchoWay way) throws ErrnoException {
    Integer token = tokens.get(way);
    EchoSocket known = token == null ? null : sockets.get(token);
    return known == null ? open(way) : known;
  }

  private EchoSocket open(EchoWay way) throws ErrnoException {
    Optional<EchoWay> former = tokens.keySet().stream().filter(w -> w.isFormerOf(way)).findAny();
    if (former.isPresent()) {
      drop(former.get());
    }
    EchoSocket socket = newSocket(way);
    try {
      if (way.mark().isPresent()) {
        socket.mark(way.mark().getAsInt());
      }
      lastToken++;
      sockets.put(lastToken, socket);
      epoll.add(socket.descriptor(), lastToken);
    } catch (ErrnoException e) {
      sockets.remove(lastToken, socket);
      socket.close();
      throw e;
    }
    tokens.put(way, lastToken);
    return socket;
  }

  private static EchoSocket newSocket(EchoWay way) throws ErrnoException {
    if (way.device().isPresent()) {
      EchoWay.Device device = way.device().get();
      return way.ipv6()
          ? EchoSocket.openIpv6(device.name(), device.index())
          : EchoSocket.openIpv4(device.name(), device.index());
    }
    return way.ipv6() ? EchoSocket.routedIpv6() : EchoSocket.routedIpv4();
  }

  private void drop(EchoWay way) throws ErrnoException {
    Integer token = tokens.remove(way);
    EchoSocket socket = token == null ? null : sockets.remove(token);
    if (socket != null) {
      epoll.remove(socket.descriptor());
      unused.add(socket);
      wake.wake();
    }
  }

  private static InetAddress any(boolean ipv6) {
    try {
      return InetAddress.getByAddress(new byte[ipv6 ? 16 : 4]);
    } catch (UnknownHostException e) {
      throw new AssertionError("4 or 16 bytes are an address", e);
    }
  }

  /** On the thread of its own. */
  private void hear() {
    try {
      while (!closed) {
        int ready = epoll.await();
        for (int i = 0; i < ready; i++) {
          hear(epoll.token(i));
        }
        closeUnused();
      }
    } catch (ErrnoException e) {
      LOG.error("pings hear no replies any more: {}", e.getMessage());
    } finally {
      unused.addAll(sockets.values());
      closeUnused();
      epoll.close();
      wake.close();
    }
  }

  private void hear(int token) {
    if (token == WAKE) {
      wake.clear();
      return;
    }
    EchoSocket socket = sockets.get(token);
    if (socket == null) {
      return;
    }
    try {
      Optional<EchoReply> reply = socket.receive();
      while (reply.isPresent()) {
        heard.accept(reply.get());
        reply = socket.receive();
      }
    } catch (ErrnoException e) {
      // What is pending on a socket is an error of one target; the next request tells its own.
      LOG.debug("an echo socket says {}", e.getMessage());
    }
  }

  private void closeUnused() {
    for (EchoSocket socket = unused.poll(); socket != null; socket = unused.poll()) {
      socket.close();
    }
  }

  @Override
  public void close() {
    closed = true;
    wake.wake();
  }
}
