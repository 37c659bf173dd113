// SPDX-License-Identifier: Apache-2.0
package director.daemon.peer.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.daemon.peer.packet.Account.Instance;
import director.daemon.peer.packet.Account.Server;
import director.daemon.peer.packet.Account.Service;
import director.daemon.peer.packet.Account.Setting;
import director.daemon.peer.packet.Heartbeat.Echo;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Datagrams and accounts as bytes. */
class CodecTest {
  private static final Instant SENT = Instant.parse("2026-11-22T05:28:40.123456Z");
  private static final Instant STARTED = Instant.parse("2026-11-18T22:10:00Z");
  private static final Heartbeat HEARTBEAT =
      new Heartbeat(
          Duration.ofSeconds(1),
          SENT,
          7,
          "a",
          "0.1",
          STARTED,
          0x3f0c9a51b7d2e644L,
          List.of(new Echo(5, 6, Duration.ofMillis(3), 2)));

  /** Worked out by hand from the layout in {@link DatagramCodec}. */
  private static final String BYTES =
      "64697264" // "dird"
          + "01" // form
          + "01" // heartbeat
          + "0000"
          + "0000000000000001" // session
          + "0000000000000002" // sequence
          + "000003e8" // 1000 ms
          + "0006442b3f3c1e40" // replaced below
          + "00000007" // revision
          + "0000019a98c0e640" // replaced below
          + "3f0c9a51b7d2e644"
          + "0161" // "a"
          + "03302e31" // "0.1"
          + "0001" // one echo
          + "001c" // of 28 bytes
          + "0000000000000005"
          + "0000000000000006"
          + "00000000002dc6c0" // 3,000,000 ns
          + "00000002";

  private static String bytes() {
    return BYTES
        .replace("0006442b3f3c1e40", "%016x".formatted(1_795_325_320_123_456L))
        .replace("0000019a98c0e640", "%016x".formatted(1_795_039_800_000L));
  }

  @Test
  @DisplayName("a heartbeat is these bytes, and back")
  void heartbeat() throws Exception {
    Datagram datagram = new Datagram(1, 2, HEARTBEAT);

    String encoded = hex(DatagramCodec.encode(datagram));
    Datagram decoded = DatagramCodec.decode(ByteBuffer.wrap(HexFormat.of().parseHex(bytes())));

    assertEquals(bytes(), encoded);
    assertEquals(datagram, decoded);
  }

  private static String hex(ByteBuffer bytes) {
    byte[] all = new byte[bytes.remaining()];
    bytes.get(all);
    return HexFormat.of().formatHex(all);
  }

  @Test
  @DisplayName("what a later directord appends to a heartbeat or an echo is passed over")
  void appended() throws Exception {
    String longer = bytes().replace("001c0000", "001e0000") + "ffff" + "deadbeef";

    assertEquals(
        new Datagram(1, 2, HEARTBEAT),
        DatagramCodec.decode(ByteBuffer.wrap(HexFormat.of().parseHex(longer))));
  }

  @Test
  @DisplayName("a part is its bytes, and fits into the smallest MTU")
  void part() throws Exception {
    Part part = new Part(7, 0, 2, ByteBuffer.allocate(Part.LENGTH));
    Datagram datagram = new Datagram(1, 2, part);

    ByteBuffer bytes = DatagramCodec.encode(datagram);

    assertEquals(datagram, DatagramCodec.decode(bytes));
    assertTrue(bytes.remaining() + DatagramCodec.SIGNATURE_LENGTH <= DatagramCodec.LONGEST);
  }

  @Test
  @DisplayName("parts that cannot be are refused as what they are")
  void impossibleParts() {
    ByteBuffer full = ByteBuffer.allocate(Part.LENGTH);
    ByteBuffer one = ByteBuffer.allocate(1);

    List<String> sentences =
        List.of(
            refused(new Part(7, 2, 2, full)),
            refused(new Part(7, 0, 0, full)),
            refused(new Part(7, 0, Part.MOST + 1, full)),
            refused(new Part(7, 1, 2, ByteBuffer.allocate(0))),
            refused(new Part(7, 1, 2, ByteBuffer.allocate(Part.LENGTH + 1))),
            refused(new Part(7, 0, 2, one)));

    assertEquals(
        List.of(
            "part 2 of 2 with 1120 bytes",
            "part 0 of 0 with 1120 bytes",
            "part 0 of 1001 with 1120 bytes",
            "part 1 of 2 with 0 bytes",
            "part 1 of 2 with 1121 bytes",
            "a part in the middle has only 1 bytes"),
        sentences);
  }

  private static String refused(Part part) {
    ByteBuffer bytes = DatagramCodec.encode(new Datagram(1, 2, part));
    MalformedDatagramException refused =
        assertThrows(MalformedDatagramException.class, () -> DatagramCodec.decode(bytes));
    assertEquals(Refusal.GARBLED, refused.refusal());
    return String.valueOf(refused.getMessage());
  }

  @Test
  @DisplayName("what would break a line or a terminal does not come through a text")
  void texts() throws Exception {
    Account account =
        new Account(
            new TreeMap<>(),
            List.of(new Instance("a\nb\u001b[31m\u202e\ud83d\ude00\u00e9", "MASTER", 1, "", 0)),
            List.of(),
            List.of(),
            List.of(),
            true);

    Account decoded = AccountCodec.decode(AccountCodec.encode(account));

    assertEquals("a?b?[31m?\ud83d\ude00\u00e9", decoded.instances().get(0).name());
  }

  @Test
  @DisplayName("a text that is too long is cut between two characters")
  void cut() throws Exception {
    Account account =
        new Account(
            new TreeMap<>(),
            List.of(new Instance("x".repeat(63) + "\u00e9", "MASTER", 1, "", 0)),
            List.of(),
            List.of(),
            List.of(),
            true);

    Account decoded = AccountCodec.decode(AccountCodec.encode(account));

    assertEquals("x".repeat(63), decoded.instances().get(0).name());
  }

  @Test
  @DisplayName("1000 accounts come back as they were")
  void roundTrip() throws Exception {
    Random dice = new Random(7);
    for (int i = 0; i < 1000; i++) {
      Account account = account(dice);

      assertEquals(account, AccountCodec.decode(AccountCodec.encode(account)), "round " + i);
    }
  }

  @Test
  @DisplayName("100,000 mutations of authentic bytes are read or refused, and nothing else happens")
  void mutations() {
    Random dice = new Random(11);
    int read = 0;
    for (int i = 0; i < 100_000; i++) {
      boolean whole = dice.nextBoolean();
      ByteBuffer genuine =
          whole ? AccountCodec.encode(account(dice)) : DatagramCodec.encode(datagram(dice));
      ByteBuffer mutant = mutated(genuine, dice);
      try {
        Object unused = whole ? AccountCodec.decode(mutant) : DatagramCodec.decode(mutant);
        read++;
      } catch (MalformedDatagramException e) {
        assertTrue(!String.valueOf(e.getMessage()).isBlank());
      }
    }
    assertTrue(read > 1000 && read < 99_000, read + " were read");
  }

  private static ByteBuffer mutated(ByteBuffer genuine, Random dice) {
    byte[] bytes = new byte[genuine.remaining()];
    genuine.get(bytes);
    for (int i = dice.nextInt(6); i >= 0; i--) {
      bytes[dice.nextInt(bytes.length)] = (byte) dice.nextInt(256);
    }
    int length = dice.nextInt(4) == 0 ? dice.nextInt(bytes.length + 1) : bytes.length;
    return ByteBuffer.wrap(bytes, 0, length);
  }

  private static Datagram datagram(Random dice) {
    Message message =
        dice.nextBoolean()
            ? new Part(dice.nextInt(99), 0, 1, ByteBuffer.allocate(1 + dice.nextInt(1000)))
            : new Heartbeat(
                Duration.ofMillis(1 + dice.nextInt(60_000)),
                SENT,
                dice.nextInt(100),
                text(dice),
                text(dice),
                STARTED,
                dice.nextLong(),
                IntStream.range(0, dice.nextInt(5))
                    .mapToObj(i -> new Echo(dice.nextLong(), i, Duration.ofNanos(i), i))
                    .toList());
    return new Datagram(dice.nextLong(), 1 + dice.nextInt(1000), message);
  }

  private static Account account(Random dice) {
    return new Account(
        new TreeMap<>(Map.of(text(dice), dice.nextInt())),
        IntStream.range(0, dice.nextInt(4))
            .mapToObj(
                i ->
                    new Instance(
                        text(dice), "BACKUP", dice.nextInt(256), text(dice), dice.nextInt()))
            .toList(),
        IntStream.range(0, dice.nextInt(4))
            .mapToObj(i -> new Service(text(dice), i, i + dice.nextInt(9), dice.nextBoolean(), i))
            .toList(),
        IntStream.range(0, dice.nextInt(4))
            .mapToObj(
                i -> new Server(text(dice), text(dice), "DOWN", STARTED, text(dice), text(dice)))
            .toList(),
        IntStream.range(0, dice.nextInt(4))
            .mapToObj(i -> new Setting(text(dice), text(dice), text(dice)))
            .toList(),
        dice.nextBoolean());
  }

  private static String text(Random dice) {
    return "x\u00e9 y".repeat(dice.nextInt(4)) + dice.nextInt(1000);
  }
}
