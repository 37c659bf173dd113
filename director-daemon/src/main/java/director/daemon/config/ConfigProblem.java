// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

/**
 * One thing that is wrong with a configuration.
 *
 * @param file the file the value stands in, as the operator named it or the include led to it
 * @param line the line of the value, or of the section that should hold it; 0 when there is none
 * @param key the path of the key, such as {@code services.photos.check.fall}; empty when the
 *     problem is the file itself
 * @param message what is wrong and what was expected, to be read after the key
 */
public record ConfigProblem(String file, int line, String key, String message) {
  /** {@code director.conf:12: services.photos.check.fall: must be 1..100, but is 0}. */
  @Override
  public String toString() {
    String where = line > 0 ? file + ":" + line : file;
    return where + ": " + (key.isEmpty() ? "" : key + ": ") + message;
  }
}
