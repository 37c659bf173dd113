// SPDX-License-Identifier: Apache-2.0
package director.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;

class SdNotifyTest {
  @TempDir Path directory;

  @Test
  @DisplayName("a state is one datagram, word for word, and each call sends its own")
  void sends() throws Exception {
    Path path = directory.resolve("notify");
    try (NotifySocket manager = new NotifySocket(path.toString())) {
      boolean ready = SdNotify.send(path.toString(), "READY=1\nSTATUS=MASTER für photos");
      boolean stopping = SdNotify.send(path.toString(), "STOPPING=1");

      assertTrue(ready);
      assertTrue(stopping);
      assertEquals("READY=1\nSTATUS=MASTER für photos", manager.next());
      assertEquals("STOPPING=1", manager.next());
    }
  }

  @Test
  @DisplayName("a name that begins with @ is in the abstract namespace")
  void sendsToAnAbstractName() throws Exception {
    String name = "directord-test-" + ProcessHandle.current().pid();
    try (NotifySocket manager = new NotifySocket("\0" + name)) {
      boolean sent = SdNotify.send("@" + name, "READY=1");

      assertTrue(sent);
      assertEquals("READY=1", manager.next());
    }
  }

  @ParameterizedTest
  @NullAndEmptySource
  @DisplayName("without a service manager there is nobody to tell, and that is no failure")
  void nobodyListens(String socket) {
    assertTrue(SdNotify.send(socket, "READY=1"));
  }

  @Test
  @DisplayName("a socket that is not there is a failure, not an exception")
  void absent() {
    assertFalse(SdNotify.send(directory.resolve("nobody").toString(), "READY=1"));
  }

  @Test
  @DisplayName("a socket whose owner is gone is a failure")
  void ownerGone() throws Exception {
    Path path = directory.resolve("notify");
    ServerSocketChannel left = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    left.bind(UnixDomainSocketAddress.of(path));
    left.close();

    boolean sent = SdNotify.send(path.toString(), "READY=1");

    assertTrue(Files.exists(path));
    assertFalse(sent);
  }

  @Test
  @DisplayName("a path longer than the kernel allows is a failure, not an exception")
  void tooLong() {
    assertFalse(SdNotify.send("/" + "x".repeat(200), "READY=1"));
  }

  @Test
  @DisplayName("leaves no thread behind")
  void leavesNoThread() throws Exception {
    Path path = directory.resolve("notify");
    try (NotifySocket manager = new NotifySocket(path.toString())) {
      SdNotify.send(path.toString(), "READY=1");
      manager.next();
      SdNotify.send(path.toString(), "WATCHDOG=1");

      // A thread that has ended its work is still there for a moment.
      long giveUp = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      while (nettyThreads() > 1 && System.nanoTime() < giveUp) {
        Thread.onSpinWait();
      }
      assertEquals(1, nettyThreads(), "that of the manager of this test");
    }
  }

  private static long nettyThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("multiThreadIoEventLoopGroup"))
        .count();
  }
}
