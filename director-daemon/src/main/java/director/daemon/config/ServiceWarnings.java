// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import java.util.ArrayList;
import java.util.List;

/** What works with a virtual service, and is probably not meant. */
final class ServiceWarnings {
  /** IP_VS_MH_TAB_SIZE where nobody chose another when the kernel was built. */
  private static final int MH_PLACES = 4093;

  /** IP_VS_SH_TAB_SIZE and IP_VS_DH_TAB_SIZE, in the same way. */
  private static final int FEW_PLACES = 256;

  private ServiceWarnings() {}

  static List<Conflict> of(DirectorConfig config) {
    List<Conflict> doubts = new ArrayList<>();
    for (ServiceConfig service : config.services().values()) {
      if (!service.slowStart().isZero()) {
        slowStart(service, doubts);
      }
      places(service, doubts);
      CheckWarnings.add(service, doubts);
    }
    CheckLoad.of(config.services().values()).warnings(doubts);
    return doubts;
  }

  /** ip_vs_mh_reassign(), ip_vs_sh_reassign() and ip_vs_dh_reassign(). */
  private static void places(ServiceConfig service, List<Conflict> doubts) {
    long servers = service.everyServer().count();
    switch (service.scheduler()) {
      case MH -> {
        if (servers > MH_PLACES) {
          doubts.add(
              crowded(
                  service,
                  "has %d places for servers, and here are %d: it refuses the scheduler, and nobody is"
                      + " served, or gives nothing to who comes later",
                  MH_PLACES,
                  servers));
        }
      }
      case SH -> {
        long weight = service.everyServer().mapToLong(RealServerConfig::weight).sum();
        if (weight > FEW_PLACES) {
          doubts.add(
              crowded(
                  service,
                  "has %d places, as many as its weight for each server, and the weights are %d"
                      + " together: the last servers get less, or nothing; smaller weights help",
                  FEW_PLACES,
                  weight));
        }
      }
      case DH -> {
        if (servers > FEW_PLACES) {
          doubts.add(
              crowded(
                  service,
                  "has %d places, one for each server, and here are %d: the last get nothing",
                  FEW_PLACES,
                  servers));
        }
      }
      default -> {}
    }
  }

  private static Conflict crowded(ServiceConfig service, String format, int places, long asked) {
    return Conflict.at(
        service.key("scheduler"),
        "is %s, which in the usual kernel ".formatted(service.scheduler().kernelName())
            + format.formatted(places, asked));
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
