// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import static java.util.concurrent.CompletableFuture.completedStage;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SocketFileTest {
  private static final Routes PING =
      new Routes(List.of(new Route("GET", "/ping", request -> completedStage(Answer.ok("pong")))));

  @TempDir Path folder;

  @Test
  @DisplayName("the socket is for owner and group, in a folder that is made, and gone after close")
  void socketFile() throws IOException {
    ControlServer server = open();
    String permissions = PosixFilePermissions.toString(Files.getPosixFilePermissions(socket()));
    server.close();

    assertEquals("rw-rw----", permissions);
    assertFalse(Files.exists(socket()));
  }

  @Test
  @DisplayName("takes the place of a dead daemon, never that of a living one")
  void staleSocket() throws IOException {
    Files.createDirectories(socket().getParent());
    try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      dead.bind(UnixDomainSocketAddress.of(socket()));
    }

    ControlServer server = open();
    IOException second = assertThrows(IOException.class, this::open);
    String pong = ping();
    server.close();

    assertEquals("\"pong\"", pong);
    assertEquals(
        "control socket " + socket() + ": a process answers on it: is directord running already?",
        second.getMessage());
  }

  @Test
  @DisplayName("a daemon that is stuck, with its queue full, is a living one")
  void stuckDaemon() throws IOException {
    Files.createDirectories(socket().getParent());
    try (ServerSocketChannel stuck = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      stuck.bind(UnixDomainSocketAddress.of(socket()), 1);
      try (FullQueue queue = FullQueue.of(socket())) {
        IOException refused = assertThrows(IOException.class, this::open);

        assertEquals(
            "control socket "
                + socket()
                + ": a process answers on it: is directord running already?",
            refused.getMessage());
        assertTrue(queue.length() > 0);
      }
    }
  }

  @Test
  @DisplayName("leaves a file alone that is not a socket")
  void notASocket() throws IOException {
    Files.createDirectories(socket().getParent());
    Files.writeString(socket(), "precious");

    IOException refused = assertThrows(IOException.class, this::open);

    assertEquals(
        "control socket " + socket() + ": there is a file that is not a socket: move it away",
        refused.getMessage());
    assertEquals("precious", Files.readString(socket()));
  }

  @Test
  @DisplayName("a path that no Unix socket can have is refused in words")
  void longPath() {
    Path socket = folder.resolve("a".repeat(108));

    IOException refused =
        assertThrows(IOException.class, () -> ControlServer.open(socket, PING, Limits.DEFAULT));

    int length = socket.toString().length();
    assertEquals(
        "control socket %s: the path has %d bytes, a Unix socket takes 107: choose a shorter one"
            .formatted(socket, length),
        refused.getMessage());
  }

  private ControlServer open() throws IOException {
    return ControlServer.open(socket(), PING, Limits.DEFAULT);
  }

  private String ping() throws IOException {
    return new ControlClient(socket()).call("GET", "/ping", "").body();
  }

  private Path socket() {
    return folder.resolve("run/control.sock");
  }
}
