// SPDX-License-Identifier: Apache-2.0
package director.ipvs.netlink;

import static org.junit.jupiter.api.Assumptions.abort;

import director.ipvs.IpvsClient;
import director.ipvs.IpvsSnapshot;
import director.ipvs.IpvsUnavailableException;
import director.ipvs.table.IpvsChange;
import director.ipvs.table.IpvsChange.DeleteService;
import director.ipvs.table.IpvsChange.SetTimeouts;
import director.ipvs.table.IpvsChange.StopDaemon;
import director.ipvs.table.Timeouts;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The kernel's IPVS in a network namespace that a whole test class shares: to make one, and to call
 * a program, takes longer in User-Mode Linux than all else.
 */
final class LabIpvs {
  private static final Timeouts DEFAULT =
      new Timeouts(Duration.ofSeconds(900), Duration.ofSeconds(120), Duration.ofSeconds(300));

  private final LabNamespace namespace;
  private final IpvsClient client;

  private LabIpvs(LabNamespace namespace, IpvsClient client) {
    this.namespace = namespace;
    this.client = client;
  }

  /** With the interfaces d0, up with addresses of both families, and d1, down without any. */
  static LabIpvs open() throws Exception {
    LabNamespace namespace = LabNamespace.create();
    try {
      namespace.feed(
          List.of(
              "link add d0 type dummy",
              "link set d0 up",
              "addr add 10.0.0.1/24 dev d0",
              "addr add 2001:db8::1/64 dev d0 nodad",
              "link add d1 type dummy"),
          "ip",
          "-batch",
          "-");
      return new LabIpvs(namespace, namespace.call(NetlinkIpvsClient::open));
    } catch (IpvsUnavailableException e) {
      namespace.delete();
      return abort(e.getMessage());
    }
  }

  IpvsClient client() {
    return client;
  }

  LabNamespace namespace() {
    return namespace;
  }

  Ipvsadm ipvsadm() {
    return new LabIpvsadm(namespace);
  }

  /** As if nobody had touched it. */
  void clear() throws IOException, InterruptedException {
    IpvsSnapshot left = client.read();
    List<IpvsChange> changes = new ArrayList<>();
    left.table().services().keySet().forEach(id -> changes.add(new DeleteService(id)));
    left.settings().daemons().values().forEach(each -> changes.add(new StopDaemon(each)));
    changes.add(new SetTimeouts(left.settings().timeouts(), DEFAULT));
    if (!left.settings().daemons().isEmpty()) {
      letThreadsBegin();
    }
    client.apply(changes);
  }

  /** The kernel has one processor here, and starts a new thread at its next tick. */
  void letThreadsBegin() throws InterruptedException {
    Thread.sleep(50);
  }

  void close() throws IOException, InterruptedException {
    client.close();
    namespace.delete();
  }
}
