// SPDX-License-Identifier: Apache-2.0
package director.ipvs;

import director.ipvs.table.IpvsChange;
import director.ipvs.table.IpvsSettings;
import director.ipvs.table.IpvsStatistics;
import director.ipvs.table.IpvsTable;
import director.ipvs.table.Timeouts;
import director.ipvs.table.VirtualService;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * For a kernel that may do without IPVS as long as nobody wants a service of it: then its table is
 * empty. It is looked for at the start and whenever it is demanded, and not in between, because
 * each look makes the kernel try to load the module.
 */
public final class IpvsOnDemand implements IpvsClient {
  private static final IpvsSnapshot NOTHING =
      new IpvsSnapshot(
          IpvsTable.EMPTY,
          new IpvsSettings(
              new Timeouts(Duration.ZERO, Duration.ZERO, Duration.ZERO),
              Collections.emptySortedMap()),
          new IpvsStatistics(Collections.emptySortedMap()),
          List.of());

  private final Opener opener;
  private @Nullable IpvsClient client;

  /** Opens the client of the kernel. */
  public interface Opener {
    IpvsClient open() throws IpvsException;
  }

  private IpvsOnDemand(Opener opener) {
    this.opener = opener;
  }

  /**
   * Looks for IPVS.
   *
   * @param needed whether there must be
   * @throws IpvsUnavailableException if there is none, and must be
   */
  public static IpvsOnDemand open(Opener opener, boolean needed) throws IpvsException {
    IpvsOnDemand client = new IpvsOnDemand(opener);
    try {
      client.demand();
    } catch (IpvsUnavailableException e) {
      if (needed) {
        throw e;
      }
    }
    return client;
  }

  @Override
  public void demand() throws IpvsException {
    IpvsClient unused = demanded();
  }

  private synchronized IpvsClient demanded() throws IpvsException {
    IpvsClient found = client == null ? opener.open() : client;
    client = found;
    return found;
  }

  private synchronized @Nullable IpvsClient found() {
    return client;
  }

  @Override
  public IpvsSnapshot read() throws IpvsException {
    IpvsClient found = found();
    return found == null ? NOTHING : found.read();
  }

  @Override
  public List<IpvsRefusal> apply(List<IpvsChange> changes) throws IpvsException {
    return demanded().apply(changes);
  }

  @Override
  public void zero(VirtualService.Id service) throws IpvsException {
    demanded().zero(service);
  }

  @Override
  public long requests() {
    IpvsClient found = found();
    return found == null ? 0 : found.requests();
  }

  @Override
  public long writes() {
    IpvsClient found = found();
    return found == null ? 0 : found.writes();
  }

  @Override
  public void close() {
    IpvsClient found = found();
    if (found != null) {
      found.close();
    }
  }
}
