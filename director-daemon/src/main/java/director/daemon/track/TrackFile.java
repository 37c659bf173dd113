// SPDX-License-Identifier: Apache-2.0
package director.daemon.track;

import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * A file that holds a whole number.
 *
 * @param file absolute
 * @param whenMissing the number of a missing file (keepalived: 0); empty if that is a fault
 */
public record TrackFile(String name, Path file, OptionalLong whenMissing) implements Track {

  public TrackFile {
    if (!file.isAbsolute()) {
      throw new IllegalArgumentException("file " + name + " must be absolute, but is " + file);
    }
  }

  @Override
  public String kind() {
    return "file";
  }
}
