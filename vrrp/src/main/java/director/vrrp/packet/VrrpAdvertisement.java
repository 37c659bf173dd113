// SPDX-License-Identifier: Apache-2.0
package director.vrrp.packet;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * An ADVERTISEMENT over IPv4, version 3 (RFC 9568, section 5.1) or 2 (RFC 3768, section 5.1).
 *
 * @param version 2 or 3
 * @param virtualRouterId 1..255
 * @param priority 0..255; 0 = the master resigns
 * @param interval how often the sender speaks: v3 10 ms .. 40.95 s, v2 1 s .. 255 s
 * @param addresses at least one
 */
public record VrrpAdvertisement(
    int version,
    int virtualRouterId,
    int priority,
    Duration interval,
    List<InetAddress> addresses) {
  public static final int IP_PROTOCOL = 112;

  /** RFC 9568, section 5.1.1.2. */
  public static final Inet4Address GROUP =
      Ipv4Packet.ipv4((byte) 224, (byte) 0, (byte) 0, (byte) 18);

  private static final int HEADER_LENGTH = 8;
  private static final int ADDRESS_LENGTH = 4;
  private static final int ADVERTISEMENT = 1;
  private static final int CHECKSUM_OFFSET = 6;

  /** v2 carries authentication data even where there is no authentication. */
  private static final int V2_AUTHENTICATION_LENGTH = 8;

  public VrrpAdvertisement {
    addresses = List.copyOf(addresses);
  }

  /** Whether the v3 checksum covers an IPv4 pseudo header; v2 never has one. */
  public enum Checksum {
    /** As RFC 5798 is read by keepalived and FRR. */
    WITH_PSEUDO_HEADER,
    /** As RFC 9568, section 5.2.8 has it for IPv4. */
    WITHOUT_PSEUDO_HEADER
  }

  /** The advertisement as payload of a packet from {@code source} to {@code destination}. */
  public ByteBuffer encode(Inet4Address source, Inet4Address destination, Checksum checksum) {
    int length = length(version, addresses.size());
    ByteBuffer out = ByteBuffer.allocate(length);
    out.put((byte) (version << 4 | ADVERTISEMENT))
        .put((byte) virtualRouterId)
        .put((byte) priority)
        .put((byte) addresses.size())
        .putShort((short) (version == 2 ? interval.toSeconds() : interval.toMillis() / 10))
        .putShort((short) 0);
    addresses.forEach(address -> out.put(address.getAddress()));
    out.position(0);
    boolean pseudoHeader = version == 3 && checksum == Checksum.WITH_PSEUDO_HEADER;
    long initial = pseudoHeader ? InternetChecksum.pseudoHeader(source, destination, length) : 0;
    return out.putShort(CHECKSUM_OFFSET, (short) InternetChecksum.of(out, initial));
  }

  /** The VRID of a payload that may be malformed otherwise; -1 if it is too short for one. */
  public static int peekVirtualRouterId(ByteBuffer payload) {
    return payload.remaining() < 2 ? -1 : payload.get(payload.position() + 1) & 0xff;
  }

  /**
   * Reads the payload of {@code packet}. Of v3 both ways to build the checksum are accepted.
   *
   * @param expectedVersion what the virtual router is configured with
   */
  public static VrrpAdvertisement decode(Ipv4Packet packet, int expectedVersion)
      throws MalformedPacketException {
    ByteBuffer in = packet.payload().slice().order(ByteOrder.BIG_ENDIAN);
    int length = in.remaining();
    require(length >= HEADER_LENGTH, Rejection.LENGTH, length + " bytes, the header has 8");
    int version = (in.get(0) & 0xff) >> 4;
    int type = in.get(0) & 0xf;
    int count = in.get(3) & 0xff;
    require(
        version == expectedVersion,
        Rejection.VERSION,
        "version " + version + ", expected " + expectedVersion);
    require(type == ADVERTISEMENT, Rejection.TYPE, "type " + type + ", expected 1");
    require(count > 0, Rejection.ADDRESS_COUNT, "no address, expected at least 1");
    int expectedLength = length(version, count);
    require(
        length == expectedLength,
        Rejection.LENGTH,
        length + " bytes, " + count + " addresses make " + expectedLength);
    require(checksumHolds(in, version, packet), Rejection.CHECKSUM, "checksum is wrong");
    Duration interval = version == 2 ? secondsOf(in) : centisecondsOf(in);
    return new VrrpAdvertisement(
        version, in.get(1) & 0xff, in.get(2) & 0xff, interval, addresses(in, count));
  }

  private static boolean checksumHolds(ByteBuffer in, int version, Ipv4Packet packet) {
    if (InternetChecksum.of(in, 0) == 0) {
      return true;
    }
    return version == 3
        && InternetChecksum.of(
                in,
                InternetChecksum.pseudoHeader(
                    packet.source(), packet.destination(), in.remaining()))
            == 0;
  }

  private static Duration secondsOf(ByteBuffer in) throws MalformedPacketException {
    int authentication = in.get(4) & 0xff;
    require(
        authentication == 0,
        Rejection.AUTHENTICATION,
        "authentication type " + authentication + ", expected none");
    return positive(Duration.ofSeconds(in.get(5) & 0xff));
  }

  /** The four bits above the interval are reserved and ignored (RFC 9568, section 5.2.6). */
  private static Duration centisecondsOf(ByteBuffer in) throws MalformedPacketException {
    return positive(Duration.ofMillis((in.getShort(4) & 0xfff) * 10L));
  }

  private static Duration positive(Duration interval) throws MalformedPacketException {
    require(!interval.isZero(), Rejection.INTERVAL, "interval 0");
    return interval;
  }

  private static List<InetAddress> addresses(ByteBuffer in, int count) {
    List<InetAddress> addresses = new ArrayList<>(count);
    byte[] bytes = new byte[ADDRESS_LENGTH];
    for (int i = 0; i < count; i++) {
      in.get(HEADER_LENGTH + i * ADDRESS_LENGTH, bytes);
      addresses.add(Ipv4Packet.ipv4(bytes));
    }
    return addresses;
  }

  private static int length(int version, int addresses) {
    int tail = version == 2 ? V2_AUTHENTICATION_LENGTH : 0;
    return HEADER_LENGTH + addresses * ADDRESS_LENGTH + tail;
  }

  private static void require(boolean holds, Rejection rejection, String sentence)
      throws MalformedPacketException {
    if (!holds) {
      throw new MalformedPacketException(rejection, sentence);
    }
  }
}
