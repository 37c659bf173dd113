// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import static director.healthcheck.state.Verdict.FAILED;
import static director.healthcheck.state.Verdict.VOID;

import director.healthcheck.state.Verdict;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why a TCP connection could not be made, and whose fault that is.
 *
 * <p>What {@code socket(2)} or {@code connect(2)} refuse at once is refused by our own kernel: no
 * descriptor (EMFILE), no local port (EADDRNOTAVAIL), no route since the interface is down
 * (ENETUNREACH), a local packet filter (EPERM). It says nothing about the target. What comes later
 * came from the network, except for ENETDOWN and ENOBUFS.
 */
record ConnectFailure(Verdict verdict, String seen) {

  // asm-generic/errno.h, negative as netty has them
  private static final int ENETDOWN = -100;
  private static final int ENOBUFS = -105;
  private static final int ETIMEDOUT = -110;
  private static final int ECONNREFUSED = -111;

  /** As netty writes it: {@code connect(..) failed with error(-111): Connection refused: /...}. */
  private static final Pattern ERRNO = Pattern.compile("error\\((-[0-9]+)\\): ?([^:]*)");

  static ConnectFailure atOnce(Throwable cause) {
    return errno(cause) == ECONNREFUSED
        ? later(cause)
        : new ConnectFailure(VOID, "this host cannot connect: " + localWords(cause));
  }

  static ConnectFailure later(Throwable cause) {
    if (cause instanceof NoRouteToHostException) {
      return new ConnectFailure(
          FAILED, "no route to host (nobody answers ARP for it, or a router says unreachable)");
    }
    int errno = errno(cause);
    if (errno == ECONNREFUSED) {
      return new ConnectFailure(FAILED, "connection refused");
    }
    if (errno == ETIMEDOUT) {
      return new ConnectFailure(FAILED, "no answer to the TCP connect, says the kernel");
    }
    if (errno == ENETDOWN || errno == ENOBUFS) {
      return new ConnectFailure(VOID, "this host cannot connect: " + words(cause));
    }
    return new ConnectFailure(FAILED, "TCP connect failed: " + words(cause));
  }

  /** What became of a datagram that was sent, by ICMP or by word of our own device. */
  static ConnectFailure ofDatagram(Throwable cause) {
    if (cause instanceof PortUnreachableException) {
      return new ConnectFailure(FAILED, "connection refused (ICMP: nobody has the port)");
    }
    ConnectFailure failure = later(cause);
    return failure.seen().startsWith("TCP")
        ? new ConnectFailure(failure.verdict(), "the datagram came back: " + words(cause))
        : failure;
  }

  private static String localWords(Throwable cause) {
    return cause instanceof NoRouteToHostException
        ? "no route to the target's network (is the interface up?)"
        : words(cause);
  }

  private static int errno(Throwable cause) {
    Matcher matcher = ERRNO.matcher(String.valueOf(cause.getMessage()));
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
  }

  /** What the kernel said, without what netty adds. */
  static String words(Throwable cause) {
    Matcher matcher = ERRNO.matcher(String.valueOf(cause.getMessage()));
    return matcher.find() ? matcher.group(2).strip() : cause.toString();
  }
}
