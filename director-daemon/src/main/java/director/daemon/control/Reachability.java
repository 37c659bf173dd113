// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import director.daemon.config.ControlConfig;
import java.util.List;

/** Where the director is asked, as it sees that: whoever has no API has {@link #NONE}. */
public interface Reachability {
  Reachability NONE =
      new Reachability() {
        @Override
        public void followLater(ControlConfig next) {}

        @Override
        public List<String> problems() {
          return List.of();
        }
      };

  /** Does what {@code next} says, away from the calling thread; files are read again. */
  void followLater(ControlConfig next);

  /** Sentences about what could not be done. */
  List<String> problems();
}
