// SPDX-License-Identifier: Apache-2.0
package director.lab.bench;

/** One thing that the client saw. Times are nanoseconds as of {@link System#nanoTime}. */
sealed interface Seen {

  /** When. */
  long at();

  /** An advertisement; {@code host} is the last byte of the sender's address. */
  record Advertisement(long at, int host, int virtualRouterId, int priority) implements Seen {}

  /** A gratuitous ARP. */
  record Announcement(long at, int host, String address) implements Seen {}

  /** The first answer of another host than before, or the first one after a loss. */
  record Answer(long at, long sent, int ttl) implements Seen {
    int host() {
      return ttl - BenchLab.TTL;
    }
  }

  /** Probes in a row that nobody answered within half a second. */
  record Loss(long at, long last, long count) implements Seen {}

  /** A probe that was answered twice. */
  record Duplicate(long at) implements Seen {}

  /** A processor was withheld from real-time threads. */
  record Starvation(long at, long until, int processor) implements Seen {}

  /** So far. */
  record Count(long at, long sent, long answered) implements Seen {}

  /** Reads a line of the probe. */
  static Seen parse(String line) {
    String[] words = line.split(" ", -1);
    long at = Long.parseLong(words[1]);
    return switch (words[0]) {
      case "A" -> new Advertisement(at, number(words[2]), number(words[3]), number(words[4]));
      case "G" -> new Announcement(at, number(words[2]), words[3]);
      case "R" -> new Answer(at, Long.parseLong(words[2]), number(words[3]));
      case "L" -> new Loss(at, Long.parseLong(words[2]), Long.parseLong(words[3]));
      case "D" -> new Duplicate(at);
      case "S" -> new Starvation(at, Long.parseLong(words[2]), number(words[3]));
      case "P" -> new Count(at, Long.parseLong(words[2]), Long.parseLong(words[3]));
      default -> throw new IllegalArgumentException("the probe says '" + line + "'");
    };
  }

  private static int number(String word) {
    return Integer.parseInt(word);
  }
}
