// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import static director.healthcheck.state.Verdict.FAILED;
import static director.healthcheck.state.Verdict.VOID;
import static org.junit.jupiter.api.Assertions.assertEquals;

import director.healthcheck.state.Verdict;
import io.netty.channel.ChannelException;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.Errors;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectFailureTest {

  /** netty's exceptions ask it for the words of an errno. */
  @BeforeAll
  static void loadNative() {
    Epoll.ensureAvailability();
  }

  @ParameterizedTest(name = "errno {0} at once: {1}, {2}")
  @DisplayName("what our own kernel refuses at once says nothing about the target")
  @CsvSource({
    "-24, VOID, this host cannot connect: Too many open files",
    "-99, VOID, this host cannot connect: Cannot assign requested address",
    "-1, VOID, this host cannot connect: Operation not permitted",
    "-13, VOID, this host cannot connect: Permission denied",
    "-105, VOID, this host cannot connect: No buffer space available",
    "-111, FAILED, connection refused",
  })
  void atOnce(int errno, Verdict verdict, String seen) {
    assertEquals(new ConnectFailure(verdict, seen), ConnectFailure.atOnce(thrown(errno)));
  }

  @ParameterizedTest(name = "errno {0} later: {1}, {2}")
  @DisplayName("what comes later comes from the network, unless our own device is down")
  @CsvSource({
    "-111, FAILED, connection refused",
    "-110, FAILED, 'no answer to the TCP connect, says the kernel'",
    "-104, FAILED, TCP connect failed: Connection reset by peer",
    "-100, VOID, this host cannot connect: Network is down",
    "-105, VOID, this host cannot connect: No buffer space available",
  })
  void later(int errno, Verdict verdict, String seen) {
    assertEquals(new ConnectFailure(verdict, seen), ConnectFailure.later(thrown(errno)));
  }

  @Test
  @DisplayName("a missing route is ours, and an unreachable host is not")
  void noRoute() {
    var noRoute = new NoRouteToHostException();

    assertEquals(
        new ConnectFailure(
            VOID,
            "this host cannot connect: no route to the target's network (is the interface up?)"),
        ConnectFailure.atOnce(noRoute));
    assertEquals(
        new ConnectFailure(
            FAILED, "no route to host (nobody answers ARP for it, or a router says unreachable)"),
        ConnectFailure.later(noRoute));
  }

  @Test
  @DisplayName("no descriptor for a socket says nothing about the target")
  void noSocket() {
    var noSocket = new ChannelException(Errors.newIOException("newSocketStream", -24));

    assertEquals(
        new ConnectFailure(VOID, "this host cannot connect: Too many open files"),
        ConnectFailure.atOnce(noSocket));
  }

  /** As netty throws it. */
  private static ConnectException thrown(int errno) {
    String text = Errors.newIOException("connect", errno).getMessage();
    return new ConnectException(String.format(Locale.ROOT, "%s: /192.0.2.1:443", text));
  }
}
