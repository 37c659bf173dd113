// SPDX-License-Identifier: Apache-2.0
package director.lab.bench;

import director.ipvs.IpvsClient;
import director.ipvs.IpvsRefusal;
import director.ipvs.table.IpvsChange;
import director.ipvs.table.IpvsReconciler;
import director.ipvs.table.IpvsTable;
import java.io.IOException;
import java.util.List;

/** As the director does it, in this process: reads what is there, compares, and writes. */
record OurLoader(IpvsClient client) implements IpvsLoader {
  @Override
  public String name() {
    return "directord";
  }

  @Override
  public double load(IpvsShape shape) throws IOException {
    IpvsTable desired = shape.table();
    long begin = System.nanoTime();
    IpvsTable actual = client.read().table();
    List<IpvsChange> changes = IpvsReconciler.diff(desired, actual, desired.services().keySet());
    List<IpvsRefusal> refusals = client.apply(changes);
    double took = (System.nanoTime() - begin) / 1e6;
    if (!refusals.isEmpty()) {
      throw new IOException("refused: " + refusals.get(0).reason());
    }
    return took;
  }
}
