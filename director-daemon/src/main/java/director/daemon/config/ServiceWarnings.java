// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import java.util.ArrayList;
import java.util.List;

/** What works with a virtual service, and is probably not meant. */
final class ServiceWarnings {
  private ServiceWarnings() {}

  static List<Conflict> of(DirectorConfig config) {
    List<Conflict> doubts = new ArrayList<>();
    for (ServiceConfig service : config.services().values()) {
      if (!service.slowStart().isZero()) {
        slowStart(service, doubts);
      }
    }
    return doubts;
  }

  private static void slowStart(ServiceConfig service, List<Conflict> doubts) {
    String key = service.key("slow-start");
    if (service.scheduler().ignoresWeights()) {
      doubts.add(
          Conflict.at(
              key,
              "has no effect with scheduler = %s, which takes any weight above 0 for the same; the"
                      .formatted(service.scheduler().kernelName())
                  + " weighted ones are wrr, wlc, sed, nq and others"));
    } else if (service.everyServer().allMatch(server -> server.weight() <= 1)) {
      doubts.add(
          Conflict.at(
              key,
              "has no effect with weights of 1, below which there is no step; a weight of 100 has"
                  + " many"));
    }
  }
}
