// SPDX-License-Identifier: Apache-2.0
package director.daemon.supervision;

import director.netlink.linux.UnixDatagramSocket;
import director.systemd.SdNotify;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The service manager that started us, as systemd does, and wants to hear of us; or nobody, and
 * then there is nothing to tell. Never waits. Thread-safe.
 */
public final class Supervisor {
  /** Nobody listens. */
  public static final Supervisor NONE = new Supervisor(null);

  private static final Logger LOG = LoggerFactory.getLogger("directord");

  /** As much as systemd reads. */
  private static final int LONGEST = 4096;

  private final @Nullable Wire wire;
  private boolean complained;

  /** How a datagram gets there. */
  interface Wire {
    void send(byte[] datagram) throws IOException;
  }

  Supervisor(@Nullable Wire wire) {
    this.wire = wire;
  }

  /** The one of this process: the environment has NOTIFY_SOCKET where there is one. */
  public static Supervisor ofThisProcess() {
    return of(System.getenv());
  }

  static Supervisor of(Map<String, String> environment) {
    String socket = environment.getOrDefault("NOTIFY_SOCKET", "");
    if (socket.isEmpty()) {
      return NONE;
    }
    try {
      return new Supervisor(UnixDatagramSocket.to(socket, LONGEST)::send);
    } catch (IOException e) {
      LOG.warn("cannot tell the service manager how we are: {}", e.getMessage());
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
        LOG.warn("cannot tell the service manager how we are: {}", e.getMessage());
      }
      complained = true;
    }
  }
}
