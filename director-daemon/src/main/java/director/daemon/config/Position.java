// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Where something stands: a file, and a line counted from 1, or 0 when only the file is known. */
record Position(String file, int line) {
  /**
   * The position of {@code value}. What comes from the environment stands nowhere, and is blamed on
   * {@code section}; what was merged from several files is blamed on the first line of its parts.
   */
  static Position of(ConfigValue value, Position section) {
    if (value.origin().lineNumber() > 0) {
      return of(value.origin());
    }
    return parts(value).stream()
        .filter(part -> part.origin().lineNumber() > 0)
        .min(Comparator.comparingInt(part -> part.origin().lineNumber()))
        .map(part -> of(part.origin()))
        .orElse(section);
  }

  static Position of(ConfigOrigin origin) {
    // The description is "FILE: LINE", or "FILE: FIRST-LAST" for a section written in several
    // parts.
    String description = origin.description();
    int suffix = description.lastIndexOf(": " + origin.lineNumber());
    return suffix < 0
        ? new Position(description, 0)
        : new Position(description.substring(0, suffix), origin.lineNumber());
  }

  private static Collection<? extends ConfigValue> parts(ConfigValue value) {
    if (value instanceof ConfigObject object) {
      return object.values();
    }
    return value instanceof ConfigList list ? list : List.of();
  }

  @Override
  public String toString() {
    return line > 0 ? file + ":" + line : file;
  }
}
