// SPDX-License-Identifier: Apache-2.0
package director.daemon.track;

import director.daemon.track.state.Weighted;
import java.util.List;

/** What one instance tracks. The members of a sync group each track what the group does (Y-02). */
public record TrackedBy(String instanceName, List<Weighted> things) {
  public TrackedBy {
    things = List.copyOf(things);
  }
}
