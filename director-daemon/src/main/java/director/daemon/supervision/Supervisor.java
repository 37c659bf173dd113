// SPDX-License-Identifier: Apache-2.0
package director.daemon.supervision;

import director.netlink.linux.UnixDatagramSocket;
import director.systemd.SdNotify;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The service manager that started us, as systemd does, and wants to hear of us; or nobody, and
 * then there is nothing to tell. Never waits. Thread-safe; a thread that must not wait for others
 * has one of its own.
 */
public final class Supervisor {
  /** Nobody listens. */
  public static final Supervisor NONE = new Supervisor(null, Runnable::run);

  /** By which it tells a process that it listens, and how closely. */
  public static final Set<String> VARIABLES =
      Set.of("NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID");

  private static final Logger LOG = LoggerFactory.getLogger("directord");

  /** As much as systemd reads. */
  private static final int LONGEST = 4096;

  private final @Nullable Wire wire;
  private final Executor elsewhere;
  private boolean complained;

  /** How a datagram gets there. */
  interface Wire {
    void send(byte[] datagram) throws IOException;
  }

  /**
   * Reached in some way.
   *
   * @param elsewhere where complaints are written: not every thread that tells may wait for a log
   */
  Supervisor(@Nullable Wire wire, Executor elsewhere) {
    this.wire = wire;
    this.elsewhere = elsewhere;
  }

  /** The one of this process: the environment has NOTIFY_SOCKET where there is one. */
  public static Supervisor ofThisProcess() {
    return of(System.getenv(), ForkJoinPool.commonPool());
  }

  static Supervisor of(Map<String, String> environment, Executor elsewhere) {
    String socket = environment.getOrDefault("NOTIFY_SOCKET", "");
    if (socket.isEmpty()) {
      return NONE;
    }
    try {
      return new Supervisor(UnixDatagramSocket.to(socket, LONGEST)::send, elsewhere);
    } catch (IOException e) {
      complain(e);
      return NONE;
    }
  }

  /** Tells it. That it does not listen is said once, until it listens again. */
  public synchronized void tell(SdNotify notice) {
    if (wire == null) {
      return;
    }
    try {
      wire.send(notice.bytes());
      complained = false;
    } catch (IOException e) {
      if (!complained) {
        elsewhere.execute(() -> complain(e));
      }
      complained = true;
    }
  }

  private static void complain(IOException why) {
    LOG.warn("cannot tell the service manager how we are: {}", why.getMessage());
  }
}
