// SPDX-License-Identifier: Apache-2.0
package director.ipvs;

import director.ipvs.netlink.IpvsStandIn;
import director.ipvs.table.IpvsChange;
import director.ipvs.table.VirtualService;
import java.util.List;

/**
 * Stands in the place of the director's own class of this name, so that all else of it runs on a kernel without IPVS: the table is
 * that of the unit tests, a kernel in memory that takes and gives messages of netlink. For {@code lab/bench/footprint}.
 */
public final class IpvsOnDemand implements IpvsClient {
  private final IpvsClient table;

  /** As in the director. */
  public interface Opener {
    IpvsClient open() throws IpvsException;
  }

  private IpvsOnDemand(IpvsClient table) {
    this.table = table;
  }

  public static IpvsOnDemand open(Opener kernel, boolean needed) throws IpvsException {
    return new IpvsOnDemand(IpvsStandIn.open());
  }

  @Override
  public IpvsSnapshot read() throws IpvsException {
    return table.read();
  }

  @Override
  public List<IpvsRefusal> apply(List<IpvsChange> changes) throws IpvsException {
    return table.apply(changes);
  }

  @Override
  public void zero(VirtualService.Id service) throws IpvsException {
    table.zero(service);
  }

  @Override
  public long requests() {
    return table.requests();
  }

  @Override
  public long writes() {
    return table.writes();
  }

  @Override
  public void close() {
    table.close();
  }
}
