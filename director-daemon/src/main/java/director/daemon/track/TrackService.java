// SPDX-License-Identifier: Apache-2.0
package director.daemon.track;

import director.daemon.track.state.ServiceHealth.Measure;
import java.time.Duration;

/**
 * The health of a service as this director sees it, compared with how its peer does
 * (docs/adr/0011).
 *
 * @param service the service's name in the configuration
 * @param hold how long we must see it worse than the peer before that counts; longer than the time
 *     in which the checks of both directors notice the same failure
 */
public record TrackService(String name, String service, Measure measure, Duration hold)
    implements Track {

  public TrackService {
    if (hold.isNegative()) {
      throw new IllegalArgumentException("the hold of service " + name + " is negative");
    }
  }

  @Override
  public String kind() {
    return "service";
  }
}
