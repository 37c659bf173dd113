// SPDX-License-Identifier: Apache-2.0
package director.ipvs.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import director.ipvs.IpvsClient;
import director.ipvs.IpvsRefusal;
import director.ipvs.table.IpvsChange;
import director.ipvs.table.IpvsReconciler;
import director.ipvs.table.IpvsTable;
import director.ipvs.table.VirtualService;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** Where a contract is played: a kernel, the fake one or the real one, that starts out empty. */
abstract class IpvsWorld {

  /** The client of this test, closed by whoever made it. */
  abstract IpvsClient client();

  final void bringTo(IpvsTable desired, Set<VirtualService.Id> owned) throws IOException {
    for (IpvsChange change : IpvsReconciler.diff(desired, client().read().table(), owned)) {
      apply(change);
    }
  }

  final void assertRefused(String sentence, IpvsChange change) throws IOException {
    List<IpvsRefusal> refusals = client().apply(List.of(change));
    assertEquals(List.of(sentence), refusals.stream().map(IpvsRefusal::reason).toList());
  }

  final void apply(IpvsChange... changes) throws IOException {
    assertEquals(List.of(), client().apply(List.of(changes)));
  }
}
