// SPDX-License-Identifier: Apache-2.0
package director.vrrp.packet;

import static director.vrrp.packet.Wire.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole packets as a raw socket delivers them, with damage of every kind. */
class DamagedPacketsTest {
  private static final String VERSION_2 =
      "45c0002800000000ff700000c0000201e0000012" + "2133960100010cbfcb00710a0000000000000000";
  private static final String VERSION_3 =
      "45c0002000000000ff700000c0000201e0000012" + "31339601006459cbcb00710a";
  private static final String VERSION_3_PLAIN =
      "45c0002000000000ff700000c0000201e0000012" + "313396010064fc5bcb00710a";
  private static final int HEADER = 20;

  /** Type of service, id, fragment offset, header checksum: the kernel's business. */
  private static final Set<Integer> INDIFFERENT = Set.of(1, 4, 5, 6, 7, 10, 11);

  private static VrrpAdvertisement decode(ByteBuffer packet, int version)
      throws MalformedPacketException {
    return ReceivedAdvertisement.decode(Ipv4Packet.decode(packet), version, false).advertisement();
  }

  @ParameterizedTest(name = "version {0}")
  @CsvSource({"2, " + VERSION_2, "3, " + VERSION_3, "3, " + VERSION_3_PLAIN})
  @DisplayName("cut off after any byte, it is refused")
  void truncated(int version, String wire) throws MalformedPacketException {
    int whole = wire.length() / 2;
    for (int length = 0; length < whole; length++) {
      ByteBuffer cut = bytes(wire.substring(0, 2 * length));

      assertEquals(Rejection.IP_HEADER, refusal(cut, version), "cut off after " + length);
    }
    decode(bytes(wire), version);
  }

  @ParameterizedTest(name = "version {0}")
  @CsvSource({"2, " + VERSION_2, "3, " + VERSION_3, "3, " + VERSION_3_PLAIN})
  @DisplayName("cut off after any byte with an IP length that agrees, it is refused")
  void shortened(int version, String wire) {
    int whole = wire.length() / 2;
    for (int length = HEADER; length < whole; length++) {
      ByteBuffer cut = bytes(wire.substring(0, 2 * length)).putShort(2, (short) length);

      assertEquals(Rejection.LENGTH, refusal(cut, version), "cut off after " + length);
    }
  }

  @ParameterizedTest(name = "version {0}")
  @CsvSource({"2, " + VERSION_2, "3, " + VERSION_3, "3, " + VERSION_3_PLAIN})
  @DisplayName("what follows the IP packet is padding of the frame and is not looked at")
  void padded(int version, String wire) throws MalformedPacketException {
    VrrpAdvertisement expected = decode(bytes(wire), version);
    for (int more = 1; more <= 64; more++) {
      ByteBuffer padded = bytes(wire + "a5".repeat(more));

      assertEquals(expected, decode(padded, version));
    }
  }

  @ParameterizedTest(name = "version {0}")
  @CsvSource({"2, " + VERSION_2, "3, " + VERSION_3, "3, " + VERSION_3_PLAIN})
  @DisplayName("padding within the IP packet is refused")
  void tooLong(int version, String wire) {
    for (int more = 1; more <= 64; more++) {
      ByteBuffer padded = bytes(wire + "00".repeat(more));
      padded.putShort(2, (short) padded.remaining());

      assertEquals(Rejection.LENGTH, refusal(padded, version), more + " more");
    }
  }

  @ParameterizedTest(name = "version {0}")
  @CsvSource({"2, " + VERSION_2, "3, " + VERSION_3, "3, " + VERSION_3_PLAIN})
  @DisplayName("with any single bit of the advertisement flipped, it is refused")
  void flippedInTheAdvertisement(int version, String wire) {
    for (int bit = 8 * HEADER; bit < 4 * wire.length(); bit++) {
      ByteBuffer damaged = flipped(wire, bit);

      Rejection why = refusal(damaged, version);

      assertTrue(why != Rejection.IP_HEADER, "bit " + bit);
    }
  }

  @ParameterizedTest(name = "version {0}")
  @CsvSource({"2, " + VERSION_2, "3, " + VERSION_3, "3, " + VERSION_3_PLAIN})
  @DisplayName("with any single bit of the IP header flipped, it is refused or shows in the value")
  void flippedInTheHeader(int version, String wire) throws MalformedPacketException {
    IpPacket original = Ipv4Packet.decode(bytes(wire));
    for (int bit = 0; bit < 8 * HEADER; bit++) {
      try {
        IpPacket packet = Ipv4Packet.decode(flipped(wire, bit));
        ReceivedAdvertisement.decode(packet, version, false);

        assertEquals(
            INDIFFERENT.contains(bit / 8), packet.equals(original), "bit " + bit + ": " + packet);
      } catch (MalformedPacketException e) {
        assertTrue(!INDIFFERENT.contains(bit / 8), "bit " + bit + ": " + e.getMessage());
      }
    }
  }

  @Test
  @DisplayName(
      "20,000 buffers of noise, half of it plausible, raise nothing but refusals (seed 3768)")
  void noise() {
    Random random = new Random(3768);
    Set<String> outcomes = new TreeSet<>();
    for (int i = 0; i < 20_000; i++) {
      byte[] noise = new byte[random.nextInt(100)];
      random.nextBytes(noise);
      outcomes.add(outcome(i % 2 == 0 ? noise : plausible(noise, random), 2 + i / 2 % 2));
    }

    assertEquals(
        Set.of("accepted", "ADDRESS_COUNT", "CHECKSUM", "IP_HEADER", "LENGTH", "TYPE", "VERSION"),
        outcomes);
  }

  private static String outcome(byte[] packet, int version) {
    try {
      decode(ByteBuffer.wrap(packet), version);
      return "accepted";
    } catch (MalformedPacketException e) {
      return e.rejection().name();
    }
  }

  /** Pure noise ends at the first check: this is a valid packet with a few bytes changed. */
  private static byte[] plausible(byte[] noise, Random random) {
    byte[] valid = bytes(random.nextBoolean() ? VERSION_2 : VERSION_3).array();
    if (random.nextBoolean()) {
      valid[4 + HEADER] = (byte) random.nextInt(3);
      valid[HEADER + 6] = 0;
      valid[HEADER + 7] = 0;
      ByteBuffer payload = ByteBuffer.wrap(valid, HEADER, valid.length - HEADER);
      payload.putShort(HEADER + 6, (short) InternetChecksum.of(payload, 0));
    }
    for (int changes = random.nextInt(4); changes > 0; changes--) {
      int at = random.nextInt(valid.length);
      valid[at] = noise.length > at ? noise[at] : 0;
    }
    return valid;
  }

  private static ByteBuffer flipped(String wire, int bit) {
    byte[] damaged = bytes(wire).array();
    damaged[bit / 8] ^= (byte) (0x80 >> (bit % 8));
    return ByteBuffer.wrap(damaged);
  }

  private static Rejection refusal(ByteBuffer packet, int version) {
    return assertThrows(MalformedPacketException.class, () -> decode(packet, version)).rejection();
  }
}
