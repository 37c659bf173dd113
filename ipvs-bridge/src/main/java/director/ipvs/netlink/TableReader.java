// SPDX-License-Identifier: Apache-2.0
package director.ipvs.netlink;

import static director.ipvs.netlink.IpvsConstants.*;

import director.ipvs.IpvsSnapshot;
import director.ipvs.table.ImmutableSortedMap;
import director.ipvs.table.IpvsSettings;
import director.ipvs.table.IpvsStatistics;
import director.ipvs.table.IpvsTable;
import director.ipvs.table.RealServer;
import director.ipvs.table.ServerCounters;
import director.ipvs.table.ServiceCounters;
import director.ipvs.table.SyncDaemon;
import director.ipvs.table.VirtualService;
import director.netlink.Attributes;
import director.netlink.DumpReader;
import director.netlink.NetlinkException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads the whole table: the services in one dump, and the real servers of each in another. */
final class TableReader {
  private final Dumps dumps;
  private final Questions questions;

  /** Answers with many messages. */
  @FunctionalInterface
  interface Dumps {
    void dump(IpvsRequest request, DumpReader<Attributes> reader) throws NetlinkException;
  }

  /** Answers with one message. */
  @FunctionalInterface
  interface Questions {
    List<Attributes> ask(IpvsRequest request) throws NetlinkException;
  }

  TableReader(Dumps dumps, Questions questions) {
    this.dumps = dumps;
    this.questions = questions;
  }

  /** A real server and its counters. */
  private record Row(RealServer server, ServerCounters counters) {}

  /** What one dump held, each message in the form that is wanted. */
  private static final class Rows<T> implements DumpReader<Attributes> {
    private final Form<T> form;
    private final List<T> list = new ArrayList<>();

    /** Makes something of a message. */
    @FunctionalInterface
    interface Form<T> {
      T of(Attributes message) throws NetlinkException;
    }

    Rows(Form<T> form) {
      this.form = form;
    }

    @Override
    public void begin() {
      list.clear();
    }

    @Override
    public void take(Attributes message) throws NetlinkException {
      list.add(form.of(message));
    }
  }

  private <T> List<T> list(IpvsRequest request, Rows.Form<T> form) throws NetlinkException {
    Rows<T> rows = new Rows<>(form);
    dumps.dump(request, rows);
    return rows.list;
  }

  IpvsSnapshot read() throws NetlinkException {
    SortedMap<VirtualService.Id, IpvsTable.Entry> entries = new TreeMap<>();
    SortedMap<VirtualService.Id, ServiceCounters> counters = new TreeMap<>();
    List<String> others = new ArrayList<>();
    for (Attributes service : services()) {
      Optional<VirtualService.Id> id = IpvsCodec.id(service);
      if (id.isPresent()) {
        ImmutableSortedMap<RealServer.Id, Row> rows = servers(id.get());
        VirtualService virtual = IpvsCodec.service(id.get(), service);
        entries.put(id.get(), new IpvsTable.Entry(virtual, rows.with(Row::server)));
        counters.put(id.get(), CounterCodec.service(service, rows.with(Row::counters)));
      } else {
        others.add(IpvsCodec.describeOther(service));
      }
    }
    others.sort(null);
    forgetWhatIsGone(entries, counters);
    return new IpvsSnapshot(
        new IpvsTable(entries), settings(), new IpvsStatistics(counters), others);
  }

  private List<Attributes> services() throws NetlinkException {
    return list(IpvsRequest.listServices(), answer -> answer.nested(IPVS_CMD_ATTR_SERVICE));
  }

  /** In order. One that the kernel names twice, since the list moved under it, is there once. */
  private ImmutableSortedMap<RealServer.Id, Row> servers(VirtualService.Id id)
      throws NetlinkException {
    List<Row> rows =
        list(
            IpvsRequest.listServers(id),
            answer -> {
              Attributes server = answer.nested(IPVS_CMD_ATTR_DEST);
              return new Row(IpvsCodec.server(id, server), CounterCodec.server(server));
            });
    return ImmutableSortedMap.firstOf(rows, row -> row.server().id());
  }

  /**
   * Of a service that was deleted since the list of services the kernel says what it says of one
   * without real servers: nothing. So where there is such a service, the list is asked for again.
   */
  private void forgetWhatIsGone(
      SortedMap<VirtualService.Id, IpvsTable.Entry> entries,
      SortedMap<VirtualService.Id, ServiceCounters> counters)
      throws NetlinkException {
    if (entries.values().stream().noneMatch(entry -> entry.servers().isEmpty())) {
      return;
    }
    Set<VirtualService.Id> there = new TreeSet<>();
    for (Attributes service : services()) {
      IpvsCodec.id(service).ifPresent(there::add);
    }
    entries
        .values()
        .removeIf(entry -> entry.servers().isEmpty() && !there.contains(entry.service().id()));
    counters.keySet().retainAll(entries.keySet());
  }

  private IpvsSettings settings() throws NetlinkException {
    SortedMap<SyncDaemon.Role, SyncDaemon> daemons = new TreeMap<>();
    for (SyncDaemon daemon :
        list(
            IpvsRequest.listDaemons(),
            answer -> IpvsCodec.daemon(answer.nested(IPVS_CMD_ATTR_DAEMON)))) {
      daemons.put(daemon.role(), daemon);
    }
    List<Attributes> timeouts = questions.ask(IpvsRequest.readTimeouts());
    if (timeouts.isEmpty()) {
      throw NetlinkException.broken("reading the timeouts of IPVS", "an empty answer");
    }
    return new IpvsSettings(IpvsCodec.timeouts(timeouts.get(0)), daemons);
  }
}
