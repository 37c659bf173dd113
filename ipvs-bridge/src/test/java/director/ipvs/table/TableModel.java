// SPDX-License-Identifier: Apache-2.0
package director.ipvs.table;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The kernel's rules for a table: what is there cannot be added, what is not cannot be edited. */
final class TableModel implements IpvsChange.Cases<IpvsTable> {
  private final IpvsTable before;

  private TableModel(IpvsTable before) {
    this.before = before;
  }

  static IpvsTable apply(IpvsChange change, IpvsTable before) {
    return change.match(new TableModel(before));
  }

  static IpvsTable apply(List<IpvsChange> changes, IpvsTable before) {
    IpvsTable table = before;
    for (IpvsChange change : changes) {
      table = apply(change, table);
    }
    return table;
  }

  @Override
  public IpvsTable addService(VirtualService service) {
    refuseIf(before.services().containsKey(service.id()), "is there: " + service);
    return with(new IpvsTable.Entry(service, new TreeMap<>()));
  }

  @Override
  public IpvsTable editService(VirtualService after) {
    return with(new IpvsTable.Entry(after, existing(after.id()).servers()));
  }

  @Override
  public IpvsTable deleteService(VirtualService.Id id) {
    existing(id);
    SortedMap<VirtualService.Id, IpvsTable.Entry> services = new TreeMap<>(before.services());
    services.remove(id);
    return new IpvsTable(services);
  }

  @Override
  public IpvsTable addServer(VirtualService.Id serviceId, RealServer server) {
    SortedMap<RealServer.Id, RealServer> servers = new TreeMap<>(existing(serviceId).servers());
    refuseIf(servers.put(server.id(), server) != null, "is there: " + server);
    return with(new IpvsTable.Entry(existing(serviceId).service(), servers));
  }

  @Override
  public IpvsTable editServer(VirtualService.Id serviceId, RealServer after) {
    SortedMap<RealServer.Id, RealServer> servers = new TreeMap<>(existing(serviceId).servers());
    refuseIf(servers.put(after.id(), after) == null, "is not there: " + after);
    return with(new IpvsTable.Entry(existing(serviceId).service(), servers));
  }

  @Override
  public IpvsTable deleteServer(VirtualService.Id serviceId, RealServer.Id id) {
    SortedMap<RealServer.Id, RealServer> servers = new TreeMap<>(existing(serviceId).servers());
    refuseIf(servers.remove(id) == null, "is not there: " + id);
    return with(new IpvsTable.Entry(existing(serviceId).service(), servers));
  }

  @Override
  public IpvsTable setTimeouts(Timeouts after) {
    return before;
  }

  @Override
  public IpvsTable startDaemon(SyncDaemon daemon) {
    return before;
  }

  @Override
  public IpvsTable stopDaemon(SyncDaemon daemon) {
    return before;
  }

  private IpvsTable.Entry existing(VirtualService.Id id) {
    refuseIf(!before.services().containsKey(id), "is not there: " + id);
    return before.services().get(id);
  }

  private IpvsTable with(IpvsTable.Entry entry) {
    SortedMap<VirtualService.Id, IpvsTable.Entry> services = new TreeMap<>(before.services());
    services.put(entry.service().id(), entry);
    return new IpvsTable(services);
  }

  private static void refuseIf(boolean refused, String why) {
    if (refused) {
      throw new AssertionError("the kernel would refuse: " + why);
    }
  }
}
