// SPDX-License-Identifier: Apache-2.0
package director.vrrp.packet;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An advertisement that is whole, and what came with it to prove where it comes from: that is still
 * to be verified.
 *
 * @param advertisement what it says
 * @param authentication of version 2; {@link AuthenticationData#NONE} in version 3
 * @param trailer null when there is none
 */
public record ReceivedAdvertisement(
    VrrpAdvertisement advertisement,
    AuthenticationData authentication,
    @Nullable AuthenticationTrailer trailer) {

  /**
   * Reads the payload of a packet. Of version 3 over IPv4 both ways to build the checksum are
   * accepted.
   *
   * @param expectedVersion what the virtual router is configured with
   * @param trailerExpected whether {@link AuthenticationTrailer} may follow
   */
  public static ReceivedAdvertisement decode(
      IpPacket packet, int expectedVersion, boolean trailerExpected)
      throws MalformedPacketException {
    ByteBuffer in = packet.payload().slice().order(ByteOrder.BIG_ENDIAN);
    int length = lengthWithoutTrailer(in, packet.isIpv6(), expectedVersion, trailerExpected);
    int version = (in.get(0) & 0xff) >> 4;
    if (!VrrpChecksum.holds(packet, version, length)) {
      throw refused(Rejection.CHECKSUM, "checksum is wrong");
    }
    int addressLength = VrrpAdvertisement.addressLength(packet.isIpv6());
    VrrpAdvertisement advertisement =
        new VrrpAdvertisement(
            version,
            in.get(1) & 0xff,
            in.get(2) & 0xff,
            version == 2 ? secondsOf(in) : centisecondsOf(in),
            addresses(in, in.get(3) & 0xff, addressLength));
    return new ReceivedAdvertisement(
        advertisement,
        version == 2
            ? new AuthenticationData(
                in.get(4) & 0xff, in.getLong(length - AuthenticationData.LENGTH))
            : AuthenticationData.NONE,
        in.remaining() == length ? null : AuthenticationTrailer.decode(in));
  }

  private static int lengthWithoutTrailer(
      ByteBuffer in, boolean ipv6, int expectedVersion, boolean trailerExpected)
      throws MalformedPacketException {
    int available = in.remaining();
    if (available < VrrpAdvertisement.HEADER_LENGTH) {
      throw refused(Rejection.LENGTH, available + " bytes, the header has 8");
    }
    int version = (in.get(0) & 0xff) >> 4;
    if (version != expectedVersion) {
      throw refused(Rejection.VERSION, "version " + version + ", expected " + expectedVersion);
    }
    int type = in.get(0) & 0xf;
    if (type != VrrpAdvertisement.TYPE) {
      throw refused(Rejection.TYPE, "type " + type + ", expected 1");
    }
    int count = in.get(3) & 0xff;
    if (count == 0) {
      throw refused(Rejection.ADDRESS_COUNT, "no address, expected at least 1");
    }
    int length = VrrpAdvertisement.length(version, count, ipv6);
    boolean trailer = available == length + AuthenticationTrailer.LENGTH;
    if (available != length && !(trailer && trailerExpected)) {
      throw refused(
          Rejection.LENGTH,
          available
              + " bytes, "
              + count
              + " addresses make "
              + length
              + (trailer ? "; does it authenticate by HMAC? we are not configured to" : ""));
    }
    return length;
  }

  private static Duration secondsOf(ByteBuffer in) throws MalformedPacketException {
    return positive(Duration.ofSeconds(in.get(5) & 0xff));
  }

  /** The four bits above the interval are reserved and ignored (RFC 9568, section 5.2.6). */
  private static Duration centisecondsOf(ByteBuffer in) throws MalformedPacketException {
    return positive(Duration.ofMillis((in.getShort(4) & 0xfff) * 10L));
  }

  private static Duration positive(Duration interval) throws MalformedPacketException {
    if (interval.isZero()) {
      throw refused(Rejection.INTERVAL, "interval 0");
    }
    return interval;
  }

  private static List<InetAddress> addresses(ByteBuffer in, int count, int addressLength) {
    List<InetAddress> addresses = new ArrayList<>(count);
    byte[] bytes = new byte[addressLength];
    for (int i = 0; i < count; i++) {
      in.get(VrrpAdvertisement.HEADER_LENGTH + i * addressLength, bytes);
      addresses.add(Octets.address(bytes));
    }
    return addresses;
  }

  private static MalformedPacketException refused(Rejection rejection, String sentence) {
    return new MalformedPacketException(rejection, sentence);
  }
}
