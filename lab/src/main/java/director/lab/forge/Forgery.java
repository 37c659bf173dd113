// SPDX-License-Identifier: Apache-2.0
package director.lab.forge;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * An advertisement of either version with one thing wrong, as an IPv4 packet.
 *
 * @param wrong what is wrong, in words
 * @param reason under which the daemon is to count it; empty if its kernel drops it unseen
 * @param packet the IPv4 packet
 */
public record Forgery(String wrong, String reason, ByteBuffer packet) {
  private static final int IP_HEADER = 20;
  private static final int IP_LENGTH = 2;
  private static final int IP_TTL = 8;
  private static final int IP_CHECKSUM = 10;
  private static final int IP_SOURCE = 12;
  private static final int IP_DESTINATION = 16;
  private static final int VERSION_AND_TYPE = IP_HEADER;
  private static final int VIRTUAL_ROUTER_ID = IP_HEADER + 1;
  private static final int ADDRESS_COUNT = IP_HEADER + 3;

  /** Version 2 has its type here, and the interval in the byte behind, as version 3 has. */
  private static final int AUTHENTICATION = IP_HEADER + 4;

  private static final int INTERVAL = IP_HEADER + 4;
  private static final int CHECKSUM = IP_HEADER + 6;
  private static final int PROTOCOL = 112;

  public Forgery {
    packet = packet.asReadOnlyBuffer();
  }

  /** A v3 advertisement with all right: VRID 51, priority 200, every second, one address. */
  static byte[] genuine(byte[] source, byte[] vip) {
    return packet(source, new byte[] {0x31, 51, (byte) 200, 1, 0, 100, 0, 0}, vip, new byte[0]);
  }

  /** Nothing is wrong with it but who sends it: of VRID 51, every 200 ms, of the least priority. */
  static byte[] leastPriority(byte[] source, byte[] vip) {
    return packet(source, new byte[] {0x31, 51, 1, 1, 0, 20, 0, 0}, vip, new byte[0]);
  }

  /** As {@link #genuine} in version 2, without authentication (RFC 3768, section 5.1). */
  static byte[] genuineV2(byte[] source, byte[] vip) {
    return packet(source, new byte[] {0x21, 51, (byte) 200, 1, 0, 1, 0, 0}, vip, new byte[8]);
  }

  /** Version 3: each field wrong in turn, too short, too long. */
  public static List<Forgery> all(byte[] source, byte[] vip) {
    byte[] genuine = genuine(source, vip);
    List<Forgery> all = new ArrayList<>(ofBoth(genuine));
    all.addAll(
        List.of(
            forge("version 2", "VERSION", genuine, p -> with(p, VERSION_AND_TYPE, 0x21)),
            forge("type 2", "TYPE", genuine, p -> with(p, VERSION_AND_TYPE, 0x32)),
            forge("interval 0", "INTERVAL", genuine, p -> with(p, INTERVAL + 1, 0))));
    return List.copyOf(all);
  }

  /** Version 2: each field wrong in turn, too short, too long. */
  public static List<Forgery> allV2(byte[] source, byte[] vip) {
    byte[] genuine = genuineV2(source, vip);
    List<Forgery> all = new ArrayList<>(ofBoth(genuine));
    all.addAll(
        List.of(
            forge("version 3", "VERSION", genuine, p -> with(p, VERSION_AND_TYPE, 0x31)),
            forge("type 2", "TYPE", genuine, p -> with(p, VERSION_AND_TYPE, 0x22)),
            forge("a password", "AUTHENTICATION_TYPE", genuine, p -> with(p, AUTHENTICATION, 1)),
            forge("IP AH", "AUTHENTICATION_TYPE", genuine, p -> with(p, AUTHENTICATION, 2)),
            forge(
                "authentication 77",
                "AUTHENTICATION_TYPE_UNKNOWN",
                genuine,
                p -> with(p, AUTHENTICATION, 77)),
            forge("interval 0", "INTERVAL", genuine, p -> with(p, INTERVAL + 1, 0)),
            forge("interval 2", "INTERVAL", genuine, p -> with(p, INTERVAL + 1, 2)),
            forge("no authentication data", "LENGTH", genuine, p -> resized(p, -8))));
    return List.copyOf(all);
  }

  private static List<Forgery> ofBoth(byte[] genuine) {
    return List.of(
        forge("TTL 254", "TTL", genuine, p -> with(p, IP_TTL, 254)),
        forge("to all hosts", "", genuine, p -> with(p, IP_DESTINATION + 3, 1)),
        forge("version 15", "VERSION", genuine, p -> with(p, VERSION_AND_TYPE, 0xf1)),
        forge("another VRID", "UNKNOWN_VRID", genuine, p -> with(p, VIRTUAL_ROUTER_ID, 52)),
        forge("VRID 0", "UNKNOWN_VRID", genuine, p -> with(p, VIRTUAL_ROUTER_ID, 0)),
        forge("no address", "ADDRESS_COUNT", genuine, p -> resized(with(p, ADDRESS_COUNT, 0), -4)),
        forge(
            "two addresses announced, one there",
            "LENGTH",
            genuine,
            p -> with(p, ADDRESS_COUNT, 2)),
        forge("cut inside the header", "LENGTH", genuine, p -> resized(p, 25 - p.length)),
        forge("cut by a byte", "LENGTH", genuine, p -> resized(p, -1)),
        forge("padded by 40 bytes", "LENGTH", genuine, p -> resized(p, 40)),
        unsealed("IP header checksum", "", with(genuine, IP_CHECKSUM, genuine[IP_CHECKSUM] ^ 1)),
        forge("IP length beyond the frame", "", genuine, p -> with(p, IP_LENGTH + 1, 90)),
        // The last to be counted, so that who sees it has seen all.
        unsealed("checksum", "CHECKSUM", with(genuine, CHECKSUM, genuine[CHECKSUM] ^ 0xff)));
  }

  private static byte[] packet(byte[] source, byte[] header, byte[] vip, byte[] behind) {
    byte[] bytes = new byte[IP_HEADER + header.length + vip.length + behind.length];
    ByteBuffer packet = ByteBuffer.wrap(bytes);
    packet.put((byte) 0x45).put((byte) 0xc0).putShort((short) bytes.length).putInt(0);
    packet.put((byte) 255).put((byte) PROTOCOL).putShort((short) 0);
    packet.put(source).put(new byte[] {(byte) 224, 0, 0, 18});
    packet.put(header).put(vip).put(behind);
    return sealed(bytes);
  }

  private static Forgery forge(
      String wrong, String reason, byte[] genuine, UnaryOperator<byte[]> change) {
    return unsealed(wrong, reason, sealed(change.apply(genuine)));
  }

  private static Forgery unsealed(String wrong, String reason, byte[] packet) {
    return new Forgery(wrong, reason, ByteBuffer.wrap(packet));
  }

  private static byte[] with(byte[] packet, int offset, int value) {
    byte[] changed = packet.clone();
    changed[offset] = (byte) value;
    return changed;
  }

  private static byte[] resized(byte[] packet, int by) {
    byte[] resized = Arrays.copyOf(packet, packet.length + by);
    resized[IP_LENGTH + 1] = (byte) resized.length;
    return resized;
  }

  /** With both checksums right for what it says otherwise, so that only one thing is wrong. */
  private static byte[] sealed(byte[] packet) {
    ByteBuffer sealed = ByteBuffer.wrap(packet.clone());
    sealed.putShort(IP_CHECKSUM, (short) 0);
    sealed.putShort(IP_CHECKSUM, checksum(sealed, 0, IP_HEADER, 0));
    int length = packet.length - IP_HEADER;
    if (packet.length >= CHECKSUM + 2) {
      sealed.putShort(CHECKSUM, (short) 0);
      boolean pseudoHeader =
          packet[VERSION_AND_TYPE] >> 4 != 2; // not in v2 (RFC 3768, section 5.3.8)
      long start = pseudoHeader ? PROTOCOL + length + sum(sealed, IP_SOURCE, 8) : 0;
      sealed.putShort(CHECKSUM, checksum(sealed, IP_HEADER, length, start));
    }
    return sealed.array();
  }

  private static short checksum(ByteBuffer bytes, int offset, int length, long start) {
    long sum = start + sum(bytes, offset, length);
    while (sum > 0xffff) {
      sum = (sum & 0xffff) + (sum >> 16);
    }
    return (short) ~sum;
  }

  private static long sum(ByteBuffer bytes, int offset, int length) {
    long sum = 0;
    for (int i = offset; i < offset + length; i += 2) {
      boolean pair = i + 1 < offset + length;
      sum += pair ? bytes.getShort(i) & 0xffff : (bytes.get(i) & 0xff) << 8;
    }
    return sum;
  }
}
