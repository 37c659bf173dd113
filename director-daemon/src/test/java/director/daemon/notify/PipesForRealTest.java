// SPDX-License-Identifier: Apache-2.0
package director.daemon.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.daemon.Waiting;
import director.daemon.config.ConfigLoader;
import director.daemon.event.Event;
import director.daemon.event.Target;
import director.daemon.local.Scripts;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real pipes, with readers that are late, slow, or gone. */
class PipesForRealTest {
  private static final String MYSELF = System.getProperty("user.name");

  private final Told told = new Told();
  private final Notify notify = new Notify(told);

  @TempDir private Path directory;
  private Path all = Path.of("");
  private Path vrrp = Path.of("");
  private Path lvs = Path.of("");

  @BeforeEach
  void paths() {
    all = directory.resolve("all");
    vrrp = directory.resolve("vrrp");
    lvs = directory.resolve("lvs");
  }

  @AfterEach
  void end() {
    notify.stop(true, Duration.ofMillis(1));
  }

  @Test
  @DisplayName("each pipe gets its lines, and the one for all of them in the order of the events")
  void lines() throws Exception {
    follow("fifo = \"%s\", vrrp-fifo = \"%s\", lvs-fifo = \"%s\"".formatted(all, vrrp, lvs));

    tellAll();

    assertReads(
        """
        INSTANCE "a" BACKUP 150
        VS [203.0.113.10]:tcp:443 UP
        INSTANCE "a" MASTER 150
        RS [10.0.0.11]:tcp:443 [203.0.113.10]:tcp:443 DOWN
        """,
        all);
    assertReads("INSTANCE \"a\" BACKUP 150\nINSTANCE \"a\" MASTER 150\n", vrrp);
    assertReads(
        """
        VS [203.0.113.10]:tcp:443 UP
        RS [10.0.0.11]:tcp:443 [203.0.113.10]:tcp:443 DOWN
        """,
        lvs);
  }

  @Test
  @DisplayName("a pipe is its owner's alone, or as configured, and a reload changes that in place")
  void permissions() throws Exception {
    follow("fifo = \"%s\", vrrp-fifo { path = \"%s\", mode = \"0640\" }".formatted(all, vrrp));
    Waiting.untilEquals("rw-------", () -> permissions(all));
    Waiting.untilEquals("rw-r-----", () -> permissions(vrrp));
    notify.tell(vip("BACKUP"));

    follow("fifo { path = \"%s\", mode = \"0644\" }".formatted(all));

    Waiting.untilEquals("rw-r--r--", () -> permissions(all));
    assertReads("INSTANCE \"a\" BACKUP 150\n", all);
  }

  @Test
  @DisplayName(
      "what does not fit into the pipe waits, and nothing is lost of it; nobody else waits")
  void nobodyReads() throws Exception {
    follow("fifo = \"%s\"".formatted(all));

    flap(5_000);
    Waiting.untilEquals(
        1L, () -> notify.problems().stream().filter(it -> it.contains("is full")).count());

    assertReads(flapped(5_000), all);
    Waiting.untilEquals(List.of(), notify::problems);
    assertEquals(List.of(), told.reasons());
  }

  @Test
  @DisplayName("a reader that dies in between takes with it what it has read, and no more")
  void readerDies() throws Exception {
    follow("fifo = \"%s\"".formatted(all));
    flap(5_000);

    String first = read(all, 1000);
    String second = read(all, flapped(5_000).length() - 1000);

    assertEquals(flapped(5_000), first + second);
  }

  @Test
  @DisplayName("what is dropped at last is the oldest, and is told with its number")
  void tooMuch() throws Exception {
    follow("fifo = \"%s\"".formatted(all));
    int many = PipeWriter.MOST_WAITING + 10_000;

    flap(many);

    Waiting.until(() -> told.reasons().size() == 1, told::reasons);
    assertEquals(
        "FIFO " + all + ": 20000 lines wait for a reader, and from now on the oldest are dropped",
        told.reasons().get(0));
    try (InputStream in = new FileInputStream(all.toFile())) {
      StringBuilder read = new StringBuilder();
      Waiting.until(
          () -> {
            drain(in, read, Integer.MAX_VALUE);
            return told.reasons().size() == 2;
          },
          told::reasons);
      drain(in, read, Integer.MAX_VALUE);
      long lines = read.chars().filter(letter -> letter == '\n').count();
      assertEquals(
          "FIFO %s: is read again, and complete from now on; %d lines were dropped before"
              .formatted(all, many - lines),
          told.reasons().get(1));
      assertTrue(lines >= PipeWriter.MOST_WAITING, () -> lines + " lines were read");
      assertTrue(
          flapped(many).endsWith(read.substring(read.length() - 24 * 20_000)), "not the latest");
    }
  }

  @Test
  @DisplayName("a file that is no pipe is left alone and told; when it goes, the lines come")
  void somethingElse() throws Exception {
    Files.writeString(all, "mine");
    follow("fifo = \"%s\"".formatted(all));
    notify.tell(vip("BACKUP"));

    Waiting.untilEquals(
        List.of(
            "FIFO " + all + ": cannot be written to: " + all + " is no named pipe, and left alone"),
        told::reasons);
    assertEquals("mine", Files.readString(all));
    Files.delete(all);

    Waiting.until(() -> Files.exists(all), () -> "there is no pipe yet");
    assertReads("INSTANCE \"a\" BACKUP 150\n", all);
  }

  @Test
  @DisplayName("when somebody replaces the pipe, the next line is in the new one")
  void replaced() throws Exception {
    follow("fifo = \"%s\"".formatted(all));
    notify.tell(vip("BACKUP"));
    assertReads("INSTANCE \"a\" BACKUP 150\n", all);
    Files.delete(all);

    notify.tell(vip("MASTER"));

    Waiting.until(() -> Files.exists(all), () -> "there is no pipe yet");
    assertReads("INSTANCE \"a\" MASTER 150\n", all);
  }

  @Test
  @DisplayName("at a stop a reader gets all lines and then the end; unread ones are told")
  void stop() throws Exception {
    follow("fifo = \"%s\", vrrp-fifo = \"%s\"".formatted(all, vrrp));
    notify.tell(vip("MASTER"));
    Waiting.until(() -> Files.exists(all), () -> "there is no pipe yet");
    try (InputStream in = Files.newInputStream(all)) {
      Thread stop = new Thread(() -> notify.stop(true, Duration.ofMillis(1)));
      stop.start();

      String read = new String(in.readAllBytes(), StandardCharsets.US_ASCII);

      stop.join();
      assertEquals("INSTANCE \"a\" MASTER 150\nINSTANCE \"a\" STOP 150\n", read);
    }
    assertEquals(
        List.of(
            "FIFO "
                + vrrp
                + ": directord ends: 46 bytes in it were not read, and 0 lines not written"),
        told.reasons());
    assertTrue(Files.exists(all), "readers shall find it again");
  }

  @Test
  @DisplayName("a reader is kept running, gets the path, and is asked to end before it is ended")
  void reader() throws Exception {
    Path log = directory.resolve("log");
    String reader =
        Scripts.write(
                directory,
                "reader",
                "echo \"begins $*\" >> " + log,
                "trap 'echo ends >> " + log + "; exit' TERM",
                "exec 3<> \"$2\"",
                "while read -r line <&3; do echo \"$line\" >> " + log,
                "case $line in *FAULT*) exit 1;; esac; done")
            .toString();
    follow("fifo { path = \"%s\", reader = [\"%s\", x] }".formatted(all, reader));
    notify.tell(vip("BACKUP"));
    notify.tell(vip("FAULT"));
    notify.tell(vip("MASTER"));
    List<String> lines =
        List.of(
            "begins x " + all,
            "INSTANCE \"a\" BACKUP 150",
            "INSTANCE \"a\" FAULT 150",
            "begins x " + all,
            "INSTANCE \"a\" MASTER 150");
    Waiting.untilEquals(lines, () -> lines(log));
    assertEquals(List.of("reader " + reader + " x " + all + ": exits 1"), told.reasons());

    notify.stop(true, Duration.ofMinutes(1));

    assertEquals(List.of("INSTANCE \"a\" STOP 150", "ends"), lines(log).subList(5, 7));
  }

  private static List<String> lines(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void drain(InputStream in, StringBuilder to, int most) {
    try {
      byte[] ready = new byte[Math.min(most, in.available())];
      // Not readNBytes(), which seeks.
      int taken = ready.length == 0 ? 0 : in.read(ready);
      to.append(new String(ready, 0, taken, StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String permissions(Path file) {
    try {
      return Files.exists(file)
          ? PosixFilePermissions.toString(Files.getPosixFilePermissions(file))
          : "";
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void assertReads(String expected, Path pipe) throws IOException {
    assertEquals(expected, read(pipe, expected.length()));
  }

  private static String read(Path pipe, int bytes) throws IOException {
    Waiting.until(() -> Files.exists(pipe), () -> "there is no " + pipe);
    StringBuilder read = new StringBuilder();
    try (InputStream in = new FileInputStream(pipe.toFile())) {
      Waiting.until(
          () -> {
            drain(in, read, bytes - read.length());
            return read.length() == bytes;
          },
          () -> read);
    }
    return read.toString();
  }

  private void tellAll() {
    Map<String, String> service = Map.of("virtual", "TCP 203.0.113.10:443");
    Map<String, String> server =
        Map.of(
            "virtual",
            "TCP 203.0.113.10:443",
            "address",
            "10.0.0.11",
            "port",
            "443",
            "protocol",
            "TCP");
    notify.tell(vip("BACKUP"));
    notify.tell(Event.state(Target.service("s"), "UNKNOWN", "UP", "quorum").with(service));
    notify.tell(vip("MASTER"));
    notify.tell(Event.state(Target.server("s", "r1"), "UP", "DOWN", "failed").with(server));
  }

  /** That many lines of 24 bytes. */
  private void flap(int lines) {
    for (int i = 0; i < lines; i++) {
      notify.tell(vip(i % 2 == 0 ? "MASTER" : "BACKUP"));
    }
  }

  private static String flapped(int lines) {
    return "INSTANCE \"a\" MASTER 150\nINSTANCE \"a\" BACKUP 150\n".repeat(lines / 2);
  }

  private void follow(String pipes) throws Exception {
    notify.follow(
        ConfigLoader.parse(
            """
            director.name = d
            notify { user = "%s", %s }
            vrrp.instances.a {
              interface = eth0, virtual-router-id = 51, virtual-addresses = ["203.0.113.10"]
            }
            services.s {
              virtual = "203.0.113.10:443", check = none, real-servers.r1.address = "10.0.0.11"
            }
            """
                .formatted(MYSELF, pipes),
            Path.of("director.conf")));
  }

  private static Event vip(String state) {
    return Event.state(Target.vip("a"), "", state, "because").with(Map.of("priority", "150"));
  }
}
