// SPDX-License-Identifier: Apache-2.0
package director.daemon.names;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import director.daemon.Tables;
import director.daemon.config.ResolverConfig;
import director.daemon.names.NameWatch.Known;
import director.netlink.text.AddressText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A name that is watched")
class NameWatchTest {
  private static final String POOL = "routers.example.com";
  private static final ResolverConfig OFTEN = new ResolverConfig(Duration.ofMillis(1), 0.5);
  private static final ResolverConfig RARELY = new ResolverConfig(Duration.ofHours(1), 0.5);

  @TempDir Path directory;

  private final Map<String, List<InetAddress>> zone = new ConcurrentHashMap<>();
  private final BlockingQueue<Known> heard = new LinkedBlockingQueue<>();
  private NameWatch watch;

  @BeforeEach
  void open() throws IOException {
    watch = NameWatch.open(this::answer, directory, heard::add);
  }

  @AfterEach
  void close() {
    watch.close();
  }

  private List<InetAddress> answer(String name) throws UnknownHostException {
    List<InetAddress> addresses = zone.get(name);
    if (addresses == null) {
      throw new UnknownHostException(name);
    }
    return addresses;
  }

  @Test
  @DisplayName("is told when it is known, and again only when it has changed")
  void tells() throws InterruptedException {
    zone.put(POOL, addresses("10.0.0.12", "10.0.0.11"));

    watch.follow(Set.of(POOL), OFTEN);
    Known first = next();
    zone.put(POOL, addresses("10.0.0.12", "10.0.0.13", "10.0.0.11"));
    Known second = next();

    assertEquals("10.0.0.11 10.0.0.12", text(first));
    assertEquals("10.0.0.11 10.0.0.12 10.0.0.13", text(second));
    assertEquals(List.of(), second.problems());
  }

  @Test
  @DisplayName("keeps its last good answer while nobody answers, and says so")
  void keeps() throws InterruptedException {
    zone.put(POOL, addresses("10.0.0.11"));
    watch.follow(Set.of(POOL), OFTEN);
    next();

    zone.remove(POOL);
    Known lost = next();

    assertEquals("10.0.0.11", text(lost));
    assertEquals(
        List.of("cannot resolve routers.example.com: it keeps 10.0.0.11"), lost.problems());
  }

  @Test
  @DisplayName(
      "loses no more addresses for being asked for often: the rest waits for the next look")
  void askedForOften() throws Exception {
    zone.put(POOL, addresses("10.0.0.11", "10.0.0.12", "10.0.0.13", "10.0.0.14"));
    watch.follow(Set.of(POOL), RARELY);
    next();
    zone.put(POOL, addresses("10.0.0.14"));
    zone.put("other.example.com", addresses("10.0.0.99"));

    watch.follow(Set.of(POOL), RARELY);
    watch.follow(Set.of(POOL, "other.example.com"), RARELY);
    Known now = next();

    assertEquals("10.0.0.11 10.0.0.12 10.0.0.13 10.0.0.14", text(now));
    assertEquals(addresses("10.0.0.99"), List.copyOf(now.addresses().get("other.example.com")));
  }

  @Test
  @DisplayName("is no problem any more once nobody asks for it")
  void problemGoes() throws Exception {
    watch.follow(Set.of("nowhere.example.com"), RARELY);
    Known before = next();

    watch.follow(Set.of(), RARELY);

    assertEquals(1, before.problems().size());
    assertEquals(List.of(), next().problems());
  }

  @Test
  @DisplayName("is remembered by the next run, whose resolver may be dead")
  void remembers() throws Exception {
    zone.put(POOL, addresses("10.0.0.11", "2001:db8::11"));
    watch.follow(Set.of(POOL), OFTEN);
    next();
    watch.close();

    try (NameWatch again = NameWatch.open(name -> List.of(), directory, heard::add)) {
      assertEquals("10.0.0.11 2001:db8::11", text(again.remembered()));
    }
  }

  @Test
  @DisplayName("that was never answered has no servers, and that is a problem")
  void neverAnswered() throws InterruptedException {
    watch.follow(Set.of("nowhere.example.com"), OFTEN);

    assertEquals(
        List.of("cannot resolve nowhere.example.com: it has no servers yet"), next().problems());
  }

  @Test
  @DisplayName("has a memory that nobody else has written")
  void foreignMemory() throws IOException {
    Path file = directory.resolve("resolved-names");
    Files.writeString(file, "routers.example.com 10.0.0.11 dns.example.com\n");

    IOException refusal =
        assertThrows(IOException.class, () -> NameWatch.open(this::answer, directory, heard::add));

    assertEquals(
        file
            + ": \"routers.example.com 10.0.0.11 dns.example.com\" is not a name with its addresses,"
            + " such as \"routers.example.com 10.0.0.11\": remove the line",
        refusal.getMessage());
  }

  private Known next() throws InterruptedException {
    Known known = heard.poll(20, TimeUnit.SECONDS);
    assertEquals(true, known != null, "nothing was told");
    return known;
  }

  private static String text(Known known) {
    return known.addresses().get(POOL).stream()
        .map(AddressText::of)
        .collect(Collectors.joining(" "));
  }

  private static List<InetAddress> addresses(String... literals) {
    return Stream.of(literals).map(Tables::address).toList();
  }
}
