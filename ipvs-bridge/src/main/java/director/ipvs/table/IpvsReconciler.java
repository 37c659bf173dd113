// SPDX-License-Identifier: Apache-2.0
package director.ipvs.table;

import director.ipvs.table.IpvsChange.AddServer;
import director.ipvs.table.IpvsChange.AddService;
import director.ipvs.table.IpvsChange.DeleteServer;
import director.ipvs.table.IpvsChange.DeleteService;
import director.ipvs.table.IpvsChange.EditServer;
import director.ipvs.table.IpvsChange.EditService;
import director.ipvs.table.IpvsTable.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares two tables. */
public final class IpvsReconciler {
  /**
   * From so many real servers on a new service is filled without a scheduler. Most schedulers go
   * over all servers for each that is added, so that it takes time with the square of their number;
   * given at the end, a scheduler does so once.
   */
  private static final int FILLED_WITHOUT_SCHEDULER = 2;

  private final List<IpvsChange> additions = new ArrayList<>();
  private final List<IpvsChange> increases = new ArrayList<>();
  private final List<IpvsChange> otherEdits = new ArrayList<>();
  private final List<IpvsChange> deletions = new ArrayList<>();

  private IpvsReconciler() {}

  /**
   * The changes that lead from {@code actual} to {@code desired}, none if there is nothing to do.
   * What is added, and what gains weight, comes first and what is deleted last, so that on the way
   * no service has fewer working servers, or less weight on them, than it had before or will have
   * after, whichever is less. A server works when it has weight and its service has a scheduler.
   *
   * <p>A new service gets its scheduler when it has its servers. Until then it answers nobody, as
   * before. The scheduler of a service that is there is changed only where another is desired:
   * meanwhile it has none, and the kernel waits for all processors.
   *
   * <p>A service that is desired is brought to what is desired whoever made it. Any other is left
   * alone unless it is {@code owned}: made by us, and so ours to delete.
   *
   * <p>It takes time in proportion to the size of the tables, and memory to the number of changes.
   */
  public static List<IpvsChange> diff(
      IpvsTable desired, IpvsTable actual, Set<VirtualService.Id> owned) {
    IpvsReconciler changes = new IpvsReconciler();
    SideBySide.walk(
        desired.services().values(),
        actual.services().values(),
        entry -> entry.service().id(),
        (want, have) -> changes.service(want, have, owned));
    return changes.inOrder();
  }

  private void service(@Nullable Entry want, @Nullable Entry have, Set<VirtualService.Id> owned) {
    if (want != null && have != null) {
      edit(want, have);
    } else if (want != null) {
      add(want);
    } else if (have != null && owned.contains(have.service().id())) {
      deletions.add(new DeleteService(have.service().id()));
    }
  }

  private void add(Entry want) {
    VirtualService service = want.service();
    boolean late =
        want.servers().size() >= FILLED_WITHOUT_SCHEDULER
            && !service.scheduler().equals(VirtualService.NO_SCHEDULER);
    VirtualService first = late ? service.scheduledBy(VirtualService.NO_SCHEDULER) : service;
    additions.add(new AddService(first));
    for (RealServer server : want.servers().values()) {
      additions.add(new AddServer(service.id(), server));
    }
    if (late) {
      additions.add(new EditService(first, service));
    }
  }

  private void edit(Entry want, Entry have) {
    if (!have.service().equals(want.service())) {
      otherEdits.add(new EditService(have.service(), want.service()));
    }
    VirtualService.Id id = want.service().id();
    SideBySide.walk(
        want.servers().values(),
        have.servers().values(),
        RealServer::id,
        (server, before) -> server(id, server, before));
  }

  private void server(
      VirtualService.Id service, @Nullable RealServer want, @Nullable RealServer have) {
    if (want == null) {
      if (have != null) {
        deletions.add(new DeleteServer(service, have.id()));
      }
    } else if (have == null) {
      additions.add(new AddServer(service, want));
    } else if (!have.equals(want)) {
      boolean gains = want.weight() > have.weight();
      (gains ? increases : otherEdits).add(new EditServer(service, have, want));
    }
  }

  private List<IpvsChange> inOrder() {
    List<IpvsChange> all = new ArrayList<>(additions);
    all.addAll(increases);
    all.addAll(otherEdits);
    all.addAll(deletions);
    return List.copyOf(all);
  }
}
