// SPDX-License-Identifier: Apache-2.0
package director.netlink.linux;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What this process has in the machine's memory. */
public final class ResidentMemory {
  /** A mapping in proc_pid_smaps(5): addresses, rights, offset, device, inode, file. */
  private static final Pattern MAPPING =
      Pattern.compile(
          "(?<start>[0-9a-f]+)-(?<end>[0-9a-f]+) (?<rights>[-rwxsp]{4}) \\S+ \\S+ (?<inode>\\d+).*");

  private static final Pattern OWN_PAGES = Pattern.compile("Anonymous: +(?<kibibytes>\\d+) kB");

  /** madvise(2). */
  private static final int MADV_DONTNEED = 4;

  private ResidentMemory() {}

  /**
   * Gives back what was needed once, which for a JVM is most of what it reads while it starts: free
   * memory of malloc(3), and pages of files that can be read again. What is still needed comes back
   * at its next use, from the page cache and without waiting for a disk; so this is for the end of
   * a start, before {@link RealTime#lockMemory} pins what is there.
   *
   * @throws ErrnoException EINVAL when pages are locked already
   * @throws IOException if /proc is not mounted
   */
  public static void letGo() throws IOException {
    LibC.INSTANCE.malloc_trim(0);
    try (BufferedReader mappings = Files.newBufferedReader(Path.of("/proc/self/smaps"))) {
      Matcher mapping = MAPPING.matcher("");
      for (String line = mappings.readLine(); line != null; line = mappings.readLine()) {
        Matcher begin = MAPPING.matcher(line);
        Matcher own = OWN_PAGES.matcher(line);
        if (begin.matches()) {
          mapping = begin;
        } else if (own.matches() && own.group("kibibytes").equals("0") && isReadOfFile(mapping)) {
          letGo(address(mapping, "start"), address(mapping, "end"));
        }
      }
    }
  }

  /** With no page of our own it was never written to either, as the linker may have. */
  private static boolean isReadOfFile(Matcher mapping) {
    return mapping.group("rights").charAt(1) != 'w' && !mapping.group("inode").equals("0");
  }

  private static long address(Matcher mapping, String end) {
    return Long.parseUnsignedLong(mapping.group(end), 16);
  }

  private static void letGo(long start, long end) throws ErrnoException {
    LibC.check("madvise(MADV_DONTNEED)", LibC.INSTANCE.madvise(start, end - start, MADV_DONTNEED));
  }
}
