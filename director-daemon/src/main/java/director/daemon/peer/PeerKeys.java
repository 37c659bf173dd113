// SPDX-License-Identifier: Apache-2.0
package director.daemon.peer;

import director.daemon.config.PeerConfig;
import director.daemon.peer.packet.DatagramCodec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs with one key, and knows the signatures of two. Not for several threads. */
final class PeerKeys {
  private static final String HMAC_SHA256 = "HmacSHA256";

  /** A key that serves something else, too, signs nothing that would be taken for ours. */
  private static final byte[] PURPOSE = "directord peer view".getBytes(StandardCharsets.US_ASCII);

  private final List<Mac> keys = new ArrayList<>();

  PeerKeys(PeerConfig config) {
    keys.add(mac(config.key()));
    config.otherKey().map(PeerKeys::mac).ifPresent(keys::add);
  }

  private static Mac mac(PeerConfig.Key key) {
    try {
      Mac mac = Mac.getInstance(HMAC_SHA256);
      mac.init(new SecretKeySpec(HexFormat.of().parseHex(key.secret()), HMAC_SHA256));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no HMAC-SHA256", e);
    }
  }

  /** The same with its signature behind it. */
  ByteBuffer sign(ByteBuffer unsigned) {
    ByteBuffer signed = ByteBuffer.allocate(unsigned.remaining() + DatagramCodec.SIGNATURE_LENGTH);
    return signed.put(unsigned.duplicate()).put(hmac(keys.get(0), unsigned)).flip();
  }

  /** Whether it was signed with a key of ours; of at least a signature's length. */
  boolean isAuthentic(ByteBuffer signed) {
    ByteBuffer unsigned = unsigned(signed);
    byte[] claimed = new byte[DatagramCodec.SIGNATURE_LENGTH];
    signed.get(unsigned.limit(), claimed);
    boolean authentic = false;
    for (Mac key : keys) {
      authentic |= MessageDigest.isEqual(claimed, hmac(key, unsigned));
    }
    return authentic;
  }

  /** What is signed. */
  static ByteBuffer unsigned(ByteBuffer signed) {
    return signed.duplicate().limit(signed.limit() - DatagramCodec.SIGNATURE_LENGTH);
  }

  private static byte[] hmac(Mac key, ByteBuffer unsigned) {
    key.update(PURPOSE);
    key.update(unsigned.duplicate());
    return key.doFinal();
  }
}
