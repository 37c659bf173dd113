// SPDX-License-Identifier: Apache-2.0
package director.daemon.config.text;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Something that stands in a configuration. */
public sealed interface Term {

  /**
   * A single value.
   *
   * @param text what it says
   * @param quoted whether it is a text, and not a number, a time or a word
   * @param secret whether it is nobody's to see
   */
  record Value(String text, boolean quoted, boolean secret) implements Term {
    @Override
    public String toString() {
      return secret ? "***" : text;
    }
  }

  /** Several of a kind. */
  record Several(List<Term> terms) implements Term {
    public Several {
      terms = List.copyOf(terms);
    }
  }

  /** Values by their keys, in the order in which they are written. */
  record Keyed(Map<String, Term> terms) implements Term {
    public static final Keyed EMPTY = new Keyed(Map.of());

    public Keyed {
      terms = Collections.unmodifiableMap(new LinkedHashMap<>(terms));
    }
  }
}
