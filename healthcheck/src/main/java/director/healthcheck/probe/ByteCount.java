// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

/** A number of bytes as it stands in a sentence: {@code 64 KiB}, {@code 1500 bytes}. */
final class ByteCount {

  private static final long KIBI = 1024;
  private static final long MEBI = KIBI * KIBI;

  private ByteCount() {}

  /** In the largest unit of which it is a whole number. */
  static String of(long bytes) {
    if (bytes >= MEBI && bytes % MEBI == 0) {
      return bytes / MEBI + " MiB";
    }
    return bytes >= KIBI && bytes % KIBI == 0 ? bytes / KIBI + " KiB" : bytes + " bytes";
  }
}
