// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import director.daemon.config.ServiceConfig.Scheduler;
import java.util.ArrayList;
import java.util.List;

/** What works with a virtual service, and is probably not meant. */
final class ServiceWarnings {
  /** IP_VS_MH_TAB_SIZE where nobody chose another when the kernel was built. */
  private static final int MH_PLACES = 4093;

  private ServiceWarnings() {}

  static List<Conflict> of(DirectorConfig config) {
    List<Conflict> doubts = new ArrayList<>();
    for (ServiceConfig service : config.services().values()) {
      if (!service.slowStart().isZero()) {
        slowStart(service, doubts);
      }
      if (service.scheduler() == Scheduler.MH) {
        places(service, doubts);
      }
    }
    return doubts;
  }

  /** ip_vs_mh_reassign() refuses more servers than its table has places. */
  private static void places(ServiceConfig service, List<Conflict> doubts) {
    long servers = service.everyServer().count();
    if (servers > MH_PLACES) {
      doubts.add(
          Conflict.at(
              service.key("real-servers"),
              "are %d, and most kernels have %d places for scheduler = mh (IP_VS_MH_TAB_INDEX = 12):"
                      .formatted(servers, MH_PLACES)
                  + " they refuse the service, or serve none but the first; sh knows no such limit"));
    }
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
