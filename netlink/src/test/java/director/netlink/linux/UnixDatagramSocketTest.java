// SPDX-License-Identifier: Apache-2.0
package director.netlink.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnixDatagramSocketTest {
  @TempDir Path directory;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  @DisplayName("each call sends one datagram, word for word, a short one after a long one")
  void sends() throws Exception {
    String path = directory.resolve("notify").toString();
    try (DatagramReceiver receiver = DatagramReceiver.at(path);
        UnixDatagramSocket socket = UnixDatagramSocket.to(path, 100)) {
      socket.send(bytes("READY=1\nSTATUS=MASTER für photos"));
      socket.send(bytes("WATCHDOG=1"));

      assertEquals("READY=1\nSTATUS=MASTER für photos", receiver.next());
      assertEquals("WATCHDOG=1", receiver.next());
    }
  }

  @Test
  @DisplayName("a name after @ is in the abstract namespace, and not a byte longer")
  void abstractName() throws Exception {
    String name = "directord-test-" + ProcessHandle.current().pid();
    try (DatagramReceiver receiver = DatagramReceiver.at("\0" + name);
        UnixDatagramSocket socket = UnixDatagramSocket.to("@" + name, 100)) {
      socket.send(bytes("READY=1"));

      assertEquals("READY=1", receiver.next());
    }
  }

  @Test
  @DisplayName("who is started again under the same name is heard by")
  void receiverRestarts() throws Exception {
    Path path = directory.resolve("notify");
    try (UnixDatagramSocket socket = UnixDatagramSocket.to(path.toString(), 100)) {
      assertEquals(2, assertThrows(ErrnoException.class, () -> socket.send(bytes("1"))).errno());
      try (DatagramReceiver before = DatagramReceiver.at(path.toString())) {
        socket.send(bytes("2"));
        assertEquals("2", before.next());
      }
      assertEquals(111, assertThrows(ErrnoException.class, () -> socket.send(bytes("3"))).errno());
      Files.delete(path);
      try (DatagramReceiver now = DatagramReceiver.at(path.toString())) {
        socket.send(bytes("4"));
        assertEquals("4", now.next());
      }
    }
  }

  @Test
  @DisplayName("who does not read holds nobody up: there is an error, and later room again")
  void fullReceiver() throws Exception {
    String path = directory.resolve("notify").toString();
    try (DatagramReceiver receiver = DatagramReceiver.at(path);
        UnixDatagramSocket socket = UnixDatagramSocket.to(path, 100)) {
      ErrnoException full =
          assertThrows(
              ErrnoException.class,
              () -> {
                for (int i = 0; i < 100_000; i++) {
                  socket.send(bytes("WATCHDOG=1"));
                }
              });

      assertTrue(full.is(Errno.EAGAIN), full::getMessage);
      assertEquals("WATCHDOG=1", receiver.next());
      socket.send(bytes("READY=1"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "@", "notify", "vsock:2:1234"})
  @DisplayName("what is no local socket is refused in words")
  void noName(String name) {
    IOException refused = assertThrows(IOException.class, () -> UnixDatagramSocket.to(name, 100));

    assertEquals(
        "'"
            + name
            + "' names no local socket: expected an absolute path or @ and a name, at most 108"
            + " bytes",
        refused.getMessage());
  }

  @Test
  @DisplayName("108 bytes of a path are taken, 109 are refused")
  void longestName() throws Exception {
    try (UnixDatagramSocket socket = UnixDatagramSocket.to("/" + "x".repeat(107), 100)) {
      assertEquals(2, assertThrows(ErrnoException.class, () -> socket.send(bytes("1"))).errno());
    }
    assertThrows(IOException.class, () -> UnixDatagramSocket.to("/" + "x".repeat(108), 100));
  }
}
