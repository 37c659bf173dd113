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
  private final List<IpvsChange> additions = new ArrayList<>();
  private final List<IpvsChange> increases = new ArrayList<>();
  private final List<IpvsChange> otherEdits = new ArrayList<>();
  private final List<IpvsChange> deletions = new ArrayList<>();

  private IpvsReconciler() {}

  /**
   * The changes that lead from {@code actual} to {@code desired}, none if there is nothing to do.
   * What is added, and what gains weight, comes first and what is deleted last, so that on the way
   * no service is poorer than it was before or will be after.
   *
   * <p>A service that is desired is brought to what is desired whoever made it. Any other is left
   * alone unless it is {@code owned}: made by us, and so ours to delete.
   */
  public static List<IpvsChange> diff(
      IpvsTable desired, IpvsTable actual, Set<VirtualService.Id> owned) {
    IpvsReconciler changes = new IpvsReconciler();
    desired.services().forEach((id, want) -> changes.service(want, actual.services().get(id)));
    actual.services().keySet().stream()
        .filter(id -> owned.contains(id) && !desired.services().containsKey(id))
        .forEach(id -> changes.deletions.add(new DeleteService(id)));
    return changes.inOrder();
  }

  private void service(Entry want, @Nullable Entry have) {
    if (have == null) {
      additions.add(new AddService(want.service()));
      want.servers().values().forEach(server -> server(want.service().id(), server, null));
      return;
    }
    if (!have.service().equals(want.service())) {
      otherEdits.add(new EditService(have.service(), want.service()));
    }
    VirtualService.Id id = want.service().id();
    want.servers().forEach((key, server) -> server(id, server, have.servers().get(key)));
    have.servers().keySet().stream()
        .filter(server -> !want.servers().containsKey(server))
        .forEach(server -> deletions.add(new DeleteServer(id, server)));
  }

  private void server(VirtualService.Id service, RealServer want, @Nullable RealServer have) {
    if (have == null) {
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
