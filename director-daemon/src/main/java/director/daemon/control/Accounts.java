// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * Names of users, as /etc/passwd has them. The name service of the system would know more, and may
 * take seconds for it: an order is not held up for a name.
 */
final class Accounts {
  private static final Duration GOOD_FOR = Duration.ofSeconds(10);
  private static final Path FILE = Path.of("/etc/passwd");

  private final Path file;
  private final Executor executor;
  private volatile Map<Integer, String> names;
  private long read;

  private Accounts(Path file, Executor executor) {
    this.file = file;
    this.executor = executor;
    this.names = read(file);
    this.read = System.nanoTime();
  }

  /**
   * Those of this machine. Reads the file at once, and now and then again.
   *
   * @param executor that reads it later
   */
  static Accounts ofMachine(Executor executor) {
    return new Accounts(FILE, executor);
  }

  /** {@code uid 1000 (anna)}, or without a name that is not known. */
  String words(int uid) {
    renew();
    String name = names.get(uid);
    return name == null ? "uid " + uid : "uid " + uid + " (" + name + ")";
  }

  private synchronized void renew() {
    if (System.nanoTime() - read > GOOD_FOR.toNanos()) {
      read = System.nanoTime();
      executor.execute(() -> names = read(file));
    }
  }

  /** {@code name:password:uid:...}; without a file nobody has a name, which hinders nothing. */
  private static Map<Integer, String> read(Path file) {
    Map<Integer, String> names = new HashMap<>();
    try {
      for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
        String[] fields = line.split(":", 4);
        if (fields.length == 4
            && fields[0].matches("[!-~]{1,64}")
            && fields[2].matches("[0-9]{1,9}")) {
          names.putIfAbsent(Integer.parseInt(fields[2]), fields[0]);
        }
      }
    } catch (IOException unreadable) {
      return Map.of();
    }
    return names;
  }
}
