// SPDX-License-Identifier: Apache-2.0
package director.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;

/** Spoils bytes in the ways that hurt parsers: flipped, cut off, grown, and with other lengths. */
public final class Mutations {
  private static final int[] LENGTHS = {0, 1, 3, 4, 5, 15, 16, 17, 0x7fff, 0x8000, 0xffff};

  private Mutations() {}

  /** A copy with one to four faults. */
  public static ByteBuffer of(ByteBuffer original, Random random) {
    byte[] bytes = new byte[original.remaining()];
    original.duplicate().get(bytes);
    for (int faults = 1 + random.nextInt(4); faults > 0; faults--) {
      bytes = spoil(bytes, random);
    }
    return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
  }

  private static byte[] spoil(byte[] bytes, Random random) {
    if (bytes.length < 2) {
      return new byte[random.nextInt(40)];
    }
    int at = random.nextInt(bytes.length - 1);
    switch (random.nextInt(4)) {
      case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> bytes[at] = (byte) random.nextInt();
      case 2 -> {
        int length = LENGTHS[random.nextInt(LENGTHS.length)];
        bytes[at & ~1] = (byte) length;
        bytes[(at & ~1) + 1] = (byte) (length >> 8);
      }
      default -> {
        return Arrays.copyOf(bytes, random.nextInt(bytes.length + 20));
      }
    }
    return bytes;
  }
}
