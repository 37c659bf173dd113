// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.ipvs.IpvsClient;
import director.ipvs.IpvsException;
import director.ipvs.IpvsRefusal;
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
  private final OwnedServices owned;

  private LeftServices(OwnedServices owned) {
    this.owned = owned;
  }

  /**
   * As the director remembered them.
   *
   * @throws IOException if nobody can tell which are ours; the message says what to do
   */
  public static LeftServices of(Path stateDirectory) throws IOException {
    return new LeftServices(OwnedServices.load(stateDirectory));
  }

  public boolean isEmpty() {
    return owned.ids().isEmpty();
  }

  /**
   * Removes ours; others are left alone.
   *
   * @param tell takes a sentence for each that was removed, and for each that could not be
   */
  public void remove(IpvsClient client, Consumer<String> tell) throws IOException, IpvsException {
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
  }
}
