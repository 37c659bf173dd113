// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.ipvs.IpvsClient;
import director.ipvs.IpvsException;
import director.ipvs.IpvsRefusal;
import director.ipvs.IpvsUnavailableException;
import director.ipvs.netlink.NetlinkIpvsClient;
import director.ipvs.table.IpvsChange;
import director.ipvs.table.IpvsReconciler;
import director.ipvs.table.IpvsTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The virtual services that a director has left in the kernel, when there is none any more. */
public final class LeftServices {
  private LeftServices() {}

  /**
   * Removes those that are ours; others are left alone.
   *
   * @param tell takes a sentence for each that was removed, and for each that could not be
   * @throws IpvsException if IPVS does not answer; where the kernel has none there is nothing left
   */
  public static void remove(Path stateDirectory, Consumer<String> tell)
      throws IOException, IpvsException {
    OwnedServices owned = OwnedServices.load(stateDirectory);
    if (owned.ids().isEmpty()) {
      return;
    }
    try (IpvsClient client = NetlinkIpvsClient.open()) {
      IpvsTable table = client.read().table();
      List<IpvsChange> changes = IpvsReconciler.diff(IpvsTable.of(List.of()), table, owned.ids());
      List<IpvsRefusal> refusals = changes.isEmpty() ? List.of() : client.apply(changes);
      List<IpvsChange> done = new ArrayList<>(changes);
      for (IpvsRefusal refusal : refusals) {
        done.remove(refusal.change());
        tell.accept("cannot remove a service: " + refusal.reason());
      }
      done.forEach(change -> change.about().ifPresent(id -> tell.accept(id + ": removed")));
      if (refusals.isEmpty()) {
        owned.retain(List.of());
      }
    } catch (IpvsUnavailableException e) {
      owned.retain(List.of());
    }
  }
}
