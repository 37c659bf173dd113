// SPDX-License-Identifier: Apache-2.0
package director.vrrp.authentication;

import director.vrrp.packet.AuthenticationTrailer;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A shared secret, ready for use. Not for several threads. */
final class HmacKey {
  private static final String HMAC_SHA256 = "HmacSHA256";
  private static final int PSEUDO_HEADER_LENGTH = 20;
  private static final int PSEUDO_ADDRESS_OFFSET = 4;
  private static final int CHECKSUM_OFFSET = 6;
  private static final int CHECKSUM_LENGTH = 2;
  private static final byte[] ZEROS = new byte[AuthenticationTrailer.HMAC_LENGTH];

  private final Mac mac;
  private final byte[] pseudoHeader = new byte[PSEUDO_HEADER_LENGTH];

  /**
   * Computes once in vain, so that the first advertisement does not wait for classes to load.
   *
   * @param secret hexadecimal
   */
  HmacKey(String secret) {
    try {
      mac = Mac.getInstance(HMAC_SHA256);
      mac.init(new SecretKeySpec(HexFormat.of().parseHex(secret), HMAC_SHA256));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no HMAC-SHA256", e);
    }
    mac.doFinal(ZEROS);
  }

  /**
   * Of an advertisement with its trailer: over a pseudo header of family, version, VRID and source,
   * and the payload with checksum and HMAC taken for zero.
   *
   * @param payload as it is sent, of which checksum and HMAC may have any value
   * @return the first 16 of 32 bytes
   */
  byte[] hmac(ByteBuffer payload, InetAddress source) {
    int start = payload.position();
    byte[] address = source.getAddress();
    Arrays.fill(pseudoHeader, (byte) 0);
    pseudoHeader[0] = (byte) (source instanceof Inet6Address ? 6 : 4);
    pseudoHeader[1] = (byte) ((payload.get(start) & 0xff) >> 4);
    pseudoHeader[2] = payload.get(start + 1);
    System.arraycopy(address, 0, pseudoHeader, PSEUDO_ADDRESS_OFFSET, address.length);
    int rest = CHECKSUM_OFFSET + CHECKSUM_LENGTH;
    mac.update(pseudoHeader);
    mac.update(payload.slice(start, CHECKSUM_OFFSET));
    mac.update(ZEROS, 0, CHECKSUM_LENGTH);
    mac.update(payload.slice(start + rest, payload.remaining() - rest - ZEROS.length));
    mac.update(ZEROS);
    return Arrays.copyOf(mac.doFinal(), AuthenticationTrailer.HMAC_LENGTH);
  }
}
