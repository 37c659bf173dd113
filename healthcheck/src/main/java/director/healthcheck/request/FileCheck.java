// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.request;

import java.nio.file.Path;

/**
 * A number in a file of this host. With a factor, the number times the factor is added to the
 * server's weight, and -254 or less means failure; without one (0), any number but 0 means failure.
 * A file that is missing or empty counts as 0.
 *
 * @param factor -254..254
 */
public record FileCheck(Path file, int factor) implements CheckRequest {
  @Override
  public String kind() {
    return "file";
  }
}
