// SPDX-License-Identifier: Apache-2.0
package director.vrrp.packet;

import java.nio.ByteBuffer;

/**
 * What keepalived's auth_hmac appends to an advertisement (draft-cassen-vrrp-auth-hmac), 28 bytes:
 * scheme, key, two reserved, sequence (seconds since 1970, a fraction of 1/65536 s, a counter), and
 * HMAC-SHA256 cut to its first half.
 *
 * @param keyId 0..255
 * @param sequence unsigned: 32 bits of seconds, 16 of their fraction, 16 of counter
 * @param hmac 16 bytes
 */
public record AuthenticationTrailer(int keyId, long sequence, ByteBuffer hmac) {
  public static final int LENGTH = 28;
  public static final int HMAC_LENGTH = 16;

  private static final int HMAC_SHA256 = 1;
  private static final int SEQUENCE_OFFSET = 4;
  private static final int HMAC_OFFSET = 12;

  /**
   * Reads the last bytes of a payload.
   *
   * @throws MalformedPacketException {@link Rejection#TRAILER_MALFORMED}
   */
  static AuthenticationTrailer decode(ByteBuffer payload) throws MalformedPacketException {
    int at = payload.limit() - LENGTH;
    int scheme = payload.get(at) & 0xff;
    if (scheme != HMAC_SHA256) {
      throw malformed("authentication trailer of scheme " + scheme + ", expected 1");
    }
    int reserved = payload.getShort(at + 2) & 0xffff;
    if (reserved != 0) {
      throw malformed("authentication trailer whose reserved bytes are " + reserved);
    }
    return new AuthenticationTrailer(
        payload.get(at + 1) & 0xff,
        payload.getLong(at + SEQUENCE_OFFSET),
        payload.slice(at + HMAC_OFFSET, HMAC_LENGTH));
  }

  /** Writes all but the HMAC, which is left zero, into the last bytes of a payload. */
  public static void begin(ByteBuffer payload, int keyId, long sequence) {
    int at = payload.limit() - LENGTH;
    payload
        .put(at, (byte) HMAC_SHA256)
        .put(at + 1, (byte) keyId)
        .putShort(at + 2, (short) 0)
        .putLong(at + SEQUENCE_OFFSET, sequence)
        .putLong(at + HMAC_OFFSET, 0)
        .putLong(at + HMAC_OFFSET + Long.BYTES, 0);
  }

  /**
   * Writes the HMAC behind what {@link #begin} wrote.
   *
   * @param hmac its first 16 bytes are taken
   */
  public static void complete(ByteBuffer payload, byte[] hmac) {
    payload.put(payload.limit() - HMAC_LENGTH, hmac, 0, HMAC_LENGTH);
  }

  private static MalformedPacketException malformed(String sentence) {
    return new MalformedPacketException(Rejection.TRAILER_MALFORMED, sentence);
  }
}
