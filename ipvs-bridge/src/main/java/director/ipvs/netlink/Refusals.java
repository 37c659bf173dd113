// SPDX-License-Identifier: Apache-2.0
package director.ipvs.netlink;

import static director.ipvs.netlink.IpvsConstants.*;

import director.ipvs.IpvsRefusal;
import director.ipvs.table.IpvsChange;
import director.ipvs.table.VirtualService;
import director.netlink.NetlinkException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the kernel did not do, told once for each cause: of the changes to a service that is not in
 * the table only the first is listed, with the number of the others.
 */
final class Refusals {
  private final List<IpvsRefusal> list = new ArrayList<>();

  /** Where in the list a service that is not there has its line, and how many more there are. */
  private final Map<VirtualService.Id, Missing> missing = new HashMap<>();

  private static final class Missing {
    private final int place;
    private int more;

    Missing(int place) {
      this.place = place;
    }
  }

  /** Adds one, unless it is no refusal: to delete what is not there. */
  void add(IpvsChange change, NetlinkException refusal) {
    int errno = refusal.errno();
    if (deletes(change) && (errno == ESRCH || errno == ENOENT)) {
      return;
    }
    IpvsRefusal told =
        new IpvsRefusal(change, KernelRefusal.of(change, refusal).getMessage(), errno);
    Optional<VirtualService.Id> absent =
        told.isOfMissingService() ? change.about() : Optional.empty();
    Missing known = absent.map(missing::get).orElse(null);
    if (known != null && errno == ESRCH) {
      known.more++;
      return;
    }
    absent.ifPresent(service -> missing.putIfAbsent(service, new Missing(list.size())));
    list.add(told);
  }

  List<IpvsRefusal> list() {
    List<IpvsRefusal> told = new ArrayList<>(list);
    for (Missing each : missing.values()) {
      if (each.more > 0) {
        IpvsRefusal first = told.get(each.place);
        String changes = each.more == 1 ? " more change" : " more changes";
        String more = "; the same for " + each.more + changes + " to this service";
        told.set(each.place, new IpvsRefusal(first.change(), first.reason() + more, first.errno()));
      }
    }
    return told;
  }

  private static boolean deletes(IpvsChange change) {
    return change instanceof IpvsChange.DeleteService
        || change instanceof IpvsChange.DeleteServer
        || change instanceof IpvsChange.StopDaemon;
  }
}
