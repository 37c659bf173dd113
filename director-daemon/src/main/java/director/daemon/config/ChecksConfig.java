// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import director.daemon.config.CheckConfig.OnFailure;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The checks of a real server, and what is made of them together.
 *
 * @param each by the operator's name, at least one; a single one that was not named is called
 *     {@link #ONLY}
 * @param need how many of them must be up for the server to be up
 * @param onFailure what becomes of a server that is down
 */
public record ChecksConfig(SortedMap<String, CheckConfig> each, Need need, OnFailure onFailure) {

  /** The name of a check that has none, and no name for one that has. */
  public static final String ONLY = "check";

  /** How many must be up. */
  public enum Need {
    ALL,
    ANY
  }

  public ChecksConfig {
    each = Collections.unmodifiableSortedMap(new TreeMap<>(each));
  }

  static ChecksConfig single(CheckConfig check, OnFailure onFailure) {
    return new ChecksConfig(new TreeMap<>(Map.of(ONLY, check)), Need.ALL, onFailure);
  }

  /** Whether it is the one that was not named. */
  boolean isSingle() {
    return each.containsKey(ONLY);
  }
}
