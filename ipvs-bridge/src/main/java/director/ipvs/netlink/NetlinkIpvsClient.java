// SPDX-License-Identifier: Apache-2.0
package director.ipvs.netlink;

import static director.ipvs.netlink.IpvsConstants.*;

import director.ipvs.IpvsClient;
import director.ipvs.IpvsException;
import director.ipvs.IpvsRefusal;
import director.ipvs.IpvsSnapshot;
import director.ipvs.table.IpvsChange;
import director.ipvs.table.VirtualService;
import director.netlink.Attributes;
import director.netlink.DumpReader;
import director.netlink.LinuxNetlink;
import director.netlink.Netlink;
import director.netlink.NetlinkException;
import director.netlink.generic.FamilyMissingException;
import director.netlink.generic.GenericNetlink;
import director.netlink.linux.ErrnoException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicLong;

/** {@link IpvsClient} for the kernel. */
public final class NetlinkIpvsClient implements IpvsClient {
  /** Changes that are put into bytes before any of them is sent, to bound the memory it takes. */
  private static final int SLICE = 1024;

  private final Netlink netlink;
  private GenericNetlink ipvs;
  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong writes = new AtomicLong();

  private NetlinkIpvsClient(Netlink netlink, GenericNetlink ipvs) {
    this.netlink = netlink;
    this.ipvs = ipvs;
  }

  /**
   * For the network namespace of the calling thread. The kernel loads ip_vs if it can.
   *
   * @throws director.ipvs.IpvsUnavailableException if the kernel has no IPVS
   */
  public static NetlinkIpvsClient open() throws IpvsException {
    try {
      return open(LinuxNetlink.open(LinuxNetlink.GENERIC));
    } catch (ErrnoException e) {
      throw new IpvsException("cannot talk to IPVS: " + e.getMessage(), e.errno(), e);
    }
  }

  /**
   * Over a conversation that the caller has opened.
   *
   * @param netlink for NETLINK_GENERIC; closed with the client, and if there is none
   */
  public static NetlinkIpvsClient open(Netlink netlink) throws IpvsException {
    try {
      return new NetlinkIpvsClient(netlink, find(netlink));
    } catch (IpvsException e) {
      netlink.close();
      throw e;
    }
  }

  private static GenericNetlink find(Netlink netlink) throws IpvsException {
    try {
      return GenericNetlink.open(netlink, IPVS_GENL_NAME, IPVS_GENL_VERSION);
    } catch (FamilyMissingException e) {
      throw KernelRefusal.unavailable(e);
    } catch (NetlinkException e) {
      throw KernelRefusal.of("find IPVS", e);
    }
  }

  @Override
  public synchronized IpvsSnapshot read() throws IpvsException {
    TableReader reader = new TableReader(this::dump, this::ask);
    try {
      return reader.read();
    } catch (NetlinkException e) {
      if (e.errno() != ENOENT) {
        throw KernelRefusal.of("read the IPVS table", e);
      }
    }
    // A module that was unloaded and loaded again has another family number.
    ipvs = find(netlink);
    try {
      return reader.read();
    } catch (NetlinkException e) {
      throw KernelRefusal.of("read the IPVS table", e);
    }
  }

  private void dump(IpvsRequest request, DumpReader<Attributes> reader) throws NetlinkException {
    requests.incrementAndGet();
    ipvs.dump(request.command(), request.attributes(), reader);
  }

  private List<Attributes> ask(IpvsRequest request) throws NetlinkException {
    requests.incrementAndGet();
    return ipvs.request(request.command(), 0, request.attributes());
  }

  /**
   * {@inheritDoc}
   *
   * <p>Up to 128 changes go to the kernel at a time. Where a service is not there, because it was
   * refused itself or because somebody else has deleted it, what is refused for that alone is not
   * listed change by change: the first refusal tells how many more there were.
   */
  @Override
  public synchronized List<IpvsRefusal> apply(List<IpvsChange> changes) throws IpvsException {
    Refusals refusals = new Refusals();
    for (int from = 0; from < changes.size(); from += SLICE) {
      applySlice(changes.subList(from, Math.min(from + SLICE, changes.size())), refusals);
    }
    return refusals.list();
  }

  private void applySlice(List<IpvsChange> changes, Refusals refusals) throws IpvsException {
    SortedMap<Integer, NetlinkException> answer = write(changes);
    for (Map.Entry<Integer, NetlinkException> refused : answer.entrySet()) {
      if (refused.getValue().errno() == EPERM) {
        throw KernelRefusal.of(changes.get(refused.getKey()), refused.getValue());
      }
    }
    refuseIfReloaded(changes, answer);
    answer.forEach((place, refusal) -> refusals.add(changes.get(place), refusal));
  }

  private SortedMap<Integer, NetlinkException> write(List<IpvsChange> changes)
      throws IpvsException {
    List<GenericNetlink.Change> messages = new ArrayList<>(changes.size());
    for (IpvsChange change : changes) {
      IpvsRequest request = IpvsRequest.of(change);
      messages.add(new GenericNetlink.Change(request.command(), request.attributes()));
    }
    requests.addAndGet(messages.size());
    writes.addAndGet(messages.size());
    try {
      return ipvs.changeAll(messages);
    } catch (NetlinkException e) {
      throw changes.size() == 1
          ? KernelRefusal.of(changes.get(0), e)
          : KernelRefusal.of("make " + changes.size() + " changes to the IPVS table", e);
    }
  }

  /**
   * To a family number that is no longer in use the kernel says ENOENT, and so it does where a
   * scheduler or a real server is missing.
   */
  private void refuseIfReloaded(
      List<IpvsChange> changes, SortedMap<Integer, NetlinkException> refusals)
      throws IpvsException {
    Collection<NetlinkException> all = refusals.values();
    if (all.size() < changes.size() || !all.stream().allMatch(each -> each.errno() == ENOENT)) {
      return;
    }
    GenericNetlink found = find(netlink);
    boolean reloaded = !found.isSameFamilyAs(ipvs);
    ipvs = found;
    if (reloaded) {
      throw new IpvsException(
          "the kernel module ip_vs was loaded anew since the table was read: read it again",
          ENOENT,
          all.iterator().next());
    }
  }

  @Override
  public synchronized void zero(VirtualService.Id service) throws IpvsException {
    try {
      write(IpvsRequest.zero(service));
    } catch (NetlinkException e) {
      throw KernelRefusal.of("set the counters of " + service + " to zero", e);
    }
  }

  private void write(IpvsRequest request) throws NetlinkException {
    requests.incrementAndGet();
    writes.incrementAndGet();
    ipvs.request(request.command(), 0, request.attributes());
  }

  @Override
  public long requests() {
    return requests.get();
  }

  @Override
  public long writes() {
    return writes.get();
  }

  @Override
  public void close() {
    netlink.close();
  }
}
